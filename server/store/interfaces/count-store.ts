import type { DailyCount } from './daily-count.ts'
import type { VisitBudget } from './visit-store.ts'

/** How many values of a dimension are kept separate, so that no period can fill the memory. */
export interface Listing {
  /** Maximum values of each measure and dimension; the smallest beyond it are summed up. */
  readonly atMost: number
  /** The value under which they are summed up. */
  readonly other: string
}

/** Counts by day. */
export interface CountStore {
  /** @param budget default: none; every value is counted separately. */
  addCounts(counts: readonly DailyCount[], budget?: VisitBudget): Promise<void>
  /**
   * Returns counts of the days from `fromDay` to `toDay`, inclusive, in no order: separate by day for `all` and `days_ago`,
   * else summed over the days for each value under the day `fromDay`. Reads some thousand rows at a time and yields to others
   * in between.
   *
   * @param listing default: every value is kept separate.
   */
  readCounts(fromDay: string, toDay: string, listing?: Listing): Promise<readonly DailyCount[]>
}
