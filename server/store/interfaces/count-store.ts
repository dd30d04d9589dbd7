import type { VisitBudget } from './visit-store.ts'

/**
 * What happened to be counted. Choices are `consent`, `refusal`, `withdrawal`; `renewal`, the same granted again; `change`, something
 * else granted in its place. `visit` is a page view, `joined_visit` one
 * whose visitor lets them be joined, `visitor` such a visitor's first of a day.
 */
export type Measure =
  | 'consent'
  | 'refusal'
  | 'withdrawal'
  | 'renewal'
  | 'change'
  | 'visit'
  | 'joined_visit'
  | 'visitor'

/** What a count is broken down by; `all` has the value ''. */
export type Dimension =
  | 'all'
  | 'purpose'
  | 'language'
  | 'policy_version'
  | 'page'
  | 'referrer'
  | 'browser'
  | 'os'
  | 'device'
  | 'hour'
  | 'duration'
  | 'country'
  | 'network'
  | 'days_ago'

/** A count of one day. Holds no id, so no two counts can be led back to one visitor (TR-03). */
export interface DailyCount {
  /** Day in the site's time zone, `YYYY-MM-DD`. */
  readonly day: string
  readonly measure: Measure
  readonly dimension: Dimension
  readonly value: string
  readonly count: number
}

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
