// The object of a site is evicted again and again under load, between requests and inside its regular work, and what it had
// acknowledged is held against its database: nothing lost, nothing doubled, and the ledger verifies.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deriveSiteSecret } from '../../server/crypto/derive.ts'
import { verifyFile } from '../support/database/verify-file.ts'
import { startWorkerSites, type WorkerSites } from '../support/worker/sites.ts'
import { readNotice } from '../support/worker/visitor.ts'
import { type Acknowledged, type Answer, createAcknowledged } from './kills/acknowledged.ts'
import { findLosses } from './kills/find-losses.ts'
import { createLoad, type Load } from './kills/load.ts'
import { createViolations, type LongOptions, type LongResult, type Violations } from './part.ts'

const WORKERS = 8
/** Answers between two evictions. */
const ANSWERS_BEFORE_EVICTION = { min: 5, max: 60 }
/** The host by which the load reaches the Worker. */
const HOST = '127.0.0.1'

const { min, max } = ANSWERS_BEFORE_EVICTION
const chooseAnswers = () => min + Math.floor(Math.random() * (max - min))

/** The Worker says to send it again; or what is made while it is sent, which 200 stands for here, breaks off. */
function isLost({ status, text }: Answer): boolean {
  if (status !== 200) return status === 503
  try {
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}

/** Sends until the object has answered often enough, and evicts it in the middle; every other time inside its regular work. */
async function loadAndEvict(
  sites: WorkerSites,
  load: Load,
  { isAtWork }: { readonly isAtWork: boolean },
): Promise<void> {
  let left = chooseAnswers()
  const work = async () => {
    while (left > 0) {
      left -= 1
      await load.sendOne(sites.url.origin)
    }
  }
  const working = Promise.all(Array.from({ length: WORKERS }, work))
  while (left > max / 4) await new Promise((resolve) => setTimeout(resolve, 1))
  const alarm = isAtWork ? sites.call(HOST, 'runAlarms', 1).catch(() => {}) : undefined
  await sites.evict(HOST)
  await Promise.all([working, alarm])
}

async function verify(sites: WorkerSites, databaseFile: string, violations: Violations) {
  const secrets = [deriveSiteSecret(Buffer.from(sites.secret, 'base64'), HOST)]
  const { problems, secret } = await verifyFile(databaseFile, { secrets })
  if (secret !== 'checked') violations.add('the ledger is not bound to the site’s secret', secret)
  for (const problem of problems)
    violations.add('the ledger does not verify', JSON.stringify(problem).slice(0, 300))
}

function describe(acknowledged: Acknowledged, evictions: number) {
  const sizes = Object.entries(acknowledged.sizes())
  return {
    evictions,
    ...Object.fromEntries(sizes.map(([kind, size]) => [`${kind} acknowledged`, size])),
    'without an answer, sent again': acknowledged.repeated,
  }
}

/** Evicts the object under load; see the head of this file. */
export async function runEvictions({ evictions }: LongOptions): Promise<LongResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-evictions-'))
  const violations = createViolations()
  const acknowledged = createAcknowledged(violations)
  let list = ''
  try {
    const sites = await startWorkerSites({ folder, sites: { [HOST]: {} } })
    try {
      const load = createLoad(acknowledged, await readNotice(sites, HOST), isLost)
      for (let eviction = 0; eviction < evictions; eviction += 1) {
        await loadAndEvict(sites, load, { isAtWork: eviction % 2 === 1 })
        await load.sendAgain(sites.url.origin)
      }
      await load.readBack(sites.url.origin)
      list = (await sites.readObject(`${HOST}/deletions.log`)).toString()
    } finally {
      await sites.stop()
    }
    const [databaseFile = ''] = sites.listDatabases()
    findLosses(list, databaseFile, acknowledged, violations)
    await verify(sites, databaseFile, violations)
    if (acknowledged.repeated === 0) violations.add('no request was cut off: nothing was proved')
    return { figures: describe(acknowledged, evictions), violations: violations.list() }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
