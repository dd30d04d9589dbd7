import { addDays, dayOf } from './day.ts'

/** When the school works: Monday to Friday, but for its holidays, and on days that were moved. */
export interface WorkingCalendar {
  /** IANA name, `Asia/Almaty`. */
  readonly timeZone: string
  /** Days off besides Saturdays and Sundays, `YYYY-MM-DD`. */
  readonly holidays: readonly string[]
  /** Saturdays and Sundays on which it works, since a day off was moved (Labour Code, Art. 85); `YYYY-MM-DD`. */
  readonly workingDays: readonly string[]
}

const SATURDAY = 6
const SUNDAY = 0

/** Whether the school works on a day, `YYYY-MM-DD`. */
export function isWorkingDay(day: string, { holidays, workingDays }: WorkingCalendar): boolean {
  if (workingDays.includes(day)) return true
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== SATURDAY && weekday !== SUNDAY && !holidays.includes(day)
}

/**
 * The day on which a term of `workingDays` working days ends that began at an instant. The day of the beginning is not
 * counted: what comes in on Friday and has one working day is due on Monday.
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
