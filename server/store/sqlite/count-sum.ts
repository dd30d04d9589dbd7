import type { DailyCount } from '../store.ts'

/** Counts of many writes, added up before they are stored, so that a popular page is one row written and not a hundred. */
export interface CountSum {
  add(counts: readonly DailyCount[]): void
  totals(): Iterable<DailyCount>
}

export function createCountSum(): CountSum {
  const sums = new Map<string, { entry: DailyCount; count: number }>()

  function addOne(entry: DailyCount) {
    const key = `${entry.day} ${entry.measure} ${entry.dimension} ${entry.value}`
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { entry, count: entry.count })
    else sum.count += entry.count
  }

  return {
    add: (counts) => counts.forEach(addOne),
    *totals() {
      for (const { entry, count } of sums.values()) yield { ...entry, count }
    },
  }
}
