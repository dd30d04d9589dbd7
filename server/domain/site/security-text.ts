import type { SiteConfig } from '../../config/site/site-config.ts'
import { addDays, dayOf } from '../calendar/day.ts'

/** Days ahead that `Expires` says where none is configured: below the year that RFC 9116 section 2.5.5 recommends. */
const VALID_DAYS = 180
const WARNED_DAYS = 30
const YEAR_DAYS = 365

/** An address as `Contact` wants it (RFC 9116 section 2.5.3): a URI. */
function toContact(contact: string): string {
  if (/^(https|mailto|tel):/i.test(contact)) return contact
  return contact.includes('@') ? `mailto:${contact}` : `tel:${contact.replace(/[^\d+]/g, '')}`
}

/**
 * The text of `/.well-known/security.txt` (RFC 9116, SE-14). `Expires` moves with the clock, by whole days, so that a
 * running server never serves one that is over, unless the configuration fixes a day.
 *
 * @param origin this server's own, for `Canonical` and `Policy`, which are left out where it is not known: whoever asks chooses
 *   the `Host`, and a cache would tell others of it.
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

/** What is wrong with a fixed `Expires`, as a sentence for the operator; nothing where none is fixed. */
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
