import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from './app.ts'
import { parseEnvironment } from './config/environment.ts'
import { startJobs } from './jobs.ts'
import { openDeps } from './open-deps.ts'

/** Says where everything is, for a person at the terminal. */
function printAddresses(
  port: number,
  { isProduction, setupToken }: { isProduction: boolean; setupToken: string | undefined },
) {
  const at = `http://localhost:${port}`
  const lines = [
    ...(isProduction ? [] : [`  Demo school     ${at}/demo/`]),
    `  Script tag      <script src="${at}/widget.js" async></script>`,
    `  Privacy policy  ${at}/policy`,
    `  Statistics      ${at}/admin/`,
    `  Interface       ${at}/docs`,
    ...(setupToken
      ? [
          '',
          '  First start: choose the administrator’s password at',
          `  ${at}/admin/#setup=${setupToken}`,
        ]
      : []),
  ]
  process.stdout.write(`Kelisim listens on ${at}\n${lines.join('\n')}\n`)
}

async function main() {
  const environment = parseEnvironment(process.env)
  const logger = pino({ level: environment.isProduction ? 'info' : 'warn', base: null })
  const deps = await openDeps(environment, (level, event, facts) =>
    logger[level](facts ?? {}, event),
  )
  const server = serve(
    {
      fetch: createApp(deps).fetch,
      port: environment.PORT,
      ...(environment.HOST && { hostname: environment.HOST }),
    },
    ({ port }) => printAddresses(port, deps),
  )
  const stopJobs = startJobs(deps)
  const stop = () => {
    const stopped = stopJobs()
    server.close(() => void stopped.then(() => deps.store.close()))
    // Connections that a browser keeps open would hold the process; those at work are let finish.
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : 'The server could not start.'}\n`,
  )
  process.exitCode = 1
})
