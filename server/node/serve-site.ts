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

/** A running server with its regular jobs. */
export interface ServedSite {
  /** TCP port, 1 to 65535: the requested one, or the one that the system chose for `PORT=0`. */
  readonly port: number
  /**
   * Accepts no more requests, lets those in progress finish, stops the jobs and closes the database. Requests that have not
   * finished by the deadline are cut off; their clients get no response and send them again. Everything that was answered is
   * on disk.
   */
  stop(): Promise<void>
}

/**
 * How long a stop waits for work in progress, in milliseconds: well below the ten seconds after which a container, and the
 * ninety after which systemd, kills it.
 */
const STOP_WITHIN_MS = 5_000

/**
 * Binds the port, opens everything, serves requests, and prints the addresses. A process may serve several sites, each with
 * its own database.
 *
 * @param variables the environment: `DATABASE_URL`, `PORT` and the others of `config/environment.ts`.
 * @param stopWithinMs how long a stop waits for requests and jobs in progress. Default: 5000.
 * @throws {Error} whose message says what is wrong with environment, configuration, port or database; nothing listens then.
 *   Nothing is written until everything except the database has been checked.
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
