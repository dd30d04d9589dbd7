import type { DailyCount, Dimension, Measure } from '../../store/store.ts'

/** Returns the counts of one measure and dimension by value or, for `all`, by day. */
export function countsBy(
  counts: readonly DailyCount[],
  measure: Measure,
  dimension: Dimension,
): Map<string, number> {
  const found = new Map<string, number>()
  for (const count of counts) {
    if (count.measure !== measure || count.dimension !== dimension) continue
    const key = dimension === 'all' ? count.day : count.value
    found.set(key, (found.get(key) ?? 0) + count.count)
  }
  return found
}

/** Returns the sum of a measure's counts. */
export const sumOf = (counts: readonly DailyCount[], measure: Measure): number =>
  [...countsBy(counts, measure, 'all').values()].reduce((sum, count) => sum + count, 0)

/** Returns the rows that are always listed, then those that only old counts have. */
export const rowsOf = (
  counts: readonly DailyCount[],
  dimension: Dimension,
  known: readonly string[],
): string[] => [
  ...new Set([
    ...known,
    ...countsBy(counts, 'consent', dimension).keys(),
    ...countsBy(counts, 'refusal', dimension).keys(),
  ]),
]
