import { addDays, dayOf } from './day.ts'

/** The school's working days: Monday to Friday except holidays, plus weekend days that it works instead. */
export interface WorkingCalendar {
  /** IANA name, `Asia/Almaty`. */
  readonly timeZone: string
  /** Days off besides Saturdays and Sundays, `YYYY-MM-DD`. */
  readonly holidays: readonly string[]
  /** Saturdays and Sundays on which the school works because a day off was moved (Labour Code, Art. 85); `YYYY-MM-DD`. */
  readonly workingDays: readonly string[]
}

const SATURDAY = 6
const SUNDAY = 0

/** Returns whether the school works on a day, `YYYY-MM-DD`. */
export function isWorkingDay(day: string, { holidays, workingDays }: WorkingCalendar): boolean {
  if (workingDays.includes(day)) return true
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== SATURDAY && weekday !== SUNDAY && !holidays.includes(day)
}

/**
 * Returns the due day of a period of working days. The day on which the period begins does not count: what arrives on Friday
 * with one working day is due on Monday.
 *
 * @param fromMs milliseconds since 1970 UTC.
 * @param workingDays at least 1.
 * @returns `YYYY-MM-DD` in the calendar's time zone.
 */
export function dueOn(fromMs: number, workingDays: number, calendar: WorkingCalendar): string {
  let day = dayOf(fromMs, calendar.timeZone)
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return day
}

/** Days that are counted one by one; what is further away is as good as any other number. */
const COUNTED_DAYS = 1000

/**
 * Returns the number of working days from `today` until `day`: 0 is today, or a day before the next working day; negative,
 * how many working days ago it passed. Counts a thousand calendar days at most.
 */
export function countWorkingDays(today: string, day: string, calendar: WorkingCalendar): number {
  const [from, to, sign] = day < today ? [day, today, -1] : [today, day, 1]
  let count = 0
  let at = from
  for (let left = COUNTED_DAYS; at < to && left > 0; left -= 1) {
    at = addDays(at, 1)
    if (isWorkingDay(at, calendar)) count += 1
  }
  return count === 0 ? 0 : count * sign
}
