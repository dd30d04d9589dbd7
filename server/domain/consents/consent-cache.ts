import type { ErrorCode } from '../../contract/index.ts'
import type { Store, StoredConsent } from '../../store/store.ts'
import { createInTurn, type InTurn } from '../jobs/in-turn.ts'

/**
 * What a purpose's data need: a consent that is given, not expired, covers the purpose (TR-06), and is not restricted (DS-07).
 *
 * @returns the error code of what is lacking, or `undefined` where the consent allows it.
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
  // '' blocks everything (DS-04); a purpose's own name restricts it alone (DS-07).
  const isStopped = consent.restricted.some((one) => one === '' || one === purpose)
  return isStopped ? 'consent_restricted' : undefined
}

/** What a change makes of a record. Only ever takes something away. */
export type ConsentChange = (consent: StoredConsent) => StoredConsent

/** Consent records lately asked for, so that a visitor's next page costs no read. */
export interface ConsentCache {
  /**
   * A record as it was lately: it may allow less since, by another process. So nothing is taken on the strength of it but by a write
   * that the store refuses then (`VisitBasis`); `outdate` has it read again. Whatever it does not allow is not allowed.
   */
  find(id: string): Promise<StoredConsent | undefined> | StoredConsent | undefined
  /**
   * Puts the state after a change in place of what was remembered, until the record is forgotten. Called before the change
   * is written, so that no visit slips in between.
   */
  replace(consent: StoredConsent): void
  forget(id: string): void
  /** What is remembered of a record is not what is stored; a change of this process that is on its way stays. */
  outdate(id: string): void
  /**
   * A change that was asked for by who may, and could not be stored: it is in force in this process all the same, on top of
   * whatever is stored, until it is stored or the process ends.
   *
   * @param wish what was asked for: the same wish again takes the place of the one before.
   */
  insist(id: string, wish: string, change: ConsentChange): void
  /** The wish is stored now, or its person has taken it back. */
  settle(id: string, wish: string): void
  /** Changes of one record, one after the other: each begins with what the one before has left. */
  readonly inTurn: InTurn
}

/** Changes that could not be stored, by record and wish. Each costs its sender a right secret. */
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

/** Records remembered: a few hundred bytes each. */
const REMEMBERED = 10_000

/**
 * A cache in front of the store, for speed alone. Unknown ids are not remembered: they could become known, and a stranger could
 * fill it. Nor is what is restricted: another process may lift that, while a grant never grows. A read that was under way while
 * the record changed does not overwrite the change.
 */
export function createConsentCache(
  store: Pick<Store, 'findConsent'>,
  { max = REMEMBERED }: { max?: number } = {},
): ConsentCache {
  const remembered = new Map<string, StoredConsent>()
  const reading = new Map<string, Promise<StoredConsent | undefined>>()
  // Apart from what was read: a change that is not yet written would else be lost with it, and the old state read again.
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
