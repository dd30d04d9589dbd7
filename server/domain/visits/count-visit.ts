import type { SiteConfig } from '../../config/site/site-config.ts'
import type { CountedPage } from '../../contract/index.ts'
import type { DailyCount, Dimension, FirstVisit, Measure } from '../../store/store.ts'
import type { VisitPlace } from './locate-visits.ts'

/** The facts of a user agent that are counted. */
interface CountedBrowser {
  readonly browser: string
  readonly os: string
  readonly device: string
}

/** The facts that a visit is counted by besides its page, each present only where its data kind is granted. */
export interface CountedFacts {
  readonly browser?: CountedBrowser | undefined
  /** Hour of the day in the site's time zone, 0 to 23. */
  readonly hour?: number | undefined
  readonly durationMs?: number | null | undefined
  readonly place?: VisitPlace | undefined
  /** Whether the visit may be joined to others of its consent. */
  readonly mayBeJoined?: boolean
}

/** Value of `days_ago` for a visitor who was absent on the days looked back to. */
export const NEW_VISITOR = 'new'

const countOn =
  (day: string) =>
  (measure: Measure, dimension: Dimension, value: string): DailyCount => ({
    ...{ day, measure, dimension, value },
    count: 1,
  })

/** Returns the counts that one page view adds to its day. They contain no id (TR-03). */
export function countVisit(
  page: CountedPage,
  { browser, hour, durationMs, place, mayBeJoined }: CountedFacts,
  day: string,
): readonly DailyCount[] {
  const count = countOn(day)
  const counts = [count('visit', 'all', ''), count('visit', 'page', page.path)]
  if (page.referrerHost) counts.push(count('visit', 'referrer', page.referrerHost))
  if (browser)
    counts.push(
      count('visit', 'browser', browser.browser),
      count('visit', 'os', browser.os),
      count('visit', 'device', browser.device),
    )
  if (hour !== undefined) counts.push(count('visit', 'hour', String(hour)))
  if (typeof durationMs === 'number')
    counts.push(count('visit', 'duration', durationValueOf(durationMs)))
  if (place) {
    counts.push(count('visit', 'country', place.country))
    if (place.isOwnNetwork !== undefined)
      counts.push(count('visit', 'network', place.isOwnNetwork ? 'own' : 'other'))
  }
  if (mayBeJoined) counts.push(count('joined_visit', 'all', ''))
  return counts
}

/** The minimum seconds of each duration step. */
export const DURATION_STEPS_SECONDS = [0, 10, 30, 60, 180, 600] as const

/** Returns the duration step of a visit, by its minimum seconds. */
const durationValueOf = (durationMs: number): string =>
  String(DURATION_STEPS_SECONDS.findLast((seconds) => durationMs >= seconds * 1000) ?? 0)

/** Returns the counts for a visit that turns out longer than known: it moves to another step. */
export function countLonger(
  day: string,
  durationMs: number,
  beforeMs: number | null,
): readonly DailyCount[] {
  const value = durationValueOf(durationMs)
  const before = beforeMs === null ? undefined : durationValueOf(beforeMs)
  if (value === before || (beforeMs !== null && beforeMs > durationMs)) return []
  const added = countOn(day)('visit', 'duration', value)
  return before === undefined ? [added] : [added, { ...added, value: before, count: -1 }]
}

/** Returns the counts of a page viewed without consent (TR-11); nothing else is stored of it. */
export const countPage = (page: CountedPage, day: string): readonly DailyCount[] =>
  countVisit(page, {}, day)

/**
 * Returns the counts of a visitor's first page view of a day, where their visits may be joined. The number of days since
 * their last visit gives the different visitors of any period: those whose last visit was before it began. So no list of
 * visitors is kept.
 */
export const firstVisitOf = (day: string, { visits }: Pick<SiteConfig, 'visits'>): FirstVisit => ({
  lookBackDays: visits.rawDays,
  count(daysAgo) {
    const count = countOn(day)
    const value = daysAgo === null ? NEW_VISITOR : String(daysAgo)
    return [count('visitor', 'all', ''), count('visitor', 'days_ago', value)]
  },
})
