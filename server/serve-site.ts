import { type ServerType, serve } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from './app.ts'
import { type Environment, parseEnvironment } from './config/environment.ts'
import type { Deps } from './deps.ts'
import { formatAddresses } from './format-addresses.ts'
import { startJobs } from './jobs.ts'
import { openDeps } from './open-deps.ts'

/** A server that listens and does its regular work. */
export interface ServedSite {
  /** TCP port, 1 to 65535: the one asked for, or the one the system chose for `PORT=0`. */
  readonly port: number
  /** Takes no more requests, lets those under way finish, ends the regular work and closes the database. */
  stop(): Promise<void>
}

/**
 * Opens everything, listens, and prints the addresses. A process may serve several sites, each with a database of its
 * own.
 *
 * @param variables the environment: `DATABASE_URL`, `PORT` and the others of `config/environment.ts`.
 * @throws Error whose message says what is wrong with environment, configuration or database; nothing listens then.
 */
export async function serveSite(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<ServedSite> {
  const environment = parseEnvironment(variables)
  const logger = pino({ level: environment.isProduction ? 'info' : 'warn', base: null })
  const deps = await openDeps(environment, (level, event, facts) =>
    logger[level](facts ?? {}, event),
  )
  const { server, port } = await listen(environment, deps).catch(async (error) => {
    await deps.store.close()
    throw error
  })
  process.stdout.write(formatAddresses({ ...deps, host: environment.HOST, port }))
  const stopJobs = startJobs(deps)
  return {
    port,
    async stop() {
      const stopped = stopJobs()
      await Promise.all([close(server), stopped])
      await deps.store.close()
    },
  }
}

/** How often connections are looked at that browsers keep open, in milliseconds. */
const SWEEP_MS = 25

/** Takes no more connections; resolves when those at work have been let finish. One kept open is closed once it is idle. */
const close = (server: ServerType) =>
  new Promise<void>((resolve) => {
    const sweep = setInterval(() => {
      if ('closeIdleConnections' in server) server.closeIdleConnections()
    }, SWEEP_MS)
    server.close(() => {
      clearInterval(sweep)
      resolve()
    })
  })

/** Resolves once connections are taken. @throws {Error} where the port is another's. */
const listen = (environment: Environment, deps: Deps) =>
  new Promise<{ readonly server: ServerType; readonly port: number }>((resolve, reject) => {
    const { PORT: wanted, HOST: hostname } = environment
    const options = { fetch: createApp(deps).fetch, port: wanted, ...(hostname && { hostname }) }
    const server = serve(options, ({ port }) => resolve({ server, port }))
    server.once('error', reject)
  })
