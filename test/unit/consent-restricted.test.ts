import { describe, expect, test } from 'vitest'
import { findConsentProblem } from '../../server/domain/consent-cache.ts'
import type { StoredConsent } from '../../server/store/store.ts'
import { buildEvent, buildRecord, NOW_MS } from '../store/records.ts'

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
})
