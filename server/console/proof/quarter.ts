import type { Period } from '../parts/value/format.ts'
import { siteDay } from '../parts/value/site-time.ts'

const MONTHS = 3

/** Returns the last whole quarter before an instant, in a time zone: what an inspector asks for. */
export function lastQuarter(nowMs: number, timeZone: string): Period {
  const today = siteDay(nowMs, timeZone)
  const [year = 0, month = 1] = today.split('-').map(Number)
  const first = Math.floor((month - 1) / MONTHS) * MONTHS
  const dayOf = (monthIndex: number, day: number) =>
    new Date(Date.UTC(year, monthIndex, day)).toISOString().slice(0, 10)
  // Day 0 is the last of the month before.
  return { from: dayOf(first - MONTHS, 1), to: dayOf(first, 0) }
}
