import type { Environment } from './environment.ts'
import type { SiteConfig } from './site/site-config.ts'

/** Patterns of placeholder values, for any field. */
const PLACEHOLDERS: readonly RegExp[] = [
  // Nothing but brackets, dots or dashes; or brackets around the whole.
  /^[^\p{L}\p{N}]*$/u,
  /^(\(.*\)|\[.*\]|\{.*\}|<.*>)$/s,
  // Reserved names (RFC 2606).
  /\.example\b|\bexample\.(com|org|net)\b|[.@](test|invalid|localhost)$/i,
  /^(todo|tbd|fixme|change ?me|placeholder|fill ?in|заполнить|заполните|толтыру|толтырыңыз)(?!\p{L})/iu,
  /x{4}/i,
]

/** Further patterns for the operator's fields: a number of one repeated digit, a phone of zeros, dots for the rest. */
const OPERATOR_PLACEHOLDERS: Readonly<Record<string, RegExp>> = {
  'operator.bin': /^(?:0+|1+|2+|3+|4+|5+|6+|7+|8+|9+)$/,
  'operator.responsible.phone': /(0[ ()-]*){7}$/,
}
const CUT_OFF = /…|\.\.\./

const isPlaceholder = ([path, text]: readonly [string, string]): boolean =>
  PLACEHOLDERS.some((pattern) => pattern.test(text.trim())) ||
  OPERATOR_PLACEHOLDERS[path]?.test(text) === true ||
  (path.startsWith('operator.') && CUT_OFF.test(text))

/**
 * Returns the placeholders that must not remain in production (PO-06), each as a sentence with path and remedy.
 *
 * @returns an empty list where everything is filled in.
 */
export function findPlaceholders(site: SiteConfig): string[] {
  const { operator, complaint, security, services, messageRecipients, mail, breach, tags, ledger } =
    site
  const filledIn = {
    operator,
    complaint,
    security,
    services,
    messageRecipients,
    mail,
    breach,
    tags,
    ledger,
  }
  const found = collect(filledIn, '')
    .filter(isPlaceholder)
    .map(([path]) => `${path}: is a placeholder. Write the school's own.`)
  if (operator.responsible) return found
  return [
    ...found,
    'operator.responsible: is missing. Name who answers for personal data, with phone and email.',
  ]
}

/** Returns the origins that nobody can own because they are examples, each as a sentence. */
export const findExampleOrigins = ({
  KELISIM_URL,
  KELISIM_ORIGINS,
}: Pick<Environment, 'KELISIM_URL' | 'KELISIM_ORIGINS'>): string[] =>
  Object.entries({ KELISIM_URL: [KELISIM_URL ?? ''], KELISIM_ORIGINS })
    .filter(([, origins]) => origins.some((origin) => /\.example(:\d+)?$/.test(origin)))
    .map(
      ([name]) => `${name}: names an address of the examples (.example). Write the school's own.`,
    )

function collect(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) =>
    collect(part, path ? `${path}.${key}` : key),
  )
}

/** Returns a warning where the public address is not configured; the server cannot find it out itself. */
export const findAddressWarning = (publicUrl: string | undefined): string | undefined =>
  publicUrl === undefined
    ? 'KELISIM_URL: is not set. Write the address at which visitors reach this server, such as https://consent.school.kz: without ' +
      'it the proxy must hand on Host as it came, and security.txt names no address.'
    : undefined

/**
 * Returns the warning at every start on Node where no backups are configured: data are lost if this disk fails (7.2(3) of the
 * policy).
 */
export const findBackupWarning = ({ backups }: SiteConfig): string | undefined =>
  backups.folder === undefined
    ? 'backups.folder: is not set, so no backup is made. Name a folder on another disk; a backup is then made each day.'
    : undefined

/** Returns the warning at every start where data are stored abroad (LO-02). */
export function findStorageWarning({ storageCountry }: SiteConfig): string | undefined {
  if (storageCountry === 'KZ') return undefined
  return (
    `storageCountry: ${storageCountry}. Article 12(2) wants personal data stored in Kazakhstan; ` +
    'every consent text now says that they are transferred across the border.'
  )
}

/** Returns the warning at a site's first start where the platform stores data outside Kazakhstan, whatever is configured. */
export const findPlatformWarning = ({ storageCountry }: SiteConfig): string | undefined =>
  storageCountry === 'KZ'
    ? 'storageCountry: KZ. This platform stores data outside Kazakhstan; article 12(2) wants them there. Run the server on a machine ' +
      'in Kazakhstan (docs/edge.md), or write down in storageCountry where the data are.'
    : undefined
