import type { SiteConfig } from '../../config/site/site-config.ts'
import { addDays, dayOf } from '../calendar/day.ts'

/** Default validity of `Expires` in days: below the year that RFC 9116 section 2.5.5 recommends. */
const VALID_DAYS = 180
const WARNED_DAYS = 30
const YEAR_DAYS = 365

/** Returns an address as a URI, as `Contact` requires (RFC 9116 section 2.5.3). */
function toContact(contact: string): string {
  if (/^(https|mailto|tel):/i.test(contact)) return contact
  return contact.includes('@') ? `mailto:${contact}` : `tel:${contact.replace(/[^\d+]/g, '')}`
}

/**
 * Returns the text of `/.well-known/security.txt` (RFC 9116, SE-14). Unless the configuration sets a fixed day, `Expires`
 * moves with the clock by whole days, so a running server never serves an expired file.
 *
 * @param origin this server's own, for `Canonical` and `Policy`. Both are left out where it is not configured: a client
 *   chooses the `Host` header, and a cache would pass a forged one on to others.
 */
export function buildSecurityText(
  { operator, security, timeZone }: SiteConfig,
  { origin, nowMs }: { readonly origin: string | undefined; readonly nowMs: number },
): string {
  const expiresOn = security.expiresOn ?? addDays(dayOf(nowMs, timeZone), VALID_DAYS)
  const policy = security.policy ?? (origin && `${origin}/policy`)
  const lines = [
    `Contact: ${toContact(security.contact ?? operator.contact)}`,
    `Expires: ${expiresOn}T00:00:00Z`,
    'Preferred-Languages: kk, ru, en',
    ...(origin ? [`Canonical: ${origin}/.well-known/security.txt`] : []),
    ...(policy ? [`Policy: ${policy}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** Returns what is wrong with a fixed `Expires`, as a sentence for the operator, or nothing. */
export function findExpiryProblem(
  { security, timeZone }: SiteConfig,
  nowMs: number,
): string | undefined {
  const { expiresOn } = security
  if (!expiresOn) return undefined
  const today = dayOf(nowMs, timeZone)
  if (expiresOn <= today)
    return `security.expiresOn: security.txt expired on ${expiresOn}. Set a later day.`
  if (expiresOn > addDays(today, YEAR_DAYS))
    return `security.expiresOn: ${expiresOn} is more than a year away. Set an earlier day.`
  if (expiresOn <= addDays(today, WARNED_DAYS))
    return `security.expiresOn: security.txt expires on ${expiresOn}. Set a later day.`
  return undefined
}
