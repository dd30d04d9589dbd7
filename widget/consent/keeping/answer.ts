import type { ConsentResult } from '../../../server/contract/index.ts'
import type { SendResult } from '../../page/network/send-result.ts'
import type { Told } from '../../page/storage/outbox.ts'
import type { GrantedChoice } from '../choice.ts'
import { toDay } from '../day.ts'
import type { KeeperDeps } from './keeper-deps.ts'
import type { Entry } from './record.ts'

/**
 * Returns the choice as confirmed by the server. The last day is the server's, unless the browser's clock is so wrong that it
 * would take that day for past, or too far in the future: then its own day is kept, since it would otherwise ask on every
 * page.
 */
export function confirm(
  choice: GrantedChoice,
  result: SendResult<Partial<ConsentResult>>,
  { now, site }: KeeperDeps,
): GrantedChoice {
  const validUntil = result.kind === 'accepted' ? result.body?.receipt?.validUntil : undefined
  const day = /^\d{4}-\d\d-\d\d/.exec(validUntil ?? '')?.[0] ?? ''
  const isBelieved = day >= toDay(now()) && day <= toDay(now(), site.choiceDays + 1)
  return { ...choice, expiresOn: isBelieved ? day : choice.expiresOn, isConfirmed: true }
}

/** Returns what a response means for an entry. */
export function judgeAnswer(entry: Pick<Entry, 'kind'>, result: SendResult): Told {
  if (result.kind === 'accepted') return 'accepted'
  if (result.kind === 'offline') return 'later'
  const { status, code } = result
  // Busy, slow or broken: RFC 9110 section 15.5.9, RFC 6585 section 4. A response without a code is not from the server.
  if (status >= 500 || status === 408 || status === 429 || !code) return 'later'
  // A record that the server does not have, or has ended, counts as withdrawn.
  const isGone = status === 404 || code.startsWith('consent_')
  return entry.kind === 'withdrawal' && isGone ? 'accepted' : 'refused'
}
