import type { DisclosureBody, DisclosureContent } from '../../contract/index.ts'
import { findProcessor, hasPaperConsent, isLive } from '../registers/processors.ts'
import { type RegisterDeps, todayOf } from '../registers/register-line.ts'

/** The field of a disclosure whose ground is invalid, and the error code. */
export type GroundProblem =
  | { readonly code: 'written_consent_unknown'; readonly field: 'consentNumber' }
  | { readonly code: 'processor_not_live'; readonly field: 'processor' }

/**
 * Checks the stated ground of a disclosure against the server's own registers (DI-02, DI-04). It must be valid on the day of
 * the disclosure and today: an earlier date must not make up for a ground that has ended. An authority's request exists on
 * paper only (DI-03).
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
