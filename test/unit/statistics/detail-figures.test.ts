import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DataKinds } from '../../../server/contract/index.ts'
import { countConsent, countRefusal } from '../../../server/domain/statistics/choice-counts.ts'
import {
  countConsentDetails,
  countRefusalDetails,
} from '../../../server/domain/statistics/detail-counts.ts'
import { buildStatistics } from '../../../server/domain/statistics/statistics.ts'
import type { DailyCount } from '../../../server/store/store.ts'

const day = '2026-10-31'
const choice = { day, language: 'kk', policyVersion: '2025-08-01' } as const
const scope = {
  ...{ from: day, to: day, purposes: ['analytics', 'external'] },
  ...{ languages: ['kk'], policyVersions: ['2025-08-01'] },
}
const ALL: DataKinds = { ip: true, browser: true, visit_time: true, visitor_cookie: true }

const many = (number: number, counts: readonly DailyCount[]): DailyCount[] =>
  number === 0 ? [] : counts.map((one) => ({ ...one, count: number }))

const consents = (
  number: number,
  { external = true, dataKinds = ALL, isGpc = false } = {},
): DailyCount[] => {
  const purposes = { analytics: true, external }
  return many(number, [
    ...countConsent(choice, purposes),
    ...countConsentDetails(day, { purposes, dataKinds, isGpc }),
  ])
}
const refusals = (number: number, isGpc = false): DailyCount[] =>
  many(number, [
    ...countRefusal(choice, scope.purposes),
    ...countRefusalDetails(day, { offered: scope.purposes, isGpc }),
  ])

test('says how many consents are to a part, each data kind granted or refused, and what came with Global Privacy Control', () => {
  const result = buildStatistics(
    [
      ...consents(20),
      ...consents(6, { external: false }),
      ...consents(8, { dataKinds: { ...ALL, ip: false }, isGpc: true }),
      ...refusals(10),
      ...refusals(12, true),
    ],
    scope,
  )
  expect(result.total).toMatchObject({ consents: 34, refusals: 22, partial: 14 })
  expect(result.dataKinds).toEqual([
    { kind: 'ip', consents: 26, refusals: 30, consentRate: 26 / 56 },
    { kind: 'browser', consents: 34, refusals: 22, consentRate: 34 / 56 },
    { kind: 'visit_time', consents: 34, refusals: 22, consentRate: 34 / 56 },
    { kind: 'visitor_cookie', consents: 34, refusals: 22, consentRate: 34 / 56 },
  ])
  expect(result.signals).toEqual([
    { signal: 'gpc', consents: 8, refusals: 12, consentRate: 0.4 },
    { signal: 'none', consents: 26, refusals: 10, consentRate: 26 / 36 },
  ])
})

test('a data kind is never counted as granted where analytics is refused, whatever is sent', () => {
  const counts = countConsentDetails(day, {
    purposes: { analytics: false, external: true },
    ...{ dataKinds: ALL, isGpc: false },
  })
  expect(
    counts.filter((one) => one.dimension === 'data_kind' && one.measure === 'consent'),
  ).toEqual([])
  expect(counts.find((one) => one.dimension === 'extent')?.value).toBe('some')
  const withoutAnalytics = countConsentDetails(day, {
    ...{ purposes: { external: true }, dataKinds: ALL, isGpc: false },
  })
  expect(withoutAnalytics.filter((one) => one.dimension === 'data_kind')).toEqual([])
})

describe('TR-09 of what is counted besides', () => {
  const group = fc.record({
    number: fc.integer({ min: 0, max: 9 }),
    external: fc.boolean(),
    ip: fc.boolean(),
    isGpc: fc.boolean(),
  })
  const crowd = fc.record({ groups: fc.array(group, { maxLength: 6 }), refused: fc.nat(9) })
  const build = ({ groups, refused }: typeof crowd extends fc.Arbitrary<infer T> ? T : never) =>
    buildStatistics(
      [
        ...groups.flatMap(({ number, ip, ...rest }) =>
          consents(number, { ...rest, dataKinds: { ...ALL, ip } }),
        ),
        ...refusals(refused),
      ],
      scope,
    )

  test('no count from 1 to 4 is shown, nor left over where a shown one is subtracted from another', () => {
    fc.assert(
      fc.property(crowd, (given) => {
        const { total, dataKinds, signals, purposes } = build(given)
        const analytics = purposes.find(({ purpose }) => purpose === 'analytics')
        const cells = [...dataKinds, ...signals].flatMap((row) => [row.consents, row.refusals])
        const wholes = [total.consents, total.refusals, analytics?.consents ?? 'hidden']
        const numbers = [...cells, total.partial].filter((cell) => typeof cell === 'number')
        const small = (count: number) => count > 0 && count < 5
        expect(numbers.filter(small)).toEqual([])
        const left = (whole: unknown, part: unknown) =>
          typeof whole === 'number' && typeof part === 'number' ? whole - part : 0
        expect(dataKinds.map((row) => left(total.consents, row.consents)).filter(small)).toEqual([])
        expect(dataKinds.map((row) => left(wholes[2], row.consents)).filter(small)).toEqual([])
        expect([left(total.consents, total.partial)].filter(small)).toEqual([])
      }),
    )
  })
})
