import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ConsentEvent, DailyCount, Store, StoredConsent } from '../../store/store.ts'
import { commitToEvent } from '../identifiers/commitment.ts'
import type { ConsentCache } from './consent-cache.ts'

/** The purposes to withdraw, and the idempotency key. Default: all purposes. */
interface Withdrawal {
  readonly id: string
  readonly purposes?: readonly string[] | undefined
}

interface WithdrawalDeps {
  readonly store: Pick<Store, 'findConsent' | 'addConsentEvent'>
  readonly consents: ConsentCache
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
}

/** Result of a withdrawal, with the record's current state. */
export interface Withdrawn {
  /** `conflict`: the id belongs to another event, and nothing was withdrawn. `unchanged`: none of the purposes was granted. */
  readonly outcome: 'stored' | 'unchanged' | 'conflict'
  readonly consent: StoredConsent
}

/**
 * Withdraws on the basis of the record's state at the time of writing: two concurrent withdrawals each remove what they name,
 * and neither restores what the other removed (CB-09, DS-06). If it cannot be stored, this process applies it all the same
 * and accepts no visit after it.
 *
 * @param counts what a stored withdrawal adds to the day's statistics.
 * @returns `undefined` where there is no such record.
 */
export const storeWithdrawal = (
  consentId: string,
  withdrawal: Withdrawal,
  counts: readonly DailyCount[],
  deps: WithdrawalDeps,
): Promise<Withdrawn | undefined> =>
  deps.consents.inTurn(consentId, async () => {
    const wish = ['withdrawal', ...(withdrawal.purposes ?? [])].join(' ')
    try {
      const withdrawn = await withdrawInTurn(consentId, withdrawal, counts, deps)
      if (withdrawn?.outcome !== 'conflict') deps.consents.settle(consentId, wish)
      return withdrawn
    } catch (error) {
      deps.consents.insist(consentId, wish, (consent) => ({
        ...consent,
        latest: { ...consent.latest, ...takeAway(consent, withdrawal.purposes) },
      }))
      throw error
    } finally {
      deps.consents.forget(consentId)
    }
  })

async function withdrawInTurn(
  consentId: string,
  withdrawal: Withdrawal,
  counts: readonly DailyCount[],
  deps: WithdrawalDeps,
): Promise<Withdrawn | undefined> {
  for (;;) {
    const stored = await deps.store.findConsent(consentId)
    if (!stored) return undefined
    const result = await addWithdrawal(stored, withdrawal, counts, deps)
    // `overtaken`: the consent expired or another process wrote first. Retries on the new state.
    if (result !== 'overtaken') return result
  }
}

async function addWithdrawal(
  stored: StoredConsent,
  withdrawal: Withdrawal,
  counts: readonly DailyCount[],
  { store, consents, cryptography, clock }: WithdrawalDeps,
): Promise<Withdrawn | 'overtaken'> {
  const { purposes } = stored.latest
  const named = withdrawal.purposes ?? Object.keys(purposes)
  if (!named.some((purpose) => purposes[purpose])) return { outcome: 'unchanged', consent: stored }
  const event = await buildWithdrawal(stored, withdrawal, { nowMs: clock(), cryptography })
  const consent = { ...stored, latest: event }
  // Cached before it is written: from here on no visit is accepted on the basis of the old state.
  consents.replace(consent)
  const result = await store.addConsentEvent(event, counts, stored.latest.id)
  if (result === 'overtaken') return result
  return result === 'stored'
    ? { outcome: result, consent }
    : // Sent again, it would have found nothing to withdraw: this id has done something else.
      { outcome: 'conflict', consent: stored }
}

/** Returns the grants that remain after a withdrawal, or none. */
function takeAway(
  { latest }: StoredConsent,
  named: readonly string[] | undefined,
): Pick<ConsentEvent, 'state' | 'purposes' | 'dataKinds'> {
  const withdrawn = new Set<string>(named ?? Object.keys(latest.purposes))
  const purposes = Object.fromEntries(
    Object.entries(latest.purposes).map(([id, isGranted]) => [id, isGranted && !withdrawn.has(id)]),
  )
  const isAnyLeft = Object.values(purposes).includes(true)
  return {
    state: isAnyLeft ? latest.state : 'ConsentWithdrawn',
    purposes,
    dataKinds: purposes.analytics
      ? latest.dataKinds
      : { ip: false, browser: false, visit_time: false, visitor_cookie: false },
  }
}

/** Builds the event of a withdrawal. */
async function buildWithdrawal(
  stored: StoredConsent,
  body: Withdrawal,
  { nowMs, cryptography }: { readonly nowMs: number; readonly cryptography: Cryptography },
): Promise<ConsentEvent> {
  const event: Omit<ConsentEvent, 'commitment'> = {
    id: body.id,
    consentId: stored.id,
    ...takeAway(stored, body.purposes),
    actor: stored.actor,
    atMs: nowMs,
  }
  return { ...event, commitment: await commitToEvent(stored, event, cryptography) }
}
