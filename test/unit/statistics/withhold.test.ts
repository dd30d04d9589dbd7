import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Breakdown } from '../../../server/domain/statistics/withhold.ts'
import { withholdBreakdown, withholdTable } from '../../../server/domain/statistics/withhold.ts'

/** Every list of `length` numbers, each at least `lowest`, that add up to at most `highest`. */
function* lists(length: number, lowest: number, highest: number): Generator<number[]> {
  if (length === 0) return yield []
  for (let first = lowest; first <= highest; first++) {
    for (const rest of lists(length - 1, lowest, highest - first)) yield [first, ...rest]
  }
}

function groupBy<T, K>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}

const sum = (cells: readonly number[]) => cells.reduce((all, cell) => all + cell, 0)
const cellsOf = ({
  fixed,
  listed,
}: {
  fixed: readonly unknown[][]
  listed: readonly unknown[][]
}) => [...fixed, ...listed].flat()

/**
 * A reader who knows the rule and has all the time in the world: of all the figures there could be, finds those that
 * would have been shown in just this way. A withheld count that is the same in all of them is not withheld.
 */
function derivable(worlds: Iterable<Breakdown>): string[] {
  const byAnswer = new Map<string, Set<number>[]>()
  for (const world of worlds) {
    const answer = JSON.stringify(withholdBreakdown(world))
    const seen = byAnswer.get(answer) ?? []
    const values = [world.total, ...(cellsOf(world as never) as number[])]
    values.forEach((value, index) => {
      seen[index] ??= new Set()
      seen[index].add(value)
    })
    byAnswer.set(answer, seen)
  }
  return [...byAnswer].flatMap(([answer, seen]) => {
    const shown = JSON.parse(answer)
    const counts = [shown.total, ...cellsOf(shown)]
    return counts.flatMap((count: unknown, index: number) =>
      typeof count !== 'number' && (seen[index]?.size ?? 0) < 2 ? [`${answer} cell ${index}`] : [],
    )
  })
}

function* oneGroup(length: number, highest: number): Generator<Breakdown> {
  for (const cells of lists(length, 0, highest)) {
    yield { total: sum(cells), fixed: [cells], listed: [] }
  }
}

function* twoGroups(first: number, second: number, highest: number): Generator<Breakdown> {
  const bySum = groupBy(lists(second, 0, highest), sum)
  for (const cells of lists(first, 0, highest)) {
    for (const others of bySum.get(sum(cells)) ?? []) {
      yield { total: sum(cells), fixed: [cells, others], listed: [] }
    }
  }
}

function* listedGroup(longest: number, highest: number): Generator<Breakdown> {
  for (let length = 0; length <= longest; length++) {
    for (const cells of lists(length, 1, highest)) {
      for (let total = sum(cells); total <= highest; total++) {
        yield { total, fixed: [], listed: [cells] }
      }
    }
  }
}

describe('TR-09 a reader who knows the rule computes no withheld count', () => {
  test.each([1, 2, 3, 4])('of %i days', (length) => {
    expect(derivable(oneGroup(length, 30))).toEqual([])
  })

  test('of five days, the fewest for which a total may stand over small days only', () => {
    expect(derivable(oneGroup(5, 24))).toEqual([])
  })

  test('of days and languages under one total', () => {
    expect(derivable(twoGroups(2, 3, 18))).toEqual([])
    expect(derivable(twoGroups(3, 2, 18))).toEqual([])
  })

  test('of a list of up to four pages, where some visits may have none', () => {
    expect(derivable(listedGroup(4, 24))).toEqual([])
  })
})

describe('TR-09 whatever the figures', () => {
  const cells = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.nat(5_000)), { maxLength: 40 })

  test('no count from 1 to 4 is shown, and what is shown is right', () => {
    fc.assert(
      fc.property(cells, (days) => {
        const listed = days.filter((count) => count > 0)
        const shown = withholdBreakdown({ total: sum(days), fixed: [days], listed: [listed] })
        for (const [index, count] of (shown.fixed[0] ?? []).entries()) {
          if (typeof count !== 'number') continue
          expect(count).toBe(days[index])
          expect(count > 0 && count < 5).toBe(false)
        }
        if (typeof shown.total === 'number') expect(shown.total).toBe(sum(days))
        expect(shown.listed[0]?.some((count) => [1, 2, 3, 4].includes(Number(count ?? 0)))).toBe(
          false,
        )
      }),
    )
  })

  test('what is withheld of a group under a shown total has at least two ways to add up', () => {
    fc.assert(
      fc.property(cells, (days) => {
        const shown = withholdBreakdown({ total: sum(days), fixed: [days], listed: [] })
        const withheld = days.filter((_, index) => typeof shown.fixed[0]?.[index] !== 'number')
        if (typeof shown.total !== 'number' || withheld.length === 0) return
        const isForced = sum(withheld) === withheld.length || sum(withheld) === 4 * withheld.length
        expect(withheld.length).toBeGreaterThan(1)
        expect(new Set(withheld).size > 1 || !isForced).toBe(true)
      }),
    )
  })

  test('figures of equal size are treated alike, so that their place tells nothing', () => {
    fc.assert(
      fc.property(cells, (days) => {
        const shown =
          withholdBreakdown({ total: sum(days), fixed: [days], listed: [] }).fixed[0] ?? []
        const bySize = groupBy(days.keys(), (index) => days[index])
        for (const indexes of bySize.values()) {
          expect(new Set(indexes.map((index) => shown[index])).size).toBe(1)
        }
      }),
    )
  })
})

test.each([
  { title: 'nothing small', cells: [0, 5, 12], wanted: { total: 17, cells: [0, 5, 12] } },
  { title: 'two small ones', cells: [2, 3, 12], wanted: { total: 17, cells: [null, null, 12] } },
  {
    title: 'one small one, with zeros',
    cells: [0, 3, 12],
    wanted: { total: 15, cells: [null, null, 12] },
  },
  {
    title: 'one small one, without',
    cells: [40, 3, 300],
    wanted: { total: 343, cells: ['hidden', 'hidden', 300] },
  },
  {
    title: 'ones only',
    cells: [1, 1, 9],
    wanted: { total: 11, cells: ['hidden', 'hidden', 'hidden'] },
  },
  { title: 'a small total', cells: [0, 4, 0], wanted: { total: null, cells: [null, null, null] } },
  {
    title: 'a total of two small ones',
    cells: [4, 4],
    wanted: { total: 'hidden', cells: ['hidden', 'hidden'] },
  },
])('withholds as little as it can: $title', ({ cells, wanted }) => {
  const shown = withholdBreakdown({ total: sum(cells), fixed: [cells], listed: [] })
  expect({ total: shown.total, cells: shown.fixed[0] }).toEqual(wanted)
})

test('shows a table as a whole or not at all', () => {
  expect(withholdTable([0, 7, 20], [27])).toEqual([0, 7, 20])
  expect(withholdTable([3, 7, 20], [30])).toEqual(['hidden', 'hidden', 'hidden'])
  expect(withholdTable([6, 7], [null])).toEqual(['hidden', 'hidden'])
})
