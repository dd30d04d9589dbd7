// One visitor does the worst that the limits allow: invented pages and hosts by the batch, under many consents and for a month,
// then everything that is dear to read. What others wait for, and what the machine holds, must stay as it was.
import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { visitBudget } from '../../server/domain/visits/visit-budget.ts'
import { openDatabase } from '../support/database/database-file.ts'
import { type RunningServer, startServer } from '../support/server/start-server.ts'
import { createViolations, type LongResult } from './part.ts'
import { type Client, createClient } from './poison/client.ts'
import { fillMonth } from './poison/fill-month.ts'
import { watchNeighbour } from './poison/neighbour.ts'

/** Requests with visits that one address may send in a minute, each with as many visits as a batch takes. */
const REQUESTS = 3000
const VISITS_PER_REQUEST = 20
/** Of one consent and day. */
const { visitsPerConsent: VISITS_PER_CONSENT } = visitBudget
const AT_ONCE = 12
const EXPORTS_AT_ONCE = 10
/** What a visitor waits at most, nearly always, on a machine that does nothing else. */
const QUIET_P99_MS = 50

/** What must not be passed on a machine that does nothing else; times grow with what a quiet server takes. */
const limits = {
  'database, MB': 120,
  'memory, MB': 450,
  'neighbour waits, p99 ms': 400,
  'neighbour waits, longest ms': 2500,
  'overview of a month, ms': 10_000,
  'export of a month, ms': 30_000,
  'page of a month, ms': 30_000,
  'ten exports at once, ms': 120_000,
  'statistics of a month, ms': 10_000,
  'deletion of a month, ms': 60_000,
} as const

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20)

/** Most memory that the process has held, in bytes (proc(5), `VmHWM`). */
const readPeak = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
}

const databaseBytes = ({ databaseFile }: RunningServer) =>
  ['', '-wal'].reduce(
    (sum, suffix) => sum + (statSync(databaseFile + suffix, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )

const invent = (id: string) => ({
  id,
  path: `/${randomBytes(765).toString('base64url')}`,
  referrerHost: `${randomBytes(30).toString('hex')}.${randomBytes(30).toString('hex')}`,
})

const REQUESTS_PER_CONSENT = VISITS_PER_CONSENT / VISITS_PER_REQUEST

const sendBatch = (client: Client, consentId: string) => {
  const visits = Array.from({ length: VISITS_PER_REQUEST }, () => invent(client.newId()))
  return client.send('POST', '/v1/visits', { consentId, visits })
}

/** One minute of visits, under as many consents as they need. */
async function flood(attacker: Client): Promise<ReadonlyMap<number, number>> {
  const answers = new Map<number, number>()
  const consents: string[] = []
  while (consents.length * REQUESTS_PER_CONSENT < REQUESTS)
    consents.push((await attacker.giveConsent()).id)
  let sent = 0
  const work = async () => {
    while (sent < REQUESTS) {
      const consentId = consents[Math.floor(sent++ / REQUESTS_PER_CONSENT)] ?? ''
      const { status } = await sendBatch(attacker, consentId)
      answers.set(status, (answers.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return answers
}

/** What a consent is answered that has used up its day. */
async function overspend(client: Client): Promise<string> {
  const { id } = await client.giveConsent()
  for (let request = 0; request < REQUESTS_PER_CONSENT; request++) await sendBatch(client, id)
  const { status, text } = await sendBatch(client, id)
  return `${status} ${JSON.parse(text || '{}').error?.code}`
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return Math.round(performance.now() - startedAt)
}

/** Somebody who has done their worst for a month. */
async function livePerson(attacker: Client, { databaseFile }: RunningServer) {
  const person = await attacker.giveConsent()
  return { ...person, visits: fillMonth(databaseFile, person.id) }
}

/** What is dear to read, and the deletion of it. */
async function readDear(
  attacker: Client,
  person: Awaited<ReturnType<typeof livePerson>>,
  server: RunningServer,
) {
  const get = (path: string) => async () => {
    const { status, text } = await attacker.send('GET', path, undefined, person.bearer)
    if (status !== 200) throw new Error(`GET ${path} answered ${status}`)
    return text
  }
  const exported = JSON.parse(await get('/v1/me/export')()) as { visits: unknown[] }
  const figures = {
    'overview of a month, ms': await timeOf(get('/v1/me')),
    'export of a month, ms': await timeOf(get('/v1/me/export')),
    'page of a month, ms': await timeOf(get('/v1/me/export?format=page')),
    'ten exports at once, ms': await timeOf(() =>
      Promise.all(Array.from({ length: EXPORTS_AT_ONCE }, get('/v1/me/export'))),
    ),
    'statistics of a month, ms': await timeOf(() => attacker.readStatistics(server)),
  }
  const erase = async (confirm = '') =>
    JSON.parse(
      (await attacker.send('DELETE', `/v1/me${confirm}`, undefined, person.bearer)).text,
    ) as { state: string; confirm: string; deletes: { count: number }[] }
  const plan = await erase()
  let last = plan
  const deletionMs = await timeOf(async () => {
    last = await erase(`?confirm=${plan.confirm}`)
  })
  return {
    figures: { ...figures, 'deletion of a month, ms': deletionMs },
    visits: person.visits,
    exported: exported.visits.length,
    deleted: last.state === 'deleted' ? (plan.deletes[0]?.count ?? 0) : 0,
  }
}

/** Part of `npm run test:long`. */
export async function runPoison(): Promise<LongResult> {
  const server = await startServer({ environment: { KELISIM_TRUST_PROXY: '1' } })
  const violations = createViolations()
  try {
    const attacker = createClient(server, '203.0.113.5')
    const person = await livePerson(attacker, server)
    const neighbour = await watchNeighbour(createClient(server, '198.51.100.9'))
    await neighbour.rest()
    const quiet = neighbour.take()
    const answers = await flood(attacker)
    const flooded = neighbour.take()
    const refusal = await overspend(createClient(server, '192.0.2.77'))
    if (refusal !== '429 too_many_visits')
      violations.add('a consent that has used up its day is refused', refusal)
    const dear = await readDear(attacker, person, server)
    const reading = neighbour.take()
    await neighbour.stop()
    const database = openDatabase(server.databaseFile)
    const pages = database
      .prepare(
        "select count(*) from daily_counts where dimension = 'page' and day = (select max(day) from daily_counts)",
      )
      .pluck()
      .get()
    database.close()
    if (!(Number(pages) <= visitBudget.values.page + 1))
      violations.add('a day counts no more pages than its budget', String(pages))
    if (dear.exported !== dear.visits || dear.deleted !== dear.visits)
      violations.add('every visit of the month is exported and deleted', JSON.stringify(dear))
    const measured = {
      'database, MB': megabytes(databaseBytes(server)),
      'memory, MB': megabytes(readPeak(server.pid)),
      'neighbour waits, p99 ms': Math.max(flooded.p99, reading.p99),
      'neighbour waits, longest ms': Math.max(flooded.max, reading.max),
      ...dear.figures,
    }
    // A machine that is busy with other things keeps a quiet server's visitors waiting too.
    const busy = Math.max(1, quiet.p99 / QUIET_P99_MS)
    for (const [what, ofQuiet] of Object.entries(limits)) {
      const atMost = what.endsWith('ms') ? Math.round(ofQuiet * busy) : ofQuiet
      const figure = measured[what as keyof typeof limits]
      if (!(figure <= atMost)) violations.add(`${what}: ${figure}, at most ${atMost}`)
    }
    const figures = {
      'visits sent': REQUESTS * VISITS_PER_REQUEST,
      answers: [...answers].map(([status, count]) => `${status}: ${count}`).join(', '),
      'pages counted of the day': Number(pages),
      'neighbour, quiet p50/p99/longest ms': `${quiet.p50} / ${quiet.p99} / ${quiet.max}`,
      'neighbour, flood p50/p99/longest ms': `${flooded.p50} / ${flooded.p99} / ${flooded.max}`,
      'neighbour, reading p50/p99/longest ms': `${reading.p50} / ${reading.p99} / ${reading.max}`,
      ...measured,
    }
    return { figures, violations: violations.list() }
  } finally {
    await server.stop()
  }
}
