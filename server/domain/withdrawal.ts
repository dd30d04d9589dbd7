import type { Cryptography } from '../crypto/cryptography.ts'
import type { ConsentEvent, StoredConsent } from '../store/store.ts'
import { commitToEvent } from './ledger/commitment.ts'

/** The event that a withdrawal adds: what stays granted after it, or nothing at all. Withdrawing twice changes nothing. */
export async function buildWithdrawal(
  stored: StoredConsent,
  body: { readonly id: string; readonly purposes?: readonly string[] | undefined },
  { nowMs, cryptography }: { readonly nowMs: number; readonly cryptography: Cryptography },
): Promise<ConsentEvent> {
  const { latest } = stored
  const withdrawn = new Set<string>(body.purposes ?? Object.keys(latest.purposes))
  const purposes = Object.fromEntries(
    Object.entries(latest.purposes).map(([id, isGranted]) => [id, isGranted && !withdrawn.has(id)]),
  )
  const isAnyLeft = Object.values(purposes).includes(true)
  const event: Omit<ConsentEvent, 'commitment'> = {
    id: body.id,
    consentId: stored.id,
    state: isAnyLeft ? latest.state : 'ConsentWithdrawn',
    purposes,
    dataKinds: purposes.analytics
      ? latest.dataKinds
      : { ip: false, browser: false, visit_time: false, visitor_cookie: false },
    actor: stored.actor,
    atMs: nowMs,
  }
  return { ...event, commitment: await commitToEvent(stored, event, cryptography) }
}
