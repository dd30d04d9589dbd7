import type { RestrictionOutcome } from '../../domain/rights/restrict.ts'
import { ApiError } from './api-error.ts'

/**
 * Throws unless a restriction, its lifting or a withdrawal was done.
 *
 * @throws {ApiError} `purpose_unknown` (422), `held_by_law` (409), `consent_withdrawn` (403), `too_many_requests` (429).
 */
export function throwUnlessDone(outcome: RestrictionOutcome, field: string): void {
  if (outcome === 'purpose_unknown') {
    throw new ApiError('purpose_unknown', { fields: { [field]: 'unknown' } })
  }
  if (outcome === 'held') throw new ApiError('held_by_law')
  if (outcome === 'too_many') throw new ApiError('too_many_requests')
  if (outcome === 'withdrawn') throw new ApiError('consent_withdrawn')
}
