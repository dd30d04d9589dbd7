import type { Period } from './period.ts'

/** Days have no time zone of their own; formatted in UTC they stay the day that they are. */
const timeZone = 'UTC'

/** A day, in full: `1 October 2026`. */
export const formatDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(Date.parse(day))

/** A day of a known year, short: `1 Oct`. */
export const formatShortDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone }).format(
    Date.parse(day),
  )

/** A period, no longer than it needs to be: `1–30 October 2026`. */
export const formatPeriod = ({ from, to }: Period, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).formatRange(
    Date.parse(from),
    Date.parse(to),
  )

/** A whole number with the language's separators. */
export const formatNumber = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale).format(value)

/** A share of 0 to 1 as whole per cent. */
export const formatShare = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)
