import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Count } from '../../../server/contract/index.ts'
import { addDays } from '../../../server/domain/calendar/day.ts'
import { buildVisitorFigures } from '../../../server/domain/statistics/visitor-figures.ts'
import { firstVisitOf } from '../../../server/domain/visits/count-visit.ts'
import type { DailyCount } from '../../../server/store/store.ts'

const FIRST = '2026-11-01'
const LOOK_BACK = 30
const site = { visits: { ipFullDays: 30, rawDays: LOOK_BACK, counterMode: false, ownNetworks: [] } }
const dayAt = (index: number) => addDays(FIRST, index)

/** The counts that people leave who were there on these days (0 is the first). */
function countPeople(people: readonly (readonly number[])[]): DailyCount[] {
  return people.flatMap((days) =>
    [...new Set(days)]
      .sort((a, b) => a - b)
      .flatMap((index, at, all) => {
        const before = all[at - 1]
        const daysAgo = before === undefined ? null : index - before
        const day = dayAt(index)
        return [
          ...firstVisitOf(day, site).count(
            daysAgo !== null && daysAgo > LOOK_BACK ? null : daysAgo,
          ),
          { day, measure: 'joined_visit', dimension: 'all', value: '', count: 2 } as const,
        ]
      }),
  )
}

const figuresOf = (people: readonly (readonly number[])[], from: number, to: number) => {
  const days = Array.from({ length: to - from + 1 }, (_, index) => dayAt(from + index))
  const inPeriod = countPeople(people).filter(({ day }) => days.includes(day))
  return buildVisitorFigures(inPeriod, { days, from: dayAt(from) })
}
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)

test('TR-01 tells different and returning visitors of a day and of a period', () => {
  const people = [...many(6, [0, 1, 2]), ...many(7, [2]), ...many(5, [1])]
  expect(figuresOf(people, 0, 2)).toMatchObject({
    visitors: 18,
    returning: 0,
    pagesPerVisitor: 2,
    days: [
      { day: dayAt(0), visitors: 6, returning: 0 },
      { day: dayAt(1), visitors: 11, returning: 6 },
      { day: dayAt(2), visitors: 13, returning: 6 },
    ],
  })
  expect(figuresOf(people, 1, 2)).toMatchObject({ visitors: 18, returning: 6 })
  expect(figuresOf(people, 2, 2)).toMatchObject({ visitors: 13, returning: 6 })
  expect(figuresOf(people, 3, 3)).toMatchObject({
    visitors: 0,
    returning: 0,
    pagesPerVisitor: null,
  })
})

const isSmall = (count: number) => count > 0 && count < 5
const differentOf = (people: readonly (readonly number[])[], from: number, to: number) =>
  people.filter((days) => days.some((day) => day >= from && day <= to)).length

describe('small counts', () => {
  test('TR-09 four visitors are <5 and nothing else is told of them', () => {
    const figures = figuresOf(many(4, [0]), 0, 0)
    expect(figures.visitors).toBeNull()
    expect(figures.pagesPerVisitor).toBeNull()
    expect(figures.days).toEqual([{ day: dayAt(0), visitors: null, returning: null }])
  })

  test('TR-09 a few who came back are told neither by themselves nor by subtraction', () => {
    // Two of forty came back on the second day: 38 + 2.
    const people = [...many(2, [0, 1]), ...many(38, [1]), ...many(20, [0])]
    const { returning, days } = figuresOf(people, 0, 1)
    expect(days.map((day) => day.returning)).toEqual(['hidden', 'hidden'])
    expect(returning).toBe('hidden')
  })

  const crowds = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1 }),
    ),
    { maxLength: 8 },
  )
  const shown = (count: Count): number | undefined =>
    typeof count === 'number' ? count : undefined
  const minus = (one: Count, other: Count) => (shown(one) ?? Number.NaN) - (shown(other) ?? 0 / 0)
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  /** Every number that a reader sees or can subtract to; NaN where a part of it is withheld. */
  function listKnown({ visitors, returning, days }: ReturnType<typeof figuresOf>): number[] {
    const fresh = days.map((day) => minus(day.visitors, day.returning))
    return [
      ...[visitors, returning, ...days.flatMap((day) => [day.visitors, day.returning])].map(
        (count) => minus(count, 0),
      ),
      ...[minus(visitors, returning), ...fresh],
      ...days.map((day) => minus(visitors, day.visitors)),
      // What the shown total leaves for the days that are withheld.
      minus(visitors, returning) - total(fresh.filter((count) => !Number.isNaN(count))),
    ]
  }
  test('TR-09 no count under five is shown, nor the difference of two that are', () => {
    fc.assert(
      fc.property(crowds, (crowd) => {
        const people = crowd.flatMap(([count, days]) => many(count, days))
        const figures = figuresOf(people, 1, 3)
        expect(listKnown(figures).filter(isSmall)).toEqual([])
        const visitors = shown(figures.visitors)
        expect([undefined, differentOf(people, 1, 3)]).toContain(visitors)
        const withheld = figures.days.filter((day) => shown(day.returning) === undefined)
        if (shown(figures.returning) !== undefined) expect(withheld).not.toHaveLength(1)
      }),
      { numRuns: 2000 },
    )
  })
})
