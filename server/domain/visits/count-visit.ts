import type { SiteConfig } from '../../config/site/site-config.ts'
import type { CountedPage } from '../../contract/index.ts'
import type { DailyCount, Dimension, FirstVisit, Measure } from '../../store/store.ts'
import type { VisitPlace } from './locate-visits.ts'

/** What a user agent says of itself, as far as it is counted. */
interface CountedBrowser {
  readonly browser: string
  readonly os: string
  readonly device: string
}

/** What a visit is counted by besides its page: each only where its data kind is granted. */
export interface CountedFacts {
  readonly browser?: CountedBrowser | undefined
  /** Hour of the day in the site's time zone, 0 to 23. */
  readonly hour?: number | undefined
  readonly durationMs?: number | null | undefined
  readonly place?: VisitPlace | undefined
  /** Whether the visit may be joined to others of its consent. */
  readonly mayBeJoined?: boolean
}

/** The value of `days_ago` for a visitor who was not there on the days that are looked back to. */
export const NEW_VISITOR = 'new'

const countOn =
  (day: string) =>
  (measure: Measure, dimension: Dimension, value: string): DailyCount => ({
    ...{ day, measure, dimension, value },
    count: 1,
  })

/** What one page view adds to the figures of its day. No id goes in, so none comes out (TR-03). */
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

/** The least seconds of each step in which time on a page is counted. */
export const DURATION_STEPS_SECONDS = [0, 10, 30, 60, 180, 600] as const

/** The step that a time on a page is counted under: its least seconds. */
const durationValueOf = (durationMs: number): string =>
  String(DURATION_STEPS_SECONDS.findLast((seconds) => durationMs >= seconds * 1000) ?? 0)

/** What it adds that a visit was longer than it was known to be: it is counted under another step. */
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

/** Counts of a page that was seen without consent (TR-11): there is nothing else to be kept. */
export const countPage = (page: CountedPage, day: string): readonly DailyCount[] =>
  countVisit(page, {}, day)

/**
 * What a visitor's first page view of a day adds, where their visits may be joined. How many days ago they were last there says of
 * any period how many different visitors it had: those who were last there before it began. So no list of them is kept.
 */
export const firstVisitOf = (day: string, { visits }: Pick<SiteConfig, 'visits'>): FirstVisit => ({
  lookBackDays: visits.rawDays,
  count(daysAgo) {
    const count = countOn(day)
    const value = daysAgo === null ? NEW_VISITOR : String(daysAgo)
    return [count('visitor', 'all', ''), count('visitor', 'days_ago', value)]
  },
})
