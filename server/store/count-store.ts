/** What happened to be counted. `choice` figures are `consent`, `refusal`, `withdrawal`; `visit` is a page view. */
export type Measure = 'consent' | 'refusal' | 'withdrawal' | 'visit'

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

/** A count of one day. Holds no id, so no two counts can be led back to one visitor (TR-03). */
export interface DailyCount {
  /** Day in the site's time zone, `YYYY-MM-DD`. */
  readonly day: string
  readonly measure: Measure
  readonly dimension: Dimension
  readonly value: string
  readonly count: number
}

/** Counts by day. */
export interface CountStore {
  addCounts(counts: readonly DailyCount[]): Promise<void>
  /**
   * Counts of the days from `fromDay` to `toDay`, both included, in no order: kept apart by day for `all`, else summed over
   * the days for each value and given the day `fromDay`.
   */
  readCounts(fromDay: string, toDay: string): Promise<readonly DailyCount[]>
}
