import { addDays, dayOf, dayStartMs } from '../../server/domain/calendar/day.ts'

/** A day of the school's time zone. */
export interface Day {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** When it begins, milliseconds since 1970 UTC. */
  readonly startMs: number
}

/** Returns the last days up to a moment, its own included, oldest first. */
export function daysBefore(endMs: number, count: number, timeZone: string): Day[] {
  const today = dayOf(endMs, timeZone)
  return Array.from({ length: count }, (_, index) => {
    const date = addDays(today, index + 1 - count)
    return { date, startMs: dayStartMs(date, timeZone) }
  })
}

/** Returns the month of a day, 0 for January, and its day of the week, 0 for Sunday. */
export function readDate({ date }: Day): { readonly month: number; readonly weekday: number } {
  const utc = new Date(date)
  return { month: utc.getUTCMonth(), weekday: utc.getUTCDay() }
}

/** How busy each month is, January first: more when children are enrolled, little in the holidays. */
const seasons = [0.9, 1, 1.1, 1.3, 1.2, 0.6, 0.5, 1.6, 1.5, 1.1, 1, 0.8]

/** Returns how busy the site is on a day: about 1 on a school day. */
export function busyness(day: Day): number {
  const { month, weekday } = readDate(day)
  return (seasons[month] ?? 1) * (weekday % 6 === 0 ? 0.45 : 1)
}

/** Returns a moment of a day when people are awake, mostly in the evening. @param chance from 0 to 1. */
export const momentOf = ({ startMs }: Day, chance: number): number =>
  startMs + Math.floor((7 + 16 * Math.sqrt(chance)) * 3_600_000)
