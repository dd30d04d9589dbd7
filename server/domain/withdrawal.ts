import type { WithdrawalBody } from '../contract/index.ts'
import type { ConsentEvent, StoredConsent } from '../store/store.ts'

/** The event that a withdrawal adds: what stays granted after it, or nothing at all. Withdrawing twice changes nothing. */
export function buildWithdrawal(
  stored: StoredConsent,
  body: WithdrawalBody,
  nowMs: number,
): ConsentEvent {
  const { latest } = stored
  const withdrawn = new Set<string>(body.purposes ?? Object.keys(latest.purposes))
  const purposes = Object.fromEntries(
    Object.entries(latest.purposes).map(([id, isGranted]) => [id, isGranted && !withdrawn.has(id)]),
  )
  const isAnyLeft = Object.values(purposes).includes(true)
  return {
    id: body.id,
    consentId: stored.id,
    state: isAnyLeft ? latest.state : 'ConsentWithdrawn',
    purposes,
    dataKinds: purposes.analytics
      ? latest.dataKinds
      : { ip: false, browser: false, visit_time: false, visitor_cookie: false },
    atMs: nowMs,
  }
}
