import { and, eq } from 'drizzle-orm'
import { value } from '../queries.ts'
import { visitStretches } from '../schema/visits.ts'

/** The upper 28 bits of a UUIDv7's 48 bits of time, in milliseconds. */
const DIGITS = 7

/** Returns the stretch that contains a visit. */
export const stretchOf = (visitId: string): string => visitId.slice(0, DIGITS)

/** The stretches of one consent on one day. */
export const isOfConsentOnDay = and(
  eq(visitStretches.day, value('day')),
  eq(visitStretches.consentId, value('consentId')),
)

const DAY_MS = 86_400_000

/** Returns the days from the last to the first, inclusive, newest first. */
export const daysFrom = (fromDay: string, toDay: string): string[] => {
  const last = Date.parse(toDay)
  const count = Math.max(0, (last - Date.parse(fromDay)) / DAY_MS + 1)
  return Array.from({ length: count }, (_, back) =>
    new Date(last - back * DAY_MS).toISOString().slice(0, 10),
  )
}

/** Returns the `count` days before a day, newest first. */
export const daysBefore = (day: string, count: number): string[] =>
  Array.from({ length: count }, (_, back) =>
    new Date(Date.parse(day) - (back + 1) * DAY_MS).toISOString().slice(0, 10),
  )

/** Returns the day after a day. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)

/** Caches the last result: it is the same for all visits of a day. */
function rememberDayBefore(): (day: string) => string {
  let asked = ''
  let before = ''
  return (day) => {
    if (day !== asked) {
      asked = day
      before = daysBefore(day, 1)[0] ?? ''
    }
    return before
  }
}
/** Returns the day before a day. */
export const dayBefore = rememberDayBefore()
