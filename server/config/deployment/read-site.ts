import { type Environment, parseEnvironment } from '../environment.ts'
import { findExampleOrigins, findPlaceholders } from '../production-problems.ts'
import { checkSiteConfig } from '../site/check-site-config.ts'
import { defaultSite } from '../site/default-site.ts'
import { findSender } from '../site/mail-config.ts'
import type { SiteConfig } from '../site/site-config.ts'
import { collect, isRecord } from './problems.ts'

/** One site of the deployment. */
export interface DeployedSite {
  readonly host: string
  readonly site: SiteConfig
  /** Equivalent to the environment of a server on Node: the shared variables with this site's origins. */
  readonly environment: Environment
  /** The site's own secret, where it has one. Default: one is derived. */
  readonly ownSecret: Uint8Array | undefined
  /** Sender of its mails; `undefined` where none are sent. */
  readonly sender: string | undefined
}

/** Values shared by all sites. */
export interface Common {
  readonly shared: Environment
  readonly ownSecrets: ReadonlyMap<string, Uint8Array>
  /** Whether the platform sends mail where no mail server is configured. */
  readonly hasPlatformMail: boolean
}

/** As browsers send it: lower case, no port, no dot at the end; other scripts as `xn--`. */
const isHost = (host: string): boolean =>
  /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(host) &&
  URL.canParse(`https://${host}`) &&
  new URL(`https://${host}`).hostname === host

/**
 * Reads a site of the deployment.
 *
 * @param problems receives a sentence for each problem.
 * @returns `undefined` where the problems leave no site.
 */
export function readSite(
  [host, given]: readonly [string, unknown],
  { shared, ownSecrets, hasPlatformMail }: Common,
  problems: string[],
): DeployedSite | undefined {
  const at = `KELISIM_SITES ${host}: `
  if (!isHost(host) || !isRecord(given)) {
    problems.push(
      `${at}must be a host as browsers send it, with { "origins": [...], "config": {...} }`,
    )
    return undefined
  }
  const { isProduction, SMTP_URL } = shared
  const { origins = [], config = isProduction ? undefined : defaultSite, ...unknown } = given
  for (const name of Object.keys(unknown))
    problems.push(`${at}${name}: is not known. A site has origins and config.`)
  const own = collect(problems, at, () =>
    parseEnvironment({
      KELISIM_ORIGINS: Array.isArray(origins) ? origins.join() : String(origins),
      ...(isProduction && { KELISIM_URL: `https://${host}` }),
    }),
  )
  const site = collect(problems, at, () => checkSiteConfig(config))
  if (!own || !site) return undefined
  const by = SMTP_URL ?? (hasPlatformMail ? 'EMAIL' : undefined)
  const sender = collect(problems, at, () => findSender(by, site))
  if (isProduction)
    problems.push(
      ...[...findPlaceholders(site), ...findExampleOrigins(own)].map((text) => at + text),
    )
  const { KELISIM_ORIGINS, KELISIM_URL } = own
  const environment = { ...shared, KELISIM_ORIGINS, KELISIM_URL }
  return { host, site, environment, ownSecret: ownSecrets.get(host), sender }
}
