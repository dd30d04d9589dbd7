import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ConsentEvent, DailyCount, Store, StoredConsent } from '../../store/store.ts'
import { commitToEvent } from '../identifiers/commitment.ts'
import type { ConsentCache } from './consent-cache.ts'

/** What to withdraw, under which idempotency key; without purposes all of them. */
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

/** What became of a withdrawal, and the record as it stands now. */
export interface Withdrawn {
  /** `conflict`: the id belongs to another event, and nothing was withdrawn. `unchanged`: nothing named was granted. */
  readonly outcome: 'stored' | 'unchanged' | 'conflict'
  readonly consent: StoredConsent
}

/**
 * Withdraws on the strength of what the record says when it is this withdrawal's turn: two that come at once each take away
 * what they name, and neither gives back what the other took (CB-09, DS-06).
 *
 * What could not be stored is withdrawn in this process all the same: no visit is taken after it.
 *
 * @param counts what a stored withdrawal adds to the day's figures.
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
    // Else the end of its term, or another process, came first: once more, on the strength of that.
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
  // Remembered before it is written: from here on no visit is taken on the strength of the old state.
  consents.replace(consent)
  const result = await store.addConsentEvent(event, counts, stored.latest.id)
  if (result === 'overtaken') return result
  return result === 'stored'
    ? { outcome: result, consent }
    : // Sent again, it would have found nothing to withdraw: this id has done something else.
      { outcome: 'conflict', consent: stored }
}

/** What stays granted after a withdrawal, or nothing at all. */
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

/** The event that a withdrawal adds. */
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
