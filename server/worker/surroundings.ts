import { EmailMessage } from 'cloudflare:email'
import { compressAtOnce, createCompressor } from '../assets/compressor.ts'
import type { Archive } from '../backup/archive.ts'
import type { Surroundings } from '../build-deps.ts'
import type { Deps, Log } from '../deps.ts'
import type { PlatformSend } from '../mail/platform.ts'
import { createArchiveCheckpoint } from './archive-checkpoint.ts'
import type { EmailBinding, SiteSettings } from './bindings.ts'

/** Returns a logger that writes lines of JSON to the platform's log. */
export const createLog =
  (host: string): Log =>
  (level, event, facts) =>
    // biome-ignore lint/suspicious/noConsole: the platform takes its log from there.
    console[level](JSON.stringify({ level, host, msg: event, ...facts }))

/** Address of all requests from Workers of other zones (Cloudflare, 'HTTP headers'). */
const WORKERS = '2a06:98c0:3600::103'

/**
 * Returns the client's address. The platform overwrites this header whatever the client sends; no other header is trusted.
 * `undefined` where it is not the client's: for another Worker's request, and for IPv6 written as IPv4 (240.0.0.0/4).
 */
function readPeer(header: (name: string) => string | undefined): string | undefined {
  const address = header('cf-connecting-ip') ?? ''
  const isOthers = header('cf-worker') !== undefined || address === WORKERS
  return isOthers || /^2(?:4\d|5[0-5])\./.test(address) ? undefined : address
}

const sendByPlatform = ({ email, sender }: { email: EmailBinding; sender: string }) => ({
  send: ({ from, to, raw }: Parameters<PlatformSend>[0]) =>
    email.send(new EmailMessage(from, to, raw)),
  sender,
})

/** Returns the platform's country, or nothing where it is unknown (`XX`) or the request came through Tor (`T1`). */
const readCountry = (code = ''): string | undefined =>
  /^[A-Z]{2}$/.test(code) && code !== 'XX' ? code : undefined

/** Builds the surroundings of a site from its deployment. */
export const surroundingsOf = (
  { environment, mail, host }: SiteSettings,
  archive: Archive | undefined,
  log: Log,
): Surroundings & Pick<Deps, 'compressor'> => ({
  publishCheckpoint: createArchiveCheckpoint(archive, host, log),
  publicUrl: environment.KELISIM_URL,
  origins: environment.KELISIM_ORIGINS,
  peerAddress: (c) => readPeer((name) => c.req.header(name)),
  findCountry: (c) => readCountry(c.req.header('cf-ipcountry')),
  metricsToken: environment.KELISIM_METRICS_TOKEN,
  trustedProxies: 0,
  compressor: createCompressor(compressAtOnce),
  isProduction: environment.isProduction,
  mail: mail && 'email' in mail ? sendByPlatform(mail) : mail,
  warnings: [],
})
