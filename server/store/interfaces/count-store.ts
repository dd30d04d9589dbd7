import type { DailyCount } from './daily-count.ts'
import type { VisitBudget } from './visit-store.ts'

/** How many values of a dimension a reader keeps apart, so that no period can fill the memory. */
export interface Listing {
  /** At most so many values of each measure and dimension; the smallest of more are added up. */
  readonly atMost: number
  /** Value under which they are added up. */
  readonly other: string
}

/** Counts by day. */
export interface CountStore {
  /** @param budget default: none, every value is counted by itself. */
  addCounts(counts: readonly DailyCount[], budget?: VisitBudget): Promise<void>
  /**
   * Counts of the days from `fromDay` to `toDay`, both included, in no order: kept apart by day for `all` and `days_ago`, else summed over
   * the days for each value and given the day `fromDay`. Reads some thousand rows at a time; others get their turn between.
   *
   * @param listing default: every value is kept apart.
   */
  readCounts(fromDay: string, toDay: string, listing?: Listing): Promise<readonly DailyCount[]>
}
