import type { PaperConsentBody, ProcessorBody } from '../../contract/index.ts'
import type { Store } from '../../store/store.ts'
import { findLatest } from './list-register.ts'
import { contentOf } from './register-line.ts'

/**
 * Returns whether a processor may receive data on a day: contract and confidentiality agreement are in force (clause 8.1(3),
 * DI-04).
 */
export function isLive(processor: ProcessorBody, today: string): boolean {
  const { contractDate, confidentialityDate, confidentialityUntil, endedOn } = processor
  return (
    contractDate <= today &&
    confidentialityDate <= today &&
    (confidentialityUntil === undefined || confidentialityUntil >= today) &&
    (endedOn === undefined || endedOn > today)
  )
}

/** Returns a processor as of the last line of its thread. */
export async function findProcessor(
  store: Pick<Store, 'readRegisterThread'>,
  thread: string,
): Promise<ProcessorBody | undefined> {
  const last = (await store.readRegisterThread('processors', thread)).at(-1)
  return last && contentOf<ProcessorBody>(last)
}

/** Returns whether a paper consent of this number is registered and was valid on each of these days (clause 8.1(1), DI-02). */
export async function hasPaperConsent(
  store: Pick<Store, 'listRegister' | 'readRegisterThread'>,
  number: string,
  days: readonly string[],
): Promise<boolean> {
  const latest = await findLatest(store, 'paper_consents', number)
  return latest
    .map((entry) => contentOf<PaperConsentBody>(entry))
    .some(({ number: own, date, withdrawnOn }) => {
      const stood = (day: string) => date <= day && (withdrawnOn === undefined || withdrawnOn > day)
      return own === number && days.every(stood)
    })
}
