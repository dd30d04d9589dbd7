import type { DisclosureBody, DisclosureContent } from '../../contract/index.ts'
import { findProcessor, hasPaperConsent, isLive } from '../registers/processors.ts'
import { type RegisterDeps, todayOf } from '../registers/register-line.ts'

/** Which field of a disclosure names a ground that does not hold, and with which error it is refused. */
export type GroundProblem =
  | { readonly code: 'written_consent_unknown'; readonly field: 'consentNumber' }
  | { readonly code: 'processor_not_live'; readonly field: 'processor' }

/**
 * Whether the one ground that is named holds, by the server's own registers (DI-02, DI-04): on the day of the disclosure and
 * today, since an earlier date must not make good what has ended. That an authority asked is on paper alone (DI-03).
 */
export async function findGroundProblem(
  body: DisclosureBody | DisclosureContent,
  deps: RegisterDeps,
): Promise<GroundProblem | undefined> {
  const days = [body.date, todayOf(deps)]
  if (body.ground === 'written_consent') {
    const has = await hasPaperConsent(deps.store, body.consentNumber, days)
    return has ? undefined : { code: 'written_consent_unknown', field: 'consentNumber' }
  }
  if (body.ground === 'processor_contract') {
    const processor = await findProcessor(deps.store, body.processor)
    const may = processor !== undefined && days.every((day) => isLive(processor, day))
    return may ? undefined : { code: 'processor_not_live', field: 'processor' }
  }
  return undefined
}
