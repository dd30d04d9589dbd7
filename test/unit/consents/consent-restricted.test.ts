import { describe, expect, test } from 'vitest'
import { findConsentProblem } from '../../../server/domain/consents/consent-cache.ts'
import type { StoredConsent } from '../../../server/store/store.ts'
import { buildEvent, buildRecord, NOW_MS } from '../../store/records.ts'

const stored = (
  restricted: readonly string[],
  change: Partial<StoredConsent['latest']> = {},
): StoredConsent => {
  const record = buildRecord()
  return { ...record, latest: buildEvent(record, change), restricted }
}

describe('whether a consent lets data of a purpose be taken', () => {
  test.each([
    ['DS-04: a block stops every purpose', [''], 'analytics', 'consent_restricted'],
    ['DS-07: a restriction stops its purpose', ['analytics'], 'analytics', 'consent_restricted'],
    ['DS-07: a restriction of another purpose stops nothing', ['external'], 'analytics', undefined],
    [
      'DS-07: what was never granted is refused, restricted or not',
      [''],
      'external',
      'consent_refused',
    ],
    ['DS-04: no restriction stops nothing', [], 'analytics', undefined],
  ] as const)('%s', (_, restricted, purpose, wanted) => {
    expect(findConsentProblem(stored(restricted), purpose, NOW_MS)).toBe(wanted)
  })

  test('DS-04: a withdrawn consent is withdrawn, blocked or not', () => {
    const withdrawn = stored([''], { state: 'ConsentWithdrawn' })
    expect(findConsentProblem(withdrawn, 'analytics', NOW_MS)).toBe('consent_withdrawn')
  })

  test('TR-06: one that nobody has, that is over, or that says so allows nothing; to its last millisecond it does', () => {
    expect(findConsentProblem(undefined, 'analytics', NOW_MS)).toBe('consent_unknown')
    const { validUntilMs } = stored([])
    expect(findConsentProblem(stored([]), 'analytics', validUntilMs - 1)).toBe(undefined)
    expect(findConsentProblem(stored([]), 'analytics', validUntilMs)).toBe('consent_expired')
    const ended = stored([], { state: 'ConsentExpired' })
    expect(findConsentProblem(ended, 'analytics', NOW_MS)).toBe('consent_expired')
  })

  test('TR-06: one that was renewed allows what it grants, and nothing that is not exactly granted', () => {
    const renewed = stored([], { state: 'RenewedConsentGiven' })
    expect(findConsentProblem(renewed, 'analytics', NOW_MS)).toBe(undefined)
    expect(findConsentProblem(renewed, 'toString', NOW_MS)).toBe('consent_refused')
  })
})
