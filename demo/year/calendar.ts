const DAY_MS = 86_400_000
/** The school's clock: Asia/Almaty is UTC+5 all year. */
const ZONE_MS = 5 * 3_600_000

/** The days of a school's year, each as the milliseconds since 1970 UTC at which it begins in Almaty. */
export function daysBefore(endMs: number, count: number): number[] {
  const today = Math.floor((endMs + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS
  return Array.from({ length: count }, (_, index) => today - (count - 1 - index) * DAY_MS)
}

/** Returns how busy the site is on a day: about 1 on a school day, more when children are enrolled, little in the holidays. */
export function busyness(dayMs: number): number {
  const local = new Date(dayMs + ZONE_MS)
  const month = local.getUTCMonth()
  const isWeekend = local.getUTCDay() % 6 === 0
  const season = [0.9, 1, 1.1, 1.3, 1.2, 0.6, 0.5, 1.6, 1.5, 1.1, 1, 0.8][month] ?? 1
  return season * (isWeekend ? 0.45 : 1)
}

/** Returns a moment of a day when people are awake, mostly in the evening. @param chance from 0 to 1. */
export const momentOf = (dayMs: number, chance: number): number =>
  dayMs + Math.floor((7 + 16 * Math.sqrt(chance)) * 3_600_000)
