import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { createApp } from '../app.ts'
import { parseEnvironment } from '../config/environment.ts'
import type { Log } from '../deps.ts'
import { startJobs } from '../jobs.ts'
import { formatAddresses } from './format-addresses.ts'
import { listen } from './listen.ts'
import { openDeps } from './open-deps.ts'
import { prepareStart } from './prepare-start.ts'

/** A server that listens and does its regular work. */
export interface ServedSite {
  /** TCP port, 1 to 65535: the one asked for, or the one the system chose for `PORT=0`. */
  readonly port: number
  /**
   * Takes no more requests, lets those under way finish, ends the regular work and closes the database. What has not finished
   * by the deadline is cut: its sender has no answer and sends it again. Whatever was answered is on disk.
   */
  stop(): Promise<void>
}

/**
 * How long a stop waits for what is under way, in milliseconds: well below the ten seconds that a container is left, and the
 * ninety of systemd, before it is killed.
 */
const STOP_WITHIN_MS = 5_000

/**
 * Takes the port, opens everything, answers, and prints the addresses. A process may serve several sites, each with a database of its
 * own.
 *
 * @param variables the environment: `DATABASE_URL`, `PORT` and the others of `config/environment.ts`.
 * @param stopWithinMs how long a stop waits for requests and regular work under way. Default: 5000.
 * @throws {Error} whose message says what is wrong with environment, configuration, port or database; nothing listens then.
 *   Until all but the database was found in order, nothing is written.
 */
export async function serveSite(
  variables: Readonly<Record<string, string | undefined>>,
  { stopWithinMs = STOP_WITHIN_MS }: { readonly stopWithinMs?: number } = {},
): Promise<ServedSite> {
  const environment = parseEnvironment(variables)
  const logger = pino({ level: environment.isProduction ? 'info' : 'warn', base: null })
  const log: Log = (level, event, facts) => logger[level](facts ?? {}, event)
  const prepared = await prepareStart(environment)
  const listener = await listen(environment)
  const deps = await openDeps(environment, prepared, log).catch((error: unknown) => {
    listener.abandon()
    throw error
  })
  listener.answerWith(createApp(deps).fetch)
  const { port } = listener
  process.stdout.write(formatAddresses({ ...deps, host: environment.HOST, port }))
  const stopJobs = startJobs(deps)
  return {
    port,
    async stop() {
      const jobsEnded = Promise.race([stopJobs(), sleep(stopWithinMs, undefined, { ref: false })])
      await Promise.all([listener.close(stopWithinMs), jobsEnded])
      await deps.store.close()
    },
  }
}
