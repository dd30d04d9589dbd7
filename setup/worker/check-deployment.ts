import { OperatorError } from '../../server/config/operator-error.ts'
import { type Bindings, readSites } from '../../server/worker/bindings.ts'
import { COMPATIBILITY } from './compatibility.ts'

/**
 * Maximum size of the Worker with widget and console in it, gzipped as the platform counts it; the platform takes 3 MB. The
 * console's screens in three languages and the page of the inspector's folder are in it.
 */
const LARGEST_BYTES = 800_000

/** The settings of wrangler that are read; each may be missing. */
interface Settings {
  readonly name?: string
  readonly compatibility_date?: string
  readonly compatibility_flags?: readonly string[]
  readonly durable_objects?: {
    readonly bindings?: readonly { name?: string; class_name?: string }[]
  }
  readonly migrations?: readonly { readonly new_sqlite_classes?: readonly string[] }[]
  readonly r2_buckets?: readonly { readonly binding?: string; readonly bucket_name?: string }[]
  readonly send_email?: readonly { readonly name?: string }[]
  readonly routes?: readonly (string | { readonly pattern?: string })[]
  readonly vars?: Readonly<Record<string, unknown>>
}

/** Size of the built Worker. */
interface Sizes {
  readonly bytes: number
  readonly gzipBytes: number
}

const COMMENT = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const LAST_COMMA = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g

/** Parses JSON with comments and trailing commas; strings are unchanged. @throws {SyntaxError} */
export function parseJsonc(text: string): unknown {
  const keepStrings = (_: string, quoted: string | undefined) => quoted ?? ' '
  return JSON.parse(text.replace(COMMENT, keepStrings).replace(LAST_COMMA, keepStrings))
}

/** Patterns of secrets, which must not be in a file. */
const SECRETS = [
  ...['KELISIM_SECRET', 'KELISIM_SECRET_PREVIOUS', 'KELISIM_SITE_SECRETS'],
  ...['SMTP_URL', 'KELISIM_METRICS_TOKEN'],
]

const kB = (bytes: number) => `${Math.round(bytes / 1000)} kB`
const hostsOf = ({ vars }: Settings): string[] => {
  const sites = vars?.KELISIM_SITES
  return typeof sites === 'object' && sites !== null ? Object.keys(sites) : []
}
/** Returns whether the file is as shipped; whoever deploys enters their own sites. */
const isExample = (hosts: readonly string[]) => hosts.join() === 'consent.school.example'

function findSettingProblems(settings: Settings): string[] {
  const { durable_objects, migrations = [], compatibility_flags = [] } = settings
  const site = durable_objects?.bindings?.find(({ name }) => name === 'SITE')
  const isOnSqlite = migrations.some(({ new_sqlite_classes = [] }) =>
    new_sqlite_classes.includes('SiteObject'),
  )
  const lacksFlag = COMPATIBILITY.flags.some((flag) => !compatibility_flags.includes(flag))
  const checks: readonly (readonly [isWrong: boolean, problem: string])[] = [
    [
      site !== undefined && site.class_name !== 'SiteObject',
      'SITE: class_name must be SiteObject.',
    ],
    [!isOnSqlite, 'migrations: new_sqlite_classes must name SiteObject.'],
    [
      settings.compatibility_date !== COMPATIBILITY.date || lacksFlag,
      `compatibility_date, compatibility_flags: must be ${COMPATIBILITY.date} and ${COMPATIBILITY.flags.join()}; the Worker was tested with these.`,
    ],
    ...SECRETS.map(
      (name) =>
        [
          settings.vars?.[name] !== undefined,
          `${name}: is a secret and must not stand in vars (wrangler secret put ${name}).`,
        ] as const,
    ),
  ]
  return checks.flatMap(([isWrong, problem]) => (isWrong ? [problem] : []))
}

/** Applies the Worker's own checks, with a placeholder for the secret. */
function findSiteProblems(settings: Settings): string[] {
  const has = (list: readonly unknown[] | undefined) => (list ?? []).length > 0
  const bindings = settings.durable_objects?.bindings?.filter(({ name }) => name === 'SITE')
  const buckets = settings.r2_buckets?.filter(({ binding }) => binding === 'ARCHIVE')
  const given = {
    ...settings.vars,
    KELISIM_SECRET: Buffer.alloc(32).toString('base64'),
    SITE: has(bindings) ? {} : undefined,
    ARCHIVE: has(buckets) ? {} : undefined,
    EMAIL: settings.send_email?.some(({ name }) => name === 'EMAIL') ? {} : undefined,
  }
  try {
    readSites(given as unknown as Bindings)
    return []
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    const [, ...lines] = error.message.split('\n').map((line) => line.trim())
    return isExample(hostsOf(settings))
      ? lines.filter((line) => !line.startsWith('KELISIM_SITES consent.school.example: '))
      : lines
  }
}

/** Returns the deployment's hosts that no route leads to. */
function findUnrouted(settings: Settings): string[] {
  const patterns = (settings.routes ?? []).map((one) =>
    String(typeof one === 'string' ? one : one.pattern),
  )
  return hostsOf(settings).filter(
    (host) => !patterns.some((pattern) => pattern.replace(/\/.*$/, '') === host),
  )
}

function describe(settings: Settings, { bytes, gzipBytes }: Sizes): string[] {
  const { name, compatibility_date, durable_objects, r2_buckets, routes = [] } = settings
  const hosts = hostsOf(settings)
  const unrouted = findUnrouted(settings)
  const objects = durable_objects?.bindings?.map((one) => `${one.name}: ${one.class_name}, SQLite`)
  return [
    `Worker ${name}, compatibility date ${compatibility_date}`,
    `  dist/worker/worker.js   ${kB(bytes)}, ${kB(gzipBytes)} gzip (at most ${kB(LARGEST_BYTES)})`,
    `  Durable Object          ${objects?.join()}`,
    `  R2 bucket               ${r2_buckets?.map((one) => `${one.binding}: ${one.bucket_name}`).join()}`,
    `  Routes                  ${routes.map((one) => (typeof one === 'string' ? one : one.pattern)).join()}`,
    `  Sites                   ${hosts.join()}${isExample(hosts) ? ' (the example: write your own before you deploy)' : ''}`,
    ...(unrouted.length > 0 ? [`  Without a route         ${unrouted.join()}`] : []),
    '  Secrets to set          KELISIM_SECRET; where used: KELISIM_SECRET_PREVIOUS, KELISIM_SITE_SECRETS, SMTP_URL, KELISIM_METRICS_TOKEN',
  ]
}

/**
 * Compares a deployment's settings with what the Worker needs.
 *
 * @param text of wrangler's settings, JSON with comments.
 * @returns what would be deployed, and each problem: a sentence that names the setting, never its value.
 */
export function checkDeployment(
  text: string,
  sizes: Sizes,
): { readonly lines: readonly string[]; readonly problems: readonly string[] } {
  let settings: Settings
  try {
    settings = parseJsonc(text) as Settings
  } catch {
    return {
      lines: [],
      problems: ['It is not JSON with comments: a bracket, quote or comma is amiss.'],
    }
  }
  const { gzipBytes } = sizes
  const isTooLarge = gzipBytes > LARGEST_BYTES
  return {
    lines: describe(settings, sizes),
    problems: [
      ...(isTooLarge
        ? [`The Worker is too large: ${kB(gzipBytes)}, at most ${kB(LARGEST_BYTES)}.`]
        : []),
      ...findSettingProblems(settings),
      ...findSiteProblems(settings),
    ],
  }
}
