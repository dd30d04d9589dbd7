import type { Choice } from './choice.ts'

/** The day in UTC, `YYYY-MM-DD`, some days of 86,400 seconds later. */
export const toDay = (timeMs: number, daysLater = 0): string =>
  new Date(timeMs + daysLater * 86_400_000).toISOString().slice(0, 10)

/** Last day on which a choice holds. */
export const lastDay = (choice: Choice, choiceDays: number): string =>
  choice.kind === 'granted' ? choice.expiresOn : toDay(Date.parse(choice.day), choiceDays)
