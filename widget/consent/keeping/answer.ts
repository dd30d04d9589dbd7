import type { ConsentResult } from '../../../server/contract/index.ts'
import type { SendResult } from '../../page/network/send-result.ts'
import type { Told } from '../../page/storage/outbox.ts'
import type { GrantedChoice } from '../choice.ts'
import { toDay } from '../day.ts'
import type { KeeperDeps } from './keeper-deps.ts'
import type { Entry } from './record.ts'

/**
 * The choice once the server has it; its last day is the server's, whose clock decides. Where the browser's own clock is so
 * wrong that it would take that day for over, or for too far away, its own day stays: else it would ask on every page.
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

/** What an answer means for an entry. */
export function judgeAnswer(entry: Pick<Entry, 'kind'>, result: SendResult): Told {
  if (result.kind === 'accepted') return 'accepted'
  if (result.kind === 'offline') return 'later'
  const { status, code } = result
  // Busy, slow or broken: RFC 9110 section 15.5.9, RFC 6585 section 4. Without a code it is not the server that spoke.
  if (status >= 500 || status === 408 || status === 429 || !code) return 'later'
  // A record that the server does not have, or has ended, is as good as taken back.
  const isGone = status === 404 || code.startsWith('consent_')
  return entry.kind === 'withdrawal' && isGone ? 'accepted' : 'refused'
}
