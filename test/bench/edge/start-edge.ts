import { randomBytes } from 'node:crypto'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { COMPATIBILITY, startWorker } from '../../../setup/worker/miniflare.ts'
import { realSite } from '../../support/app/real-site.ts'
import type { Target } from '../load.ts'

/** The site's host; whoever comes from the machine itself is not limited in how often. */
const HOST = '127.0.0.1'
const FROM_HERE = { 'cf-connecting-ip': HOST }

/** A Worker in a workerd of its own, asked at its own socket. */
export interface EdgeTarget extends Target {
  stop(): Promise<void>
}

/** Kelisim's Worker. */
export interface EdgeSite extends EdgeTarget {
  readonly worker: Miniflare
}

/** Processes that this one has started, of all its threads (proc(5), `children`). */
const listChildren = (): string[] =>
  readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  )

/** Starts a workerd and finds its process. One at a time. */
async function findProcess<T>(start: () => Promise<T>): Promise<T & { pid: number }> {
  const before = new Set(listChildren())
  const started = await start()
  const [pid, ...others] = listChildren().filter((one) => !before.has(one))
  if (pid === undefined || others.length > 0) throw new Error('workerd is not one new process')
  return { ...started, pid: Number(pid) }
}

/** Where the objects of a trial are kept, with the secret that opens them. */
export interface EdgeFolder {
  readonly keptIn: string
  readonly secret: string
  remove(): Promise<void>
}

/** Makes a folder for the objects. */
export async function makeEdgeFolder(): Promise<EdgeFolder> {
  const keptIn = await mkdtemp(join(tmpdir(), 'kelisim-edge-'))
  const remove = () => rm(keptIn, { recursive: true, force: true })
  return { keptIn, secret: randomBytes(32).toString('base64'), remove }
}

/** Path of the one object's database; beside it lies the platform's own. */
export function findObjectFile({ keptIn }: EdgeFolder): string {
  const [file] = globSync(join(keptIn, '**', '*.sqlite')).filter((path) =>
    /[\da-f]{64}\.sqlite$/.test(path),
  )
  if (!file) throw new Error('there is no object yet')
  return file
}

/** Starts Kelisim's Worker, behind `entry` where one is given. No object is awake yet. */
export async function startEdgeSite(
  { keptIn, secret }: EdgeFolder,
  entry?: string,
): Promise<EdgeSite> {
  const { worker, url, pid } = await findProcess(() =>
    startWorker({
      // In production the site's own address would be https.
      bindings: {
        NODE_ENV: 'development',
        KELISIM_SECRET: secret,
        KELISIM_SITES: { [HOST]: { config: realSite } },
      },
      ...{ keptIn, isDirect: true, onOutput: () => {} },
      ...(entry !== undefined && { entry }),
    }),
  )
  return { ...{ worker, pid, url: url.origin, headers: FROM_HERE }, stop: () => worker.dispose() }
}

/** Starts another Worker on the same platform. `SITE` is its one object's binding, where its script has a class for it. */
export async function startOtherWorker(script: string): Promise<EdgeTarget> {
  const { worker, pid } = await findProcess(async () => {
    const worker = new Miniflare({
      ...{ modules: true, script, host: HOST, port: 0, cf: false },
      compatibilityDate: COMPATIBILITY.date,
      compatibilityFlags: COMPATIBILITY.flags,
      ...(script.includes('SiteObject') && {
        durableObjects: { SITE: { className: 'SiteObject', useSQLite: true } },
      }),
      unsafeDirectSockets: [{ host: HOST, port: 0 }],
    } as ConstructorParameters<typeof Miniflare>[0])
    await worker.ready
    return { worker }
  })
  const { origin: url } = await worker.unsafeGetDirectURL()
  return { url, pid, stop: () => worker.dispose() }
}
