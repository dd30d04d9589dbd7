import type { ErrorCode } from '../contract/index.ts'
import type { StoredConsent } from '../store/store.ts'
import { createInTurn, type InTurn } from './in-turn.ts'

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

/** Consent records lately asked for, so that a visitor's next page costs no read. */
export interface ConsentCache {
  find(id: string): Promise<StoredConsent | undefined> | StoredConsent | undefined
  /** Puts the state after a change in place of what was remembered. Called before the change is written, so that no visit slips in between. */
  replace(consent: StoredConsent): void
  forget(id: string): void
  /** Changes of one record, one after the other: each begins with what the one before has left. */
  readonly inTurn: InTurn
}

/** Records remembered: a few hundred bytes each. */
const REMEMBERED = 10_000

/**
 * A cache in front of `find`. Unknown ids are not remembered: they could become known, and a stranger could fill it.
 * A read that was under way while the record changed does not overwrite the change.
 */
export function createConsentCache(
  read: (id: string) => Promise<StoredConsent | undefined>,
  { max = REMEMBERED }: { max?: number } = {},
): ConsentCache {
  const remembered = new Map<string, StoredConsent>()
  const reading = new Map<string, Promise<StoredConsent | undefined>>()
  const remember = (consent: StoredConsent) => {
    if (remembered.size >= max) remembered.delete(remembered.keys().next().value as string)
    remembered.set(consent.id, consent)
  }
  const startReading = (id: string) => {
    const read_ = read(id).then((consent) => {
      if (reading.get(id) !== read_) return remembered.get(id) ?? read(id)
      reading.delete(id)
      if (consent) remember(consent)
      return consent
    })
    read_.catch(() => reading.delete(id))
    reading.set(id, read_)
    return read_
  }
  return {
    inTurn: createInTurn(),
    find: (id) => remembered.get(id) ?? reading.get(id) ?? startReading(id),
    replace(consent) {
      reading.delete(consent.id)
      remember(consent)
    },
    forget(id) {
      reading.delete(id)
      remembered.delete(id)
    },
  }
}
