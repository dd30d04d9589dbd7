import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { realSite } from '../app/real-site.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 5_000

/** A server in its own process, on its own database. */
export interface RunningServer {
  /** Its origin, `http://127.0.0.1:` and the port. */
  readonly url: string
  readonly pid: number
  /** Time from starting the process until `/health/ready` returned 200, in milliseconds. */
  readonly readyMs: number
  /** Path of the SQLite database. */
  readonly databaseFile: string
  /** Returns everything that the process has printed so far. */
  output(): string
  /** Stops the process and waits for it; deletes its folder if it created it. */
  stop(): Promise<void>
}

/** Options that differ from the defaults. */
export interface ServerOptions {
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>
  /** The site's configuration. Default: the server's own. */
  readonly site?: SiteConfigInput
  /** Folder of database and configuration, kept at the end. Default: a new one, deleted at the end. */
  readonly folder?: string
  /** Script to run. Default: the real server. */
  readonly script?: string
}

/** Starts the built server as `npm start` does, on a free port, and waits until it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'kelisim-')))
  const databaseFile = join(folder, 'kelisim.db')
  const environment = await buildEnvironment(folder, databaseFile, options)
  const startedAt = performance.now()
  const script = options.script ?? join(root, 'dist', 'server', 'node.js')
  const child = spawn(process.execPath, [script], { cwd: root, env: environment })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  }
  const server = {
    pid: child.pid ?? 0,
    databaseFile,
    output: () => printed,
    async stop() {
      await end(child)
      if (!options.folder) await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    const url = await waitUntilReady(child, server.output)
    return { ...server, url, readyMs: performance.now() - startedAt }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Passes only what a process needs of the caller's environment, so that two machines test the same. */
export async function buildEnvironment(
  folder: string,
  databaseFile: string,
  options: Pick<ServerOptions, 'environment' | 'site'>,
) {
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: `file:${databaseFile}`,
    KELISIM_SECRET: randomBytes(32).toString('base64'),
    ...options.environment,
  }
  // Production rejects the placeholders of the server's own configuration.
  const site = options.site ?? (environment.NODE_ENV === 'production' ? realSite : undefined)
  if (site) {
    environment.KELISIM_CONFIG = join(folder, 'kelisim.config.json')
    await writeFile(environment.KELISIM_CONFIG, JSON.stringify(site))
  }
  return environment
}

async function waitUntilReady(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break
    const port = /https?:\/\/[\w.[\]:-]+?:(\d+)/.exec(output())?.[1]
    const url = `http://127.0.0.1:${port}`
    if (port && (await isReady(url))) return url
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`The server did not become ready. It printed:\n${output()}`)
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  )

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await exited
  clearTimeout(timer)
}
