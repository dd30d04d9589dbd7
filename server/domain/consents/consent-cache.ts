import type { ErrorCode } from '../../contract/index.ts'
import type { Store, StoredConsent } from '../../store/store.ts'
import { createInTurn, type InTurn } from '../jobs/in-turn.ts'

/**
 * Checks that a consent permits a purpose: it is given, has not expired, covers the purpose (TR-06), and is not restricted
 * (DS-07).
 *
 * @returns the error code of what is missing, or `undefined` where the consent permits it.
 */
export function findConsentProblem(
  consent: StoredConsent | undefined,
  purpose: string,
  nowMs: number,
): ErrorCode | undefined {
  if (!consent) return 'consent_unknown'
  const { state, purposes } = consent.latest
  if (state === 'ConsentWithdrawn') return 'consent_withdrawn'
  if (state === 'ConsentExpired' || nowMs >= consent.validUntilMs) return 'consent_expired'
  if (purposes[purpose] !== true) return 'consent_refused'
  // '' blocks everything (DS-04); a purpose's name restricts only that purpose (DS-07).
  const isStopped = consent.restricted.some((one) => one === '' || one === purpose)
  return isStopped ? 'consent_restricted' : undefined
}

/** A change of a consent record; it only ever removes permissions. */
export type ConsentChange = (consent: StoredConsent) => StoredConsent

/** Cache of recently read consent records, so that a visitor's next page needs no read. */
export interface ConsentCache {
  /**
   * Returns a record as it recently was. Another process may have reduced its grants since, so use it only for a write that
   * the store then refuses (`VisitBasis`); `outdate` makes the next call read it again. What the cached record does not
   * permit is not permitted.
   */
  find(id: string): Promise<StoredConsent | undefined> | StoredConsent | undefined
  /**
   * Replaces the cached state with the state after a change, until the record is evicted. Call it before the change is
   * written, so that no visit is accepted in between.
   */
  replace(consent: StoredConsent): void
  forget(id: string): void
  /** Drops the cached state of a record. A change that this process is still writing is kept. */
  outdate(id: string): void
  /**
   * Registers a change that an authorised person requested and that could not be stored. This process applies it on top of
   * the stored state until it is stored or the process ends.
   *
   * @param wish identifies the request; the same one again replaces the earlier one.
   */
  insist(id: string, wish: string, change: ConsentChange): void
  /** Removes a registered change: it is stored now, or its person has taken it back. */
  settle(id: string, wish: string): void
  /** Runs changes of one record one after the other, each on the result of the previous one. */
  readonly inTurn: InTurn
}

/** Changes that could not be stored, by record and wish. Each required a valid secret. */
function createInsisted() {
  const insisted = new Map<string, Map<string, ConsentChange>>()
  return {
    apply<T extends StoredConsent | undefined>(consent: T): T | StoredConsent {
      if (!consent || insisted.size === 0) return consent
      const changes = [...(insisted.get(consent.id)?.values() ?? [])]
      return changes.reduce<StoredConsent>((changed, change) => change(changed), consent)
    },
    insist(id: string, wish: string, change: ConsentChange) {
      insisted.set(id, (insisted.get(id) ?? new Map()).set(wish, change))
    },
    settle(id: string, wish: string) {
      const ofRecord = insisted.get(id)
      ofRecord?.delete(wish)
      if (ofRecord?.size === 0) insisted.delete(id)
    },
  }
}

/** Maximum records cached, a few hundred bytes each. */
const REMEMBERED = 10_000

/**
 * Creates a cache in front of the store, for speed only. Unknown ids are not cached: they could become known, and a stranger
 * could fill the cache. Restricted records are not cached either: another process may lift the restriction, while grants
 * never grow. A read that began before a change does not overwrite the change.
 */
export function createConsentCache(
  store: Pick<Store, 'findConsent'>,
  { max = REMEMBERED }: { max?: number } = {},
): ConsentCache {
  const remembered = new Map<string, StoredConsent>()
  const reading = new Map<string, Promise<StoredConsent | undefined>>()
  // Separate from the cached reads: evicting one of those must not lose a change that is not written yet.
  const changing = new Map<string, StoredConsent>()
  const { apply, insist, settle } = createInsisted()

  const remember = (consent: StoredConsent) => {
    if (consent.restricted.length > 0) return
    if (remembered.size >= max) remembered.delete(remembered.keys().next().value as string)
    remembered.set(consent.id, consent)
  }
  const outdate = (id: string) => {
    reading.delete(id)
    remembered.delete(id)
  }
  const startReading = (id: string) => {
    const read = store.findConsent(id).then((consent) => {
      if (reading.get(id) !== read)
        return apply(changing.get(id)) ?? store.findConsent(id).then(apply)
      reading.delete(id)
      if (consent) remember(consent)
      return apply(consent)
    })
    read.catch(() => {
      if (reading.get(id) === read) reading.delete(id)
    })
    reading.set(id, read)
    return read
  }
  return {
    ...{ insist, settle },
    inTurn: createInTurn(),
    find(id) {
      const known = changing.get(id) ?? remembered.get(id)
      return known ? apply(known) : (reading.get(id) ?? startReading(id))
    },
    outdate,
    replace(consent) {
      outdate(consent.id)
      changing.set(consent.id, consent)
    },
    forget(id) {
      outdate(id)
      changing.delete(id)
    },
  }
}
