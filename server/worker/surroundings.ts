import type { Surroundings } from '../build-deps.ts'
import type { Log } from '../deps.ts'
import { buildStatement } from '../domain/ledger/checkpoint.ts'
import type { Archive, SiteSettings } from './bindings.ts'

/** Writes lines of JSON to the platform's log. */
export const createLog =
  (host: string): Log =>
  (level, event, facts) =>
    // biome-ignore lint/suspicious/noConsole: the platform takes its log from there.
    console[level](JSON.stringify({ level, host, msg: event, ...facts }))

/** What a site is told of by a deployment, in place of the machine. */
export const surroundingsOf = (
  { environment, mail, host }: SiteSettings,
  archive: Archive | undefined,
  log: Log,
): Surroundings => ({
  async publishCheckpoint(checkpoint) {
    const statement = { ...buildStatement(checkpoint), signature: checkpoint.signature }
    const name = String(checkpoint.number).padStart(10, '0')
    try {
      await archive?.put(`${host}/checkpoints/${name}.json`, JSON.stringify(statement))
    } catch {
      log('error', 'checkpoint_not_published', { number: checkpoint.number })
    }
  },
  publicUrl: environment.KELISIM_URL,
  origins: environment.KELISIM_ORIGINS,
  // The platform writes it over whatever the client sends; no other header is believed.
  peerAddress: (c) => c.req.header('cf-connecting-ip'),
  metricsToken: environment.KELISIM_METRICS_TOKEN,
  trustedProxies: 0,
  isProduction: environment.isProduction,
  mail,
  warnings: [],
})
