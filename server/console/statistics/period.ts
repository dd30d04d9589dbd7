import type { limits } from '../../contract/index.ts'

const DAY_MS = 86_400_000
/** Days that one request may cover. */
export const MAX_DAYS: typeof limits.statisticsDays = 762

/** First and last day, both included, `YYYY-MM-DD`. */
export interface Period {
  readonly from: string
  readonly to: string
}

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/**
 * The calendar day at the site, by whose days everything is counted, wherever the reader is.
 *
 * @param timeZone IANA name, `Asia/Almaty`.
 */
export const siteDay = (nowMs: number, timeZone: string): string =>
  // Sweden writes days as ISO 8601 does.
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(nowMs)

/** The last `count` days, today included. */
export const lastDays = (count: number, today: string): Period => ({
  from: toDay(Date.parse(today) - (count - 1) * DAY_MS),
  to: today,
})

/** What is wrong with a period as typed in, if anything. */
export function findPeriodProblem({
  from,
  to,
}: Period): 'missing' | 'reversed' | 'long' | undefined {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  if (Number.isNaN(days)) return 'missing'
  if (days < 1) return 'reversed'
  return days > MAX_DAYS ? 'long' : undefined
}
