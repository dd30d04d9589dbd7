import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Due } from '../../store/store.ts'
import { addDays, DAY_MS, dayOf } from '../calendar/day.ts'
import { SMALLEST_SHOWN } from '../statistics/withhold.ts'
import type { RetentionRule } from './schedule.ts'

const HOUR_MS = 3_600_000

/**
 * Returns the first day that may still be kept for `days` days. A day counts in full from its first hour, so nothing is kept
 * longer than the visitor was told, and evening data some hours less.
 */
const firstKeptDay = (today: string, days: number) => addDays(today, 1 - days)

/**
 * Returns the time from which data of a class are due. Where a retention period depends on other data, they are due once
 * those are gone.
 */
export function findDue(
  { period }: Pick<RetentionRule, 'period'>,
  { nowMs, site }: { readonly nowMs: number; readonly site: Pick<SiteConfig, 'timeZone'> },
): Due {
  const today = dayOf(nowMs, site.timeZone)
  const always = { nowMs, fromDay: '0000-01-01', smallest: SMALLEST_SHOWN }
  if (period.unit === 'as_long_as') return { ...always, beforeDay: today, beforeMs: nowMs }
  if (period.unit === 'hours')
    return { ...always, beforeDay: today, beforeMs: nowMs - period.length * HOUR_MS }
  return {
    ...always,
    beforeDay: firstKeptDay(today, period.length),
    beforeMs: nowMs - period.length * DAY_MS,
  }
}
