// Requests are generated from the server's own OpenAPI document, with hostile values, addresses and headers among them: no
// answer is a 5xx, each is one that the document names, none says more than it may, and the server goes on.
import { Agent, request as httpRequest } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type RunningServer, startServer } from '../support/server/start-server.ts'
import { type Documented, type Operation, readDocument } from './fuzz/document.ts'
import { type Answer, judge } from './fuzz/judge.ts'
import { findLogged } from './fuzz/logged.ts'
import { type MadeRequest, makeRequest } from './fuzz/make-request.ts'
import { createRandom, type Random } from './fuzz/random.ts'
import { addPeople, buildWorld, type World } from './fuzz/world.ts'
import { createViolations, type LongOptions, type LongResult, type Violations } from './part.ts'

const WORKERS = 16
/** An answer that takes longer is one that does not come. */
const TIMEOUT_MS = 60_000
/** People are added after so many requests, since some are erased. */
const PEOPLE_EVERY = 400
/** Costly by design, a password's hash and a table of everything, so that they come seldom. */
const SELDOM = /\.csv$|^\/v1\/admin\/(?:setup|session|retention\/run)$/
const SELDOM_SHARE = 0.04
/** Faults of Node's client before it sends (nodejs.org, `ERR_INVALID_CHAR`, `ERR_UNESCAPED_CHARACTERS`). */
const UNSENT = new Set(['ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS'])

const DECODE: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
}

/** @throws {Error} where no whole answer comes. */
function send(url: URL, agent: Agent, request: MadeRequest): Promise<Answer> {
  const { method, path, headers, body } = request
  return new Promise((resolve, reject) => {
    const { hostname: host, port } = url
    const sent = httpRequest({ host, port, method, path, headers, agent, timeout: TIMEOUT_MS })
    sent.on('timeout', () => sent.destroy(new Error('no answer in a minute')))
    sent.on('error', reject)
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const whole = Buffer.concat(chunks)
        const decode = DECODE[response.headers['content-encoding'] ?? '']
        const text = (decode && whole.length > 0 ? decode(whole) : whole).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    sent.end(body)
  })
}

/** Remembers what later requests can be about. */
function learn(world: World, text: string, random: Random): void {
  const [, thread] = /"thread":"([^"]+)"/.exec(text) ?? []
  const [, number] = /"number":"(R-\w{8})"/.exec(text) ?? []
  const keep = (list: string[], found: string | undefined) => {
    if (found === undefined) return
    list.push(found)
    if (list.length > 100) list.splice(random.upTo(100), 1)
  }
  keep(world.threads, thread)
  keep(world.numbers, number)
}

interface Run {
  readonly server: RunningServer
  readonly documented: Documented
  readonly world: World
  readonly violations: Violations
  readonly agent: Agent
  /** Statuses of each operation. */
  readonly statuses: Map<Operation, Set<number>>
  readonly counts: Map<number, number>
}

async function sendOne(run: Run, index: number): Promise<void> {
  const { server, documented, world, violations, agent, statuses, counts } = run
  const random = createRandom(index)
  if (index % PEOPLE_EVERY === 0) await addPeople(server, world, random)
  const operation = random.pick(documented.operations)
  if (SELDOM.test(operation.path) && !random.chance(SELDOM_SHARE))
    return sendOne(run, index + 2 ** 24)
  const request = makeRequest(operation, documented, world, { random, origin: server.url })
  let answer: Answer
  try {
    answer = await send(new URL(server.url), agent, request)
  } catch (error) {
    // What Node's own client refuses to send has met nothing of ours.
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (!UNSENT.has(code))
      violations.add(
        `${operation.method} ${operation.path} gets no answer: ${code}`,
        `${request.method} ${request.path} ${request.body?.length ?? 0} bytes`,
      )
    return
  }
  counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1)
  statuses.set(operation, (statuses.get(operation) ?? new Set()).add(answer.status))
  judge(request, operation, answer, { documented, violations })
  if (answer.status < 300) learn(world, answer.text, random)
}

async function judgeServer({ server, violations, world }: Run): Promise<void> {
  const isReady = await fetch(`${server.url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  )
  if (!isReady) violations.add('the server does not answer any more', server.output().slice(-500))
  // Signed out, nothing that staff do would have been tried.
  const { cookie } = world
  const session = await fetch(`${server.url}/v1/admin/statistics`, { headers: { cookie } })
  if (session.status === 401) violations.add('the session of the requests was lost', '')
  const held = findLogged(server.output())
  if (held !== undefined) violations.add('the log holds a value that was sent', held)
}

function describe({ documented, statuses, counts }: Run) {
  const never = documented.operations.filter(
    (operation) => ![...(statuses.get(operation) ?? [])].some((status) => status < 400),
  )
  const byStatus = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => [`answers ${status}`, count])
  return {
    operations: documented.operations.length,
    answers: [...counts.values()].reduce((sum, count) => sum + count, 0),
    ...Object.fromEntries(byStatus),
    'operations never done':
      never.map(({ method, path }) => `${method} ${path}`).join(', ') || 'none',
  }
}

/** Sends generated requests; see the head of this file. */
export async function runFuzz({ requests }: LongOptions): Promise<LongResult> {
  const server = await startServer({ environment: { KELISIM_TRUST_PROXY: '1' } })
  const agent = new Agent({ keepAlive: true, maxSockets: WORKERS })
  try {
    const violations = createViolations()
    const documented = await readDocument(server.url)
    const world = await buildWorld(server, createRandom(requests))
    const run: Run = {
      server,
      documented,
      world,
      violations,
      agent,
      statuses: new Map(),
      counts: new Map(),
    }
    let next = 0
    const work = async () => {
      while (next < requests) {
        next += 1
        await sendOne(run, next)
      }
    }
    await Promise.all(Array.from({ length: WORKERS }, work))
    await judgeServer(run)
    return { figures: describe(run), violations: violations.list() }
  } finally {
    agent.destroy()
    await server.stop()
  }
}
