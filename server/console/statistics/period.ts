import type { limits } from '../../contract/index.ts'
import type { Period } from '../parts/value/format.ts'

const DAY_MS = 86_400_000
/** Maximum days of one request. */
export const MAX_DAYS: typeof limits.statisticsDays = 762

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/**
 * Returns the calendar day at the site, which all statistics use wherever the reader is.
 *
 * @param timeZone IANA name, `Asia/Almaty`.
 */
export const siteDay = (nowMs: number, timeZone: string): string =>
  // The Swedish locale formats days as ISO 8601 does.
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(nowMs)

/** Returns the last `count` days, including today. */
export const lastDays = (count: number, today: string): Period => ({
  from: toDay(Date.parse(today) - (count - 1) * DAY_MS),
  to: today,
})

/** Returns the problem of a typed period, if any. */
export function findPeriodProblem({
  from,
  to,
}: Period): 'missing' | 'reversed' | 'long' | undefined {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  if (Number.isNaN(days)) return 'missing'
  if (days < 1) return 'reversed'
  return days > MAX_DAYS ? 'long' : undefined
}
