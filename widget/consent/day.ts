import type { Choice } from './choice.ts'

const DAY_MS = 86_400_000

/** The day in UTC, `YYYY-MM-DD`, some days later. */
export const toDay = (timeMs: number, daysLater = 0): string =>
  new Date(timeMs + daysLater * DAY_MS).toISOString().slice(0, 10)

/** Last day on which a choice holds. */
export const lastDay = (choice: Choice, choiceDays: number): string =>
  choice.kind === 'granted' ? choice.expiresOn : toDay(Date.parse(choice.day), choiceDays)
