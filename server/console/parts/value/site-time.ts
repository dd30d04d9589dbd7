const MINUTE_MS = 60_000

/**
 * Returns a moment as a field for local time holds it, at the site: `2026-02-27T17:00`.
 *
 * @param timeZone IANA name, `Asia/Almaty`.
 */
export function toLocal(ms: number, timeZone: string): string {
  // The Swedish locale formats as ISO 8601 does, with a space.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return format.format(ms).replace(' ', 'T')
}

/** Returns the day of a moment at the site, wherever the reader is: `2026-02-27`. */
export const siteDay = (ms: number, timeZone: string): string => toLocal(ms, timeZone).slice(0, 10)

/** Returns the moment at which it is this local time at the site, ISO 8601; empty for what is no time. */
export function toInstant(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}:00Z`)
  if (!Number.isFinite(asUtc)) return ''
  // The zone's offset at that time: looked up twice, since a first guess may lie beyond a change of it.
  const offsetAt = (ms: number) => Date.parse(`${toLocal(ms, timeZone)}:00Z`) - ms
  const guess = asUtc - offsetAt(Math.floor(asUtc / MINUTE_MS) * MINUTE_MS)
  return new Date(asUtc - offsetAt(guess)).toISOString()
}
