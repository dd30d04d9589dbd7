import type { limits } from '../../contract/index.ts'
import type { Period } from '../parts/value/format.ts'

const DAY_MS = 86_400_000
/** Maximum days of one request. */
export const MAX_DAYS: typeof limits.statisticsDays = 762

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Returns the last `count` days, including today. */
export const lastDays = (count: number, today: string): Period => ({
  from: toDay(Date.parse(today) - (count - 1) * DAY_MS),
  to: today,
})

/** Returns the problem of a typed period, if any. */
export function findPeriodProblem(period: Period): 'missing' | 'reversed' | 'long' | undefined {
  const days = countDays(period)
  if (Number.isNaN(days)) return 'missing'
  if (days < 1) return 'reversed'
  return days > MAX_DAYS ? 'long' : undefined
}

/** Days before today that can be chosen with one click; the first that is shown is the usual one. */
export const CHOICES = [7, 28, 90, 365] as const
/** Period without a choice: four whole weeks, so that every weekday counts equally often. */
export const USUAL_DAYS: (typeof CHOICES)[number] = 28

/** Number of the last days, or `custom` for a period by its first and last day. */
export type Chosen = (typeof CHOICES)[number] | 'custom'

/**
 * Reads the period from an address: `?days=7`, or `?from=2026-11-01&to=2026-11-30`. What is not a period is ignored, since
 * people edit addresses.
 */
export function readPeriod(
  query: URLSearchParams,
  today: string,
): { readonly chosen: Chosen; readonly period: Period } {
  const custom = { from: query.get('from') ?? '', to: query.get('to') ?? '' }
  if (isDay(custom.from) && isDay(custom.to) && !findPeriodProblem(custom))
    return { chosen: 'custom', period: custom }
  const chosen = CHOICES.find((days) => String(days) === query.get('days')) ?? USUAL_DAYS
  return { chosen, period: lastDays(chosen, today) }
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  toDay(Date.parse(text)) === text

/** Returns the number of days of a period; `NaN` where one of them is no day. */
export const countDays = ({ from, to }: Period): number =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS + 1

/** Returns the period of the same length that ends the day before. */
export function periodBefore(period: Period): Period {
  const firstMs = Date.parse(period.from)
  return {
    from: toDay(firstMs - countDays(period) * DAY_MS),
    to: toDay(firstMs - DAY_MS),
  }
}
