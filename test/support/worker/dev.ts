import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../database/database-file.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const START_LIMIT_MS = 100_000

/** `npm run worker:dev` in its own process. */
export interface WorkerDev {
  /** Its origin, as the command prints it. */
  readonly origin: string
  /** Returns everything that it has printed. */
  output(): string
  /** Stops it as Ctrl-C does, and waits until its objects are closed. */
  stop(): Promise<void>
}

/** Runs the command as a developer does. @param keptIn folder of its objects. @param port Default: any free one. */
export async function startWorkerDev(keptIn: string, port = '0'): Promise<WorkerDev> {
  const env = { ...process.env, PORT: port }
  const args = ['run', 'worker:dev', '--', '--data', keptIn]
  const child = spawn('npm', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let output = ''
  const said = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const found = /answers on (http:\S+)/.exec(output)?.[1]
        if (found) resolve(found)
      })
    const fail = (why: string) =>
      reject(new Error(`npm run worker:dev ${why}. It printed:\n${output}`))
    ended.then(() => fail('has ended'))
    AbortSignal.timeout(START_LIMIT_MS).addEventListener('abort', () => fail('does not start'))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const origin = await said.catch(async (error) => {
    await stop()
    throw error
  })
  return {
    ...{ origin, stop },
    output: () => output,
  }
}

/** Returns rows of the only requested site's database, read from its file while the runtime runs. */
export function readTrial<T = Record<string, unknown>>(keptIn: string, text: string): readonly T[] {
  const [file = '', ...others] = globSync(join(keptIn, '**', '*.sqlite')).filter((path) =>
    /SiteObject.[0-9a-f]{64}\.sqlite$/.test(path),
  )
  if (others.length > 0) throw new Error('More than one site has a database.')
  const database = openDatabase(file)
  try {
    return database.prepare(text).all() as T[]
  } finally {
    database.close()
  }
}
