/** Since 1972 every time zone's offset is a multiple of a quarter of an hour, so the day never changes within one. */
const SLOT_MS = 900_000
/** Slots cached for a time zone: ten days. A full cache is emptied, so it cannot grow. */
const SLOTS_KEPT = 960
/** Milliseconds in a day of 24 hours. */
export const DAY_MS = 86_400_000
/** Local time runs from 12 hours behind to 14 hours ahead of UTC. */
const LATEST_START_MS = 12 * 3_600_000
const EARLIEST_START_MS = -14 * 3_600_000

interface DayAndHour {
  readonly day: string
  readonly hour: number
}

interface ZoneDays {
  readonly format: Intl.DateTimeFormat
  readonly bySlot: Map<number, DayAndHour>
}
const zones = new Map<string, ZoneDays>()

function zoneDays(timeZone: string): ZoneDays {
  const known = zones.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const zone = { format, bySlot: new Map<number, DayAndHour>() }
  zones.set(timeZone, zone)
  return zone
}

function readSlot(format: Intl.DateTimeFormat, ms: number): DayAndHour {
  const part: Partial<Record<string, string>> = {}
  for (const { type, value } of format.formatToParts(ms)) part[type] = value
  return { day: `${part.year}-${part.month}-${part.day}`, hour: Number(part.hour) }
}

function findSlot(ms: number, timeZone: string): DayAndHour {
  const { format, bySlot } = zoneDays(timeZone)
  const slot = Math.floor(ms / SLOT_MS)
  const known = bySlot.get(slot)
  if (known !== undefined) return known
  const found = readSlot(format, ms)
  if (bySlot.size >= SLOTS_KEPT) bySlot.clear()
  bySlot.set(slot, found)
  return found
}

/**
 * Returns the calendar day of an instant in a time zone, `YYYY-MM-DD`. Every visit calls it, so the formatted day of each
 * quarter of an hour is cached.
 *
 * @param ms milliseconds since 1970 UTC, after 1972.
 * @param timeZone IANA name, `Asia/Almaty`.
 * @throws RangeError where the runtime does not know the time zone.
 */
export const dayOf = (ms: number, timeZone: string): string => findSlot(ms, timeZone).day

/** Returns the hour of the day of an instant in a time zone, 0 to 23. Parameters and errors as in `dayOf`. */
export const hourOfDay = (ms: number, timeZone: string): number => findSlot(ms, timeZone).hour

/**
 * Returns the first instant of a day in a time zone, in milliseconds since 1970 UTC. Where the clocks skip midnight, that is
 * the instant of the skip.
 *
 * @param day `YYYY-MM-DD`.
 */
export function dayStartMs(day: string, timeZone: string): number {
  const { format } = zoneDays(timeZone)
  const utcMidnight = Date.parse(`${day}T00:00:00Z`)
  // Days only increase with time, so a binary search finds the first quarter of an hour that is not before `day`.
  let before = (utcMidnight + EARLIEST_START_MS) / SLOT_MS - 1
  let reached = (utcMidnight + LATEST_START_MS) / SLOT_MS
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2)
    if (readSlot(format, middle * SLOT_MS).day >= day) reached = middle
    else before = middle
  }
  return reached * SLOT_MS
}

/** Returns the day `count` days after `day`, or before it where `count` is negative. Both are `YYYY-MM-DD`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}
