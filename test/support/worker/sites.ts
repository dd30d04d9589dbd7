import { randomBytes } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Archive } from '../../../server/backup/archive.ts'
import { startWorker } from '../../../setup/worker/miniflare.ts'
import { scratch } from '../database/scratch.ts'

/** A module in front of the Worker, in the same process, that simulates what the platform or its operator does to an object. */
const ENTRY = `
import worker, { SiteObject as Base } from './worker.js'
// Pages that the database of a site may have, by its host.
const limits = new Map()
// Hosts below whose name nothing may be deleted in the bucket, as a lock on it forbids.
const locked = new Set()
// How often an object of the bucket was read, by its key.
const reads = new Map()
const lockable = (archive, host) => archive && {
  list: (options) => archive.list(options),
  get: (key) => {
    reads.set(key, (reads.get(key) ?? 0) + 1)
    return archive.get(key)
  },
  put: (...given) => archive.put(...given),
  delete: (keys) => locked.has(host) ? Promise.reject(new Error('planted')) : archive.delete(keys),
}
export class SiteObject extends Base {
  constructor(state, env) {
    super(state, { ...env, ARCHIVE: lockable(env.ARCHIVE, state.id.name) })
    this.limit()
  }
  limit() { this.ctx.storage.sql.setMaxPageCountForTest(limits.get(this.ctx.id.name) ?? 2 ** 30) }
  evict() { this.ctx.abort('evicted') }
  query(text, ...values) { return this.ctx.storage.sql.exec(text, ...values).toArray() }
  readAlarm() { return this.ctx.storage.getAlarm() }
  setAlarm(atMs) { return this.ctx.storage.setAlarm(atMs) }
  runAlarms(times) { return Promise.all(Array.from({ length: times }, () => this.alarm())).then(() => null) }
  log(text) { console.log(text) }
  loseBookmarks() { this.ctx.storage.getCurrentBookmark = () => Promise.reject(new Error('planted')) }
  limitPages(room) {
    const { name } = this.ctx.id
    if (room === null) limits.delete(name)
    else limits.set(name, this.ctx.storage.sql.databaseSize / 4096 + room)
    this.limit()
  }
  lockArchive(isLocked) { locked[isLocked ? 'add' : 'delete'](this.ctx.id.name) }
  countReads(key) { return reads.get(key) ?? 0 }
  // For every site of the deployment.
  shiftClock(ms) { const now = Date.now; Date.now = () => now() + ms }
  nameId() { return this.ctx.id.toString() }
}
export default {
  async fetch(given, env, ctx) {
    const request = new Request(given)
    // miniflare writes the address of whoever connects where there is none.
    if (request.headers.get('cf-connecting-ip') === '127.0.0.1') request.headers.delete('cf-connecting-ip')
    if (new URL(request.url).hostname !== 'control.test') return worker.fetch(request, env, ctx)
    const [host, method, ...values] = await request.json()
    try {
      return Response.json({ value: await env.SITE.getByName(host)[method](...values) ?? null })
    } catch (error) {
      return Response.json({ thrown: error.message })
    }
  }
}`

const DECODE: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
}

interface Bucket {
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>
}

/** A complete response. */
export interface WorkerAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A request to the site named by its `Host`. */
export interface WorkerRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, unless it is already text. Makes it a POST. */
  readonly body?: unknown
}

/** Options of a deployment. */
export interface WorkerSitesOptions {
  /** `KELISIM_SITES`. */
  readonly sites?: unknown
  /** Bindings that differ; `undefined` removes one. */
  readonly bindings?: Readonly<Record<string, unknown>>
  /** Folder of the objects, kept at the end. Default: a new one, deleted at the end. */
  readonly folder?: string
  /** Further options of miniflare. */
  readonly further?: Readonly<Record<string, unknown>>
}

/** A deployment with its sites, in workerd. */
export interface WorkerSites {
  readonly url: URL
  readonly secret: string
  readonly folder: string
  /** Returns the Worker's log output. */
  output(): string
  send(host: string, path: string, request?: WorkerRequest): Promise<WorkerAnswer>
  /** Calls a method of a site's object; see the entry above. @throws {Error} thrown by the object. */
  call<T = unknown>(host: string, method: string, ...values: readonly unknown[]): Promise<T>
  /** Returns rows of a site's database. */
  query<T = Record<string, unknown>>(host: string, text: string): Promise<readonly T[]>
  /** Evicts a site's object, whatever it is doing. */
  evict(host: string): Promise<void>
  /** Returns the existing database files. */
  listDatabases(): readonly string[]
  /** Returns the keys of the bucket. */
  readArchive(): Promise<readonly string[]>
  /** Returns the bytes of an object of the bucket. @throws {Error} where there is none. */
  readObject(key: string): Promise<Buffer>
  /** Puts an object into the bucket, as an operator does; without bytes, deletes it. */
  putObject(key: string, bytes?: Uint8Array): Promise<void>
  stop(): Promise<void>
}

/** Returns a function that sends requests to a server with a given `Host`. */
export const createSend =
  (url: URL, agent: Agent) =>
  (host: string, path: string, { method, headers, body }: WorkerRequest = {}) =>
    new Promise<WorkerAnswer>((resolve, reject) => {
      const sent = httpRequest(
        {
          ...{ agent, host: url.hostname, port: url.port, path },
          // An evicted object may never respond to a caller.
          signal: AbortSignal.timeout(20_000),
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: { 'content-type': 'application/json', ...headers, host },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            // miniflare reports that every client accepts both encodings.
            const decode = DECODE[response.headers['content-encoding'] ?? '']
            const bytes = Buffer.concat(chunks)
            const text = (decode && bytes.length > 0 ? decode(bytes) : bytes).toString()
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
          })
        },
      )
      sent.on('error', reject)
      sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body))
    })

/** Starts the built Worker. */
export async function startWorkerSites(options: WorkerSitesOptions = {}): Promise<WorkerSites> {
  const { sites, bindings = {}, folder: given, further } = options
  const folder = given ?? (await mkdtemp(join(scratch, 'kelisim-worker-')))
  const secret = String(bindings.KELISIM_SECRET ?? randomBytes(32).toString('base64'))
  const all = { NODE_ENV: 'development', KELISIM_SECRET: secret, KELISIM_SITES: sites, ...bindings }
  let printed = ''
  const { worker, url } = await startWorker({
    bindings: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    keptIn: folder,
    entry: ENTRY,
    further: {
      // The second flag lets a test limit the size of a database.
      compatibilityFlags: ['nodejs_compat', 'experimental'],
      ...further,
    },
    onOutput(text) {
      printed += text
    },
  })
  const agent = new Agent()
  const send = createSend(url, agent)
  const call = async <T>(host: string, method: string, ...values: readonly unknown[]) => {
    const { text } = await send('control.test', '/', { body: [host, method, ...values] })
    const answer = JSON.parse(text) as { value: T } | { thrown: string }
    if ('thrown' in answer) throw new Error(answer.thrown)
    return answer.value
  }
  return {
    ...{ url, secret, folder, send, call },
    output: () => printed,
    readArchive: async () => {
      const bucket = (await worker.getR2Bucket('ARCHIVE')) as unknown as Archive
      const { objects } = await bucket.list({ prefix: '' })
      return objects.map(({ key }) => key)
    },
    async readObject(key) {
      // The platform's own types are not installed.
      const bucket: unknown = await worker.getR2Bucket('ARCHIVE')
      const found = await (bucket as Bucket).get(key)
      if (!found) throw new Error(`The bucket has no ${key}.`)
      return Buffer.from(await found.arrayBuffer())
    },
    async putObject(key, bytes) {
      const bucket = (await worker.getR2Bucket('ARCHIVE')) as unknown as Archive
      await (bytes ? bucket.put(key, bytes) : bucket.delete([key]))
    },
    query: (host, text) => call(host, 'query', text),
    async evict(host) {
      await call(host, 'evict').catch((error: Error) => {
        if (!/evicted|aborted/.test(error.message)) throw error
      })
    },
    listDatabases: () =>
      globSync(join(folder, '**', '*.sqlite')).filter((path) =>
        /SiteObject.[0-9a-f]{64}\.sqlite$/.test(path),
      ),
    async stop() {
      agent.destroy()
      await worker.dispose()
      if (!given) await rm(folder, { recursive: true, force: true })
    },
  }
}
