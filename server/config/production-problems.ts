import type { SiteConfig } from './site-config.ts'

/** What stands for a value nobody has filled in yet: brackets around the whole, or a name that is reserved (RFC 2606). */
const PLACEHOLDER = /^\(.*\)$|\.example\b|\bexample\.(com|org|net)\b/i

/**
 * What must not be left as it was delivered (PO-06): each as a sentence with path and remedy.
 *
 * @returns nothing where all is filled in.
 */
export function findPlaceholders({ operator, complaint, security }: SiteConfig): string[] {
  const found = collect({ operator, complaint, security }, '')
    .filter(
      ([path, text]) => PLACEHOLDER.test(text) || (path === 'operator.bin' && /^0+$/.test(text)),
    )
    .map(([path]) => `${path}: is a placeholder. Write the school's own.`)
  if (operator.responsible) return found
  return [
    ...found,
    'operator.responsible: is missing. Name who answers for personal data, with phone and email.',
  ]
}

function collect(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) =>
    collect(part, path ? `${path}.${key}` : key),
  )
}

/** What a server of a school cannot know by itself: under which address visitors reach it. */
export const findAddressWarning = (publicUrl: string | undefined): string | undefined =>
  publicUrl === undefined
    ? 'KELISIM_URL: is not set. Write the address at which visitors reach this server, such as https://consent.school.kz: without ' +
      'it the proxy must hand on Host as it came, and security.txt names no address.'
    : undefined

/** What the operator should know at every start: data stored abroad (LO-02). */
export function findStorageWarning({ storageCountry }: SiteConfig): string | undefined {
  if (storageCountry === 'KZ') return undefined
  return (
    `storageCountry: ${storageCountry}. Article 12(2) wants personal data stored in Kazakhstan; ` +
    'every consent text now says that they are transferred across the border.'
  )
}
