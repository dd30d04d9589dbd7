import { paths } from '../../../server/contract/limits.ts'
import { type ConsentFacts, makeConsent, makeVisit } from '../bodies.ts'
import { readFacts } from '../endpoints.ts'
import { fillDatabase } from '../fill.ts'
import { type Measurement, median } from '../table.ts'
import { workerOfTrial } from './other-workers.ts'
import {
  type EdgeFolder,
  type EdgeSite,
  findObjectFile,
  makeEdgeFolder,
  startEdgeSite,
} from './start-edge.ts'

const ROUNDS = 7
const STORED = 100_000
const GOAL = { atMost: 150 }
const HEADERS = { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 Firefox/140.0' }

/** The object's methods that a trial calls. */
interface Trial {
  work(): Promise<void>
  evict(): Promise<void>
}

async function findTrial({ worker }: EdgeSite): Promise<Trial> {
  // Its own type is of a package that is not installed.
  const namespace: unknown = await worker.getDurableObjectNamespace('SITE')
  return (namespace as { getByName(host: string): Trial }).getByName('127.0.0.1')
}

async function answer(site: EdgeSite, path: string, body?: unknown): Promise<void> {
  const given = { ...HEADERS, ...site.headers }
  const init = body ? { method: 'POST', body: JSON.stringify(body), headers: given } : {}
  const response = await fetch(`${site.url}${path}`, init)
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
}

/** Milliseconds until the object, which is not awake, has stored a consent and said so. */
async function timeAnswer(site: EdgeSite, facts: ConsentFacts): Promise<number> {
  const consent = makeConsent(facts)
  const startedAt = performance.now()
  await answer(site, paths.consents, consent)
  return performance.now() - startedAt
}

/**
 * Makes a site with a hundred thousand consents and visits in it, counted into its ledger and sealed.
 *
 * @returns what a consent must name.
 */
async function fillSite(folder: EdgeFolder): Promise<ConsentFacts> {
  const first = await startEdgeSite(folder, workerOfTrial)
  await answer(first, paths.site)
  const facts = await readFacts({ url: first.url, databaseFile: findObjectFile(folder) })
  const consent = makeConsent(facts)
  await answer(first, paths.consents, consent)
  await answer(first, paths.visits, makeVisit(consent.id, 0))
  await first.stop()
  fillDatabase(findObjectFile(folder), 1, STORED)
  const filled = await startEdgeSite(folder, workerOfTrial)
  await answer(filled, paths.consents, makeConsent(facts))
  await (await findTrial(filled)).work()
  await filled.stop()
  return facts
}

/** Asks the bucket for something, as others do all the time where it is a service of its own: here it begins with the first question. */
async function wakeBucket({ worker }: EdgeSite): Promise<void> {
  const bucket: unknown = await worker.getR2Bucket('ARCHIVE')
  await (bucket as { head(key: string): Promise<unknown> }).head('nothing')
}

async function restart(folder: EdgeFolder, facts: ConsentFacts): Promise<number> {
  const site = await startEdgeSite(folder, workerOfTrial)
  await wakeBucket(site)
  const ms = await timeAnswer(site, facts)
  await site.stop()
  return ms
}

/** A new object, in a workerd that has just begun and has compiled nothing of it yet. */
async function startNew(facts: ConsentFacts): Promise<number> {
  const folder = await makeEdgeFolder()
  try {
    return await restart(folder, facts)
  } finally {
    await folder.remove()
  }
}

/** The object evicted, the isolate still there, as after a short pause. */
async function timeEvicted(folder: EdgeFolder, facts: ConsentFacts): Promise<number[]> {
  const site = await startEdgeSite(folder, workerOfTrial)
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    times.push(await timeAnswer(site, facts))
    // Refused, since the object is gone before it can answer.
    await (await findTrial(site)).evict().catch(() => undefined)
  }
  await site.stop()
  return times.slice(1)
}

const repeat = async (measure: () => Promise<number>): Promise<number[]> => {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await measure())
  return times
}

/** Milliseconds from a consent until an object that was not awake has it on disk and says so; workerd's own start does not count. */
export async function measureEdgeCold(): Promise<Measurement[]> {
  const folder = await makeEdgeFolder()
  try {
    const facts = await fillSite(folder)
    const row = (what: string, times: readonly number[]): Measurement => {
      return { what: `first answer, ${what}`, measured: median(times), unit: 'ms', goal: GOAL }
    }
    const stored = `${STORED.toLocaleString('en')} consents stored`
    return [
      row('new object', await repeat(() => startNew(facts))),
      row(`object with ${stored}`, await repeat(() => restart(folder, facts))),
      row(`evicted object with ${stored}, isolate kept`, await timeEvicted(folder, facts)),
    ]
  } finally {
    await folder.remove()
  }
}
