/** A day in milliseconds. UTC knows no other length. */
export const DAY_MS = 86_400_000

/** The day in UTC, `YYYY-MM-DD`, some days later. */
export const toDay = (timeMs: number, daysLater = 0): string =>
  new Date(timeMs + daysLater * DAY_MS).toISOString().slice(0, 10)
