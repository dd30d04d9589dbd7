import type { Archive } from '../backup/archive.ts'
import { checkSiteConfig } from '../config/check-site-config.ts'
import { defaultSite } from '../config/default-site.ts'
import { type Environment, isSecret, parseEnvironment } from '../config/environment.ts'
import { findSender } from '../config/mail-config.ts'
import { listProblems, OperatorError } from '../config/operator-error.ts'
import { findExampleOrigins, findPlaceholders } from '../config/production-problems.ts'
import type { SiteConfig } from '../config/site-config.ts'
import { deriveSiteSecret } from '../crypto/derive.ts'
import type { Secrets } from '../crypto/open-keys.ts'
import type { DurableStorage } from '../store/sqlite/open-durable.ts'
import type { Notice } from '../store/store.ts'

/** One site's Durable Object, as the Worker calls it. A stub belongs to the request that asked for it. */
export interface SiteStub {
  fetch(request: Request): Promise<Response>
  readShownNotices(): Promise<readonly Notice[]>
}

/** Names one Durable Object; made of a name, it knows it. */
export interface ObjectId {
  readonly name?: string
}

/** What the platform gives a Durable Object. */
export interface ObjectState {
  readonly id: ObjectId
  readonly storage: DurableStorage & {
    getAlarm(): Promise<number | null>
    setAlarm(atMs: number): Promise<void>
  }
  abort(reason?: string): void
}

/** The platform's `send_email` binding, given an `EmailMessage`. */
export interface EmailBinding {
  send(message: object): Promise<unknown>
}

/** The bindings of a deployment, as they are in wrangler.jsonc; none is certain to be there. */
export interface Bindings {
  readonly SITE?: { idFromName(host: string): ObjectId; get(id: ObjectId): SiteStub }
  readonly ARCHIVE?: Archive
  readonly EMAIL?: EmailBinding
  /** Sites by their host: JSON, or what it says. */
  readonly KELISIM_SITES?: unknown
  readonly [name: string]: unknown
}

/** One site, as the deployment's bindings describe it. */
export interface SiteSettings {
  readonly host: string
  readonly site: SiteConfig
  /** Of this site alone. */
  readonly secrets: Secrets
  /** As the environment of a server on Node: what all sites have in common, with this one's origins. */
  readonly environment: Environment
  /** By `SMTP_URL`, else by the binding `EMAIL`. */
  readonly mail:
    | { readonly url: string; readonly sender: string }
    | { readonly email: EmailBinding; readonly sender: string }
    | undefined
}

/** What a deployment may set for all its sites, named as on Node. */
const SHARED = [
  ...['NODE_ENV', 'KELISIM_SECRET', 'KELISIM_SECRET_PREVIOUS'],
  ...['SMTP_URL', 'KELISIM_METRICS_TOKEN'],
] as const

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

/** As browsers send it: small letters, no port, no dot at the end; other letters as `xn--`. */
const isHost = (host: string): boolean =>
  /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(host) &&
  URL.canParse(`https://${host}`) &&
  new URL(`https://${host}`).hostname === host

/** Adds the lines of an {@link OperatorError} to the problems. @returns what was read, or nothing. */
function collect<T>(problems: string[], at: string, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    const [first = '', ...rest] = error.message.split('\n').map((line) => at + line.trim())
    problems.push(...(rest.length > 0 ? rest : [first]))
    return undefined
  }
}

/** What the deployment sets for all sites. Where a part of it is wrong, something stands for it, so that all else is read too. */
function readShared(bindings: Bindings, problems: string[]): Environment {
  const given = dropMissing(Object.fromEntries(SHARED.map((name) => [name, bindings[name]])))
  if (!given.KELISIM_SECRET)
    problems.push(
      'KELISIM_SECRET: is missing (openssl rand -base64 32 | wrangler secret put KELISIM_SECRET)',
    )
  const standIn = { NODE_ENV: 'production', KELISIM_SECRET: Buffer.alloc(32).toString('base64') }
  return (
    collect(problems, '', () => parseEnvironment({ ...standIn, ...given })) ??
    parseEnvironment(standIn)
  )
}

const SITE_SECRETS = 'KELISIM_SITE_SECRETS'

/** Secrets that sites have of their own, by their host: of a site that was brought here with its data. */
function readOwnSecrets(
  given: unknown,
  hosts: readonly string[],
  problems: string[],
): ReadonlyMap<string, Uint8Array> {
  const own = new Map<string, Uint8Array>()
  if (given === undefined || given === '') return own
  const read = readJson(given)
  if (!isRecord(read)) {
    problems.push(`${SITE_SECRETS}: must be JSON, { "consent.school.kz": "32 bytes in base64" }`)
    return own
  }
  const seen = new Set<string>()
  for (const [index, [host, text]] of Object.entries(read).entries()) {
    // What is no host of ours may be a secret in the wrong place.
    if (!hosts.includes(host)) {
      problems.push(`${SITE_SECRETS} (number ${index + 1}): is of no host that KELISIM_SITES names`)
      continue
    }
    const at = `${SITE_SECRETS} ${host}: `
    const value = String(text).trim()
    if (typeof text !== 'string' || !isSecret(value))
      problems.push(`${at}must be 32 bytes in base64`)
    else if (seen.has(value))
      problems.push(`${at}is another site's too, which could open what is this one's`)
    else own.set(host, Buffer.from(value, 'base64'))
    seen.add(value)
  }
  return own
}

/** What all sites are read with. */
interface Common {
  readonly shared: Environment
  readonly ownSecrets: ReadonlyMap<string, Uint8Array>
  readonly email: EmailBinding | undefined
}

/** Mail goes by a mail server where one is named, else by the platform where it is asked to. */
function readMail(url: string | undefined, email: EmailBinding | undefined, site: SiteConfig) {
  const sender = findSender(url ?? (email && 'EMAIL'), site)
  if (sender === undefined) return undefined
  if (url !== undefined) return { url, sender }
  return email && { email, sender }
}

function readSite(
  [host, given]: readonly [string, unknown],
  { shared, ownSecrets, email }: Common,
  problems: string[],
): SiteSettings | undefined {
  const at = `KELISIM_SITES ${host}: `
  if (!isHost(host) || !isRecord(given)) {
    problems.push(
      `${at}must be a host as browsers send it, with { "origins": [...], "config": {...} }`,
    )
    return undefined
  }
  const { isProduction, SMTP_URL: url } = shared
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
  const mail = collect(problems, at, () => readMail(url, email, site))
  if (isProduction)
    problems.push(
      ...[...findPlaceholders(site), ...findExampleOrigins(own)].map((text) => at + text),
    )
  const secretOf = (text: string) => deriveSiteSecret(Buffer.from(text, 'base64'), host)
  const { KELISIM_ORIGINS, KELISIM_URL } = own
  return {
    host,
    site,
    environment: { ...shared, KELISIM_ORIGINS, KELISIM_URL },
    secrets: {
      current: ownSecrets.get(host) ?? secretOf(shared.KELISIM_SECRET ?? ''),
      previous: shared.KELISIM_SECRET_PREVIOUS.map(secretOf),
    },
    mail,
  }
}

/**
 * Reads the sites of a deployment, by their host.
 *
 * @throws {OperatorError} that names every binding that is missing or wrong, of all sites; never its value.
 */
export function readSites(bindings: Bindings): ReadonlyMap<string, SiteSettings> {
  const problems: string[] = []
  if (!bindings.SITE) problems.push('SITE: is missing, the Durable Object (wrangler.jsonc)')
  if (!bindings.ARCHIVE)
    problems.push('ARCHIVE: is missing, the R2 bucket for deletions and backups (wrangler.jsonc)')
  const shared = readShared(bindings, problems)
  const given = readJson(bindings.KELISIM_SITES)
  const sites = isRecord(given) ? Object.entries(given) : []
  if (sites.length === 0)
    problems.push(
      'KELISIM_SITES: must be JSON, { "consent.school.kz": { "origins": ["https://school.kz"], "config": {...} } }',
    )
  const hosts = sites.map(([host]) => host)
  const ownSecrets = readOwnSecrets(bindings[SITE_SECRETS], hosts, problems)
  const read = sites.map((entry) =>
    readSite(entry, { shared, ownSecrets, email: bindings.EMAIL }, problems),
  )
  if (problems.length > 0) throw listProblems('The deployment is not right', problems)
  return new Map(read.flatMap((one) => (one ? [[one.host, one]] : [])))
}

let known: ReturnType<typeof readSites> | undefined

/**
 * One site of the deployment, whose bindings are read once in each isolate.
 *
 * @returns nothing where the host is a stranger. @throws {OperatorError} as {@link readSites}.
 */
export function findSite(bindings: Bindings, host: string): SiteSettings | undefined {
  known ??= readSites(bindings)
  return known.get(host)
}

const dropMissing = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )
