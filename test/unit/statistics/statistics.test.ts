import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StatisticsResult } from '../../../server/contract/index.ts'
import { countConsent, countRefusal } from '../../../server/domain/statistics/choice-counts.ts'
import {
  buildStatistics,
  countDays,
  type StatisticsScope,
} from '../../../server/domain/statistics/statistics.ts'
import type { DailyCount, Dimension, Measure } from '../../../server/store/store.ts'

const scope: StatisticsScope = {
  from: '2026-10-30',
  to: '2026-11-02',
  purposes: ['analytics', 'external'],
  languages: ['kk', 'ru', 'en'],
  policyVersions: ['2025-08-01'],
}
const choice = { day: '2026-10-31', language: 'kk', policyVersion: '2025-08-01' } as const

const count = (
  measure: Measure,
  dimension: Dimension,
  value: string,
  number: number,
  day = '2026-10-31',
): DailyCount => ({ day, measure, dimension, value, count: number })

/** Counts of so many consents to each combination of purposes, and of so many refusals. */
const choices = (
  analytics: number,
  external: number,
  both: number,
  refused: number,
): DailyCount[] => {
  const many = (number: number, counts: readonly DailyCount[]) =>
    counts.map((one) => ({ ...one, count: number }))
  return [
    ...many(analytics, countConsent(choice, { analytics: true, external: false })),
    ...many(external, countConsent(choice, { analytics: false, external: true })),
    ...many(both, countConsent(choice, { analytics: true, external: true })),
    ...many(refused, countRefusal(choice, scope.purposes)),
  ]
}

const purposeCells = ({ purposes }: Pick<StatisticsResult, 'purposes'>) =>
  purposes.flatMap((row) => [row.consents, row.refusals])

test('lists every day of the period, over the end of a month', () => {
  const result = buildStatistics([], scope)
  expect(result.days.map(({ day }) => day)).toEqual([
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
    '2026-11-02',
  ])
})

test('has a row for every language and purpose, so that a missing row tells nothing', () => {
  const result = buildStatistics([], scope)
  expect(result.languages).toHaveLength(3)
  expect(result.purposes).toHaveLength(2)
  expect(result.total).toEqual({
    consents: 0,
    refusals: 0,
    consentRate: null,
    partial: 0,
    visits: 0,
    withdrawals: 0,
    renewals: 0,
    changes: 0,
  })
})

test('keeps the figures of a purpose that is no longer on offer', () => {
  const result = buildStatistics(
    [...choices(6, 0, 9, 20), count('refusal', 'purpose', 'functional', 8)],
    scope,
  )
  expect(result.purposes.map(({ purpose }) => purpose)).toEqual([
    'analytics',
    'external',
    'functional',
  ])
})

test('counts the days of a period, both ends included', () => {
  expect(countDays('2026-10-01', '2026-10-01')).toBe(1)
  expect(countDays('2026-03-28', '2026-03-30')).toBe(3)
  expect(countDays('2026-10-02', '2026-10-01')).toBe(0)
})

describe('TR-09 the consent rate', () => {
  test('is that of the numbers shown', () => {
    expect(buildStatistics(choices(0, 0, 6, 18), scope).total.consentRate).toBe(0.25)
  })

  test.each([
    { title: 'few consents', counts: choices(0, 0, 3, 97) },
    { title: 'few refusals', counts: choices(0, 0, 97, 3) },
  ])('is not shown with $title, which it would tell', ({ counts }) => {
    const { total, days, languages, purposes } = buildStatistics(counts, scope)
    for (const row of [total, ...days, ...languages, ...purposes])
      expect(row.consentRate).toBeNull()
  })
})

describe('TR-09 purposes', () => {
  test('are shown where nothing among them is small', () => {
    expect(purposeCells(buildStatistics(choices(6, 0, 9, 20), scope))).toEqual([15, 20, 9, 26])
  })

  test('are all hidden where one is small, since what is refused is what is not granted', () => {
    const result = buildStatistics(choices(16, 0, 2, 20), scope)
    expect(result.total).toMatchObject({ consents: 18, refusals: 20 })
    expect(purposeCells(result)).toEqual(Array(4).fill('hidden'))
  })

  test('are hidden with the totals that they would tell', () => {
    expect(purposeCells(buildStatistics(choices(0, 0, 30, 3), scope))).toEqual(
      Array(4).fill('hidden'),
    )
  })

  test('tell a reader who knows the rule no count that is hidden', () => {
    const byAnswer = new Map<string, Set<string>[]>()
    for (let packed = 0; packed < 7 ** 4; packed++) {
      const numbers = [0, 1, 2, 3].map((place) => Math.floor(packed / 7 ** place) % 7)
      const [analytics = 0, external = 0, both = 0, refused = 0] = numbers
      const { total, purposes } = buildStatistics(
        choices(analytics, external, both, refused),
        scope,
      )
      const answer = JSON.stringify([total, purposes])
      const seen = byAnswer.get(answer) ?? []
      const cells = [analytics + both, external + refused, external + both, analytics + refused]
      cells.forEach((cell, index) => {
        seen[index] ??= new Set()
        seen[index].add(String(cell))
      })
      byAnswer.set(answer, seen)
    }
    const hidden = [...byAnswer].filter(([answer]) => answer.includes('hidden'))
    const forced = hidden.filter(([answer, seen]) => {
      const [total, purposes] = JSON.parse(answer)
      // Of totals this high, not all ways to add up are within the numbers tried.
      if (total.consents > 6 || total.refusals > 6) return false
      // That there is no consent to a purpose where there is no consent at all is shown anyway.
      return purposeCells({ purposes }).some(
        (cell, index) => cell === 'hidden' && seen[index]?.size === 1 && !seen[index].has('0'),
      )
    })
    expect(forced).toEqual([])
    expect(hidden.length).toBeGreaterThan(10)
  })
})

describe('lists', () => {
  test('hold the twenty most visited', () => {
    const pages = Array.from({ length: 30 }, (_, index) =>
      count('visit', 'page', `/${index}`, 10 + index),
    )
    const all = count(
      'visit',
      'all',
      '',
      pages.reduce((sum, page) => sum + page.count, 0),
    )
    const result = buildStatistics([all, ...pages], scope)
    expect(result.pages).toHaveLength(20)
    expect(result.pages[0]).toEqual({ path: '/29', visits: 39 })
    expect(result.pages.at(-1)).toEqual({ path: '/10', visits: 20 })
  })

  test('TR-09 name what is withheld last and by name, so that its place does not tell its size', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(numbers, fc.nat(20), (each, unnamed) => {
        const pages = each.map((number, index) =>
          count('visit', 'referrer', `host-${index}`, number),
        )
        const all = each.reduce((sum, number) => sum + number, unnamed)
        const { referrers } = buildStatistics([count('visit', 'all', '', all), ...pages], scope)
        const withheld = referrers.filter(({ visits }) => typeof visits !== 'number')
        const shown = referrers.filter(({ visits }) => typeof visits === 'number')
        expect(referrers).toEqual([...shown, ...withheld])
        expect(withheld.map(({ host }) => host)).toEqual(
          withheld.map(({ host }) => host).toSorted(),
        )
        expect(shown.every(({ visits }) => Number(visits) >= 5)).toBe(true)
      }),
    )
  })
})

test('TR-08 an answer holds counts and names, nothing that leads to a person', () => {
  const result = buildStatistics(choices(6, 7, 8, 9), scope)
  expect(JSON.stringify(result)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|@|\d+\.\d+\.\d+\.\d+/)
})
