import { expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { buildOwnerStamp } from '../../../server/domain/consents/owner-stamp.ts'

const shown = (...timesMs: number[]) => timesMs.map((firstShownAtMs) => ({ firstShownAtMs }))
const operator = (bin: string) => ({ operator: { ...defaultSite.operator, bin } }) as never
const first = buildOwnerStamp(operator('123456789012'), shown(1_700_000_000_123))

test('a choice has another owner where operator or database is another, and no other for later notices', () => {
  expect(first).toMatch(/^[\da-f]{8}$/)
  const later = shown(1_800_000_000_000, 1_700_000_000_123)
  expect(buildOwnerStamp(operator('123456789012'), later)).toBe(first)
  expect(buildOwnerStamp(operator('987654321098'), later)).not.toBe(first)
  const neighbour = shown(1_700_000_000_124)
  expect(buildOwnerStamp(operator('123456789012'), neighbour)).not.toBe(first)
})
