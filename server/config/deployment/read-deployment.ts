import { type Environment, parseEnvironment } from '../environment.ts'
import { listProblems } from '../operator-error.ts'
import { readOwnSecrets } from './own-secrets.ts'
import { collect, isRecord, readJson } from './problems.ts'
import { type DeployedSite, readSite } from './read-site.ts'

/** Variables and secrets of a deployment that serves many sites; each may be missing. */
export interface DeploymentVariables {
  /** Sites by host, as JSON text or an object. */
  readonly KELISIM_SITES?: unknown
  /** Secrets of sites that have their own, by host, as JSON text or an object. Default: none. */
  readonly KELISIM_SITE_SECRETS?: unknown
  readonly [name: string]: unknown
}

/** What the platform provides besides variables. */
export interface DeploymentPlatform {
  /** Whether it sends mail where no mail server is configured. */
  readonly hasMail: boolean
  /** Problems of the platform, each a sentence. */
  readonly problems: readonly string[]
}

/** Variables that a deployment may set for all its sites, named as on Node. */
const SHARED = [
  ...['NODE_ENV', 'KELISIM_SECRET', 'KELISIM_SECRET_PREVIOUS'],
  ...['SMTP_URL', 'KELISIM_METRICS_TOKEN'],
] as const

const dropMissing = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )

/**
 * Reads the variables shared by all sites. A wrong part is replaced by a valid one, so that all other problems are found as
 * well.
 */
function readShared(variables: DeploymentVariables, problems: string[]): Environment {
  const given = dropMissing(Object.fromEntries(SHARED.map((name) => [name, variables[name]])))
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

/**
 * Reads the sites of a deployment.
 *
 * @throws {OperatorError} that names every missing or wrong variable of all sites, never its value.
 */
export function readDeployment(
  variables: DeploymentVariables,
  platform: DeploymentPlatform,
): readonly DeployedSite[] {
  const problems = [...platform.problems]
  const shared = readShared(variables, problems)
  const given = readJson(variables.KELISIM_SITES)
  const sites = isRecord(given) ? Object.entries(given) : []
  if (sites.length === 0)
    problems.push(
      'KELISIM_SITES: must be JSON, { "consent.school.kz": { "origins": ["https://school.kz"], "config": {...} } }',
    )
  const hosts = sites.map(([host]) => host)
  const ownSecrets = readOwnSecrets(variables.KELISIM_SITE_SECRETS, hosts, problems)
  const common = { shared, ownSecrets, hasPlatformMail: platform.hasMail }
  const read = sites.flatMap((entry) => readSite(entry, common, problems) ?? [])
  if (problems.length > 0) throw listProblems('The deployment is not right', problems)
  return read
}
