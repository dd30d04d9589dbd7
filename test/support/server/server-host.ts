import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { scratch } from '../database/scratch.ts'
import type { HostAnswer, HostRequest } from './hosted-server.ts'
import { buildEnvironment, type RunningServer, type ServerOptions } from './start-server.ts'

/** The real server on its own database, in a process that has served others before. */
export type HostedServer = Pick<RunningServer, 'url' | 'databaseFile' | 'output' | 'stop'>

/** A process that serves one site after the other, each with its own database, configuration and port. */
export interface ServerHost {
  /** Serves with its own database, as `startServer` does; the previous site must be stopped first. */
  serve(options: Pick<ServerOptions, 'environment' | 'site' | 'folder'>): Promise<HostedServer>
  /** Ends the process. */
  stop(): Promise<void>
}

/** Starts the process. It has loaded the built server and serves nothing yet. */
export function startServerHost(): ServerHost {
  const child = fork(join(import.meta.dirname, 'hosted-server.ts'), { silent: true })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  }
  const gone = once(child, 'exit').then((): HostAnswer => ({ problem: 'The process has ended.' }))
  const ask = async (request: HostRequest): Promise<HostAnswer> => {
    const answered = new Promise<HostAnswer>((resolve) => {
      child.once('message', (answer) => resolve(answer as HostAnswer))
    })
    child.send(request)
    const answer = await Promise.race([answered, gone])
    if (answer.problem) throw new Error(`${answer.problem} The server printed:\n${printed}`)
    return answer
  }
  return {
    async serve(options) {
      const folder = options.folder ?? (await mkdtemp(join(scratch, 'kelisim-')))
      const databaseFile = join(folder, 'kelisim.db')
      const environment = await buildEnvironment(folder, databaseFile, options)
      printed = ''
      const { port } = await ask(environment)
      return {
        url: `http://127.0.0.1:${port}`,
        databaseFile,
        output: () => printed,
        async stop() {
          await ask('stop')
          if (!options.folder) await rm(folder, { recursive: true, force: true })
        },
      }
    },
    async stop() {
      child.disconnect()
      await gone
    },
  }
}
