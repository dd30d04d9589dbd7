/**
 * What is counted. Choices are `consent`, `refusal`, `withdrawal`; `renewal`, the same granted again; `change`, something
 * else granted instead. `visit` is a page view, `joined_visit` one whose visitor lets them be joined, `visitor` such a
 * visitor's first of a day.
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

/** Breakdown of a count; `all` has the value ''. */
export type Dimension =
  | 'all'
  | 'purpose'
  | 'language'
  | 'policy_version'
  | 'extent'
  | 'signal'
  | 'data_kind'
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

/** A count of one day. Contains no id, so no two counts can be traced to one visitor (TR-03). */
export interface DailyCount {
  /** Day in the site's time zone, `YYYY-MM-DD`. */
  readonly day: string
  readonly measure: Measure
  readonly dimension: Dimension
  readonly value: string
  readonly count: number
}
