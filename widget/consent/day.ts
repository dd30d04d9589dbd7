import type { Choice } from './choice.ts'

/** An instant, or a day. */
export type Time = Date | number | string

/**
 * Returns the day in UTC, `YYYY-MM-DD`, plus a number of days of 86,400 seconds. Date libraries may replace `toISOString` by
 * one that adds quotes, and `Date.parse` by one that does not return a number.
 */
export const toDay = (time: Time, daysLater = 0): string =>
  (/\d.{9}/.exec(new Date(+new Date(time) + daysLater * 86_400_000).toISOString()) as [string])[0]

/** Returns the last day on which a choice is valid. */
export const lastDay = (choice: Choice, choiceDays: number): string =>
  choice.kind === 'granted' ? choice.expiresOn : toDay(choice.day, choiceDays)
