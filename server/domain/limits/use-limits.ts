import type { Cryptography } from '../../crypto/cryptography.ts'
import type { UseLimit } from '../../store/store.ts'
import { normalEmail } from '../addresses/email-form.ts'
import { DAY_MS } from '../calendar/day.ts'

const HOUR_MS = 3_600_000
/** The longest interval over which uses are counted. */
export const USES_COUNTED_MS = DAY_MS

/** How often something may be done in any hour and in any day. */
export interface Allowance {
  readonly anHour?: number
  readonly aDay: number
}

interface LimitDeps {
  readonly cryptography: Pick<Cryptography, 'blindIndexes'>
  readonly nowMs: number
}

/**
 * Returns the limit of a use.
 *
 * @param names identify what is counted together; only a keyed hash of them is stored.
 */
export const limitUse = (
  names: readonly string[],
  { anHour, aDay }: Allowance,
  { cryptography, nowMs }: LimitDeps,
): UseLimit => ({
  keys: cryptography.blindIndexes('limits.use', names.join('\n')),
  windows: [
    ...(anHour === undefined ? [] : [{ sinceMs: nowMs - HOUR_MS, atMost: anHour }]),
    { sinceMs: nowMs - DAY_MS, atMost: aDay },
  ],
})

/**
 * Normalises an address to its mailbox as far as its form shows it: case-insensitive, without a `+` suffix, and at Gmail
 * without dots. Use it for counting only: two people who share a count lose at most a mail.
 */
export function mailboxOf(email: string): string {
  const normal = normalEmail(email).normalize('NFKC').toLowerCase()
  const at = normal.lastIndexOf('@')
  const [local = ''] = normal.slice(0, at).split('+')
  const domain = normal.slice(at + 1).replace(/\.$/, '')
  const isGmail = domain === 'gmail.com' || domain === 'googlemail.com'
  return `${isGmail ? local.replaceAll('.', '') : local}@${isGmail ? 'gmail.com' : domain}`
}
