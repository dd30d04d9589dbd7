import { expect, test } from 'vitest'
import type { WidgetSite } from '../../../server/contract/index.ts'
import type { Choice } from '../../../widget/consent/choice.ts'
import { grantsOf } from '../../../widget/ui/granted.ts'
import { sameGrants } from '../../../widget/ui/grants.ts'

// Only the purposes are read.
const site = {
  purposes: ['analytics', 'external'],
} as unknown as WidgetSite

const nothing = {
  purposes: { analytics: false, external: false },
  dataKinds: { ip: false, browser: false, visit_time: false, visitor_cookie: false },
}

test('CB-02 accepting all grants every purpose on offer and every data kind', () => {
  expect(sameGrants(site, true)).toEqual({
    purposes: { analytics: true, external: true },
    dataKinds: { ip: true, browser: true, visit_time: true, visitor_cookie: true },
  })
})

test('CB-02 rejecting all grants nothing', () => {
  expect(sameGrants(site, false)).toEqual(nothing)
})

test.each<[string, Choice | undefined]>([
  ['without a choice', undefined],
  ['after a refusal', { kind: 'refused', policyVersion: '2025-08-01', day: '2026-11-20' }],
])('CB-04 the settings begin with everything off %s', (_name, choice) => {
  expect(grantsOf(site, choice)).toEqual(nothing)
})

test('the settings begin with what was granted, and with no purpose that is not on offer', () => {
  const choice: Choice = {
    kind: 'granted',
    id: '0190a0c0-0000-7000-8000-000000000001',
    policyVersion: '2025-08-01',
    purposes: { analytics: true, functional: true },
    dataKinds: { ip: false, browser: true, visit_time: false, visitor_cookie: false },
    expiresOn: '2027-01-01',
    terms: '0badc0de',
    isConfirmed: true,
  }
  expect(grantsOf(site, choice)).toEqual({
    purposes: { analytics: true, external: false },
    dataKinds: { ...nothing.dataKinds, browser: true },
  })
})
