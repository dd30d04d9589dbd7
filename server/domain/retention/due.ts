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
  { term }: Pick<RetentionRule, 'term'>,
  { nowMs, site }: { readonly nowMs: number; readonly site: Pick<SiteConfig, 'timeZone'> },
): Due {
  const today = dayOf(nowMs, site.timeZone)
  const always = { nowMs, fromDay: '0000-01-01', smallest: SMALLEST_SHOWN }
  if (term.unit === 'as_long_as') return { ...always, beforeDay: today, beforeMs: nowMs }
  if (term.unit === 'hours')
    return { ...always, beforeDay: today, beforeMs: nowMs - term.length * HOUR_MS }
  return {
    ...always,
    beforeDay: firstKeptDay(today, term.length),
    beforeMs: nowMs - term.length * DAY_MS,
  }
}
