import type { Choice } from './choice.ts'

/** A moment, or a day. */
export type Time = Date | number | string

/**
 * The day in UTC, `YYYY-MM-DD`, some days of 86,400 seconds later. What date libraries put in the place of `toISOString` may
 * stand in quotes, and their `Date.parse` answers no number.
 */
export const toDay = (time: Time, daysLater = 0): string =>
  (/\d.{9}/.exec(new Date(+new Date(time) + daysLater * 86_400_000).toISOString()) as [string])[0]

/** Last day on which a choice holds. */
export const lastDay = (choice: Choice, choiceDays: number): string =>
  choice.kind === 'granted' ? choice.expiresOn : toDay(choice.day, choiceDays)
