import type { Language } from '../../../contract/index.ts'
import { toLocal } from './site-time.ts'

/** First and last day, both included, `YYYY-MM-DD`. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** Chromium has no Kazakh locale: `Intl` would write `2026 M10 24`. So the months are listed here. */
const KAZAKH_MONTHS = [
  'қаңтар',
  'ақпан',
  'наурыз',
  'сәуір',
  'мамыр',
  'маусым',
  'шілде',
  'тамыз',
  'қыркүйек',
  'қазан',
  'қараша',
  'желтоқсан',
]
/** Kazakh numbers are formatted as in Russian: a space between thousands, a decimal comma. */
const locales = { kk: 'ru-KZ', ru: 'ru-KZ', en: 'en-GB' } as const
/** Days have no time zone; formatted in UTC they stay the same day. */
const timeZone = 'UTC'

function kazakhParts(day: string) {
  const date = new Date(day)
  const month = KAZAKH_MONTHS[date.getUTCMonth()] ?? ''
  return { year: date.getUTCFullYear(), month, dayOfMonth: date.getUTCDate() }
}

/** Formats a day in full: `1 October 2026`. */
export function formatDay(day: string, language: Language): string {
  if (language === 'kk') {
    const { year, month, dayOfMonth } = kazakhParts(day)
    return `${dayOfMonth} ${month} ${year} ж.`
  }
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone })
  return format.format(Date.parse(day))
}

/** Formats a day without its year: `1 Oct`. */
export function formatShortDay(day: string, language: Language): string {
  if (language === 'kk') {
    const { month, dayOfMonth } = kazakhParts(day)
    return `${dayOfMonth} ${month.slice(0, 3)}.`
  }
  const options = { day: 'numeric', month: 'short', timeZone } as const
  return new Intl.DateTimeFormat(locales[language], options).format(Date.parse(day))
}

/**
 * Formats an instant at the site: `1 October 2026, 14:05`.
 *
 * @param timeZone of the site, wherever the reader is: `useSite().timeZone`.
 */
export function formatInstant(instant: string, language: Language, timeZone: string): string {
  const [day = '', time] = toLocal(Date.parse(instant), timeZone).split('T')
  return `${formatDay(day, language)}, ${time}`
}

/** Formats a period as briefly as possible: `1–30 October 2026`. */
export function formatPeriod({ from, to }: Period, language: Language): string {
  if (language === 'kk') {
    const [first, last] = [kazakhParts(from), kazakhParts(to)]
    const isSameYear = first.year === last.year
    const start = isSameYear ? `${first.dayOfMonth} ${first.month}` : formatDay(from, language)
    return from === to ? formatDay(to, language) : `${start} – ${formatDay(to, language)}`
  }
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone })
  return format.formatRange(Date.parse(from), Date.parse(to))
}

/** Formats a whole number with the language's separators. */
export const formatNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(locales[language]).format(value)

/** Formats a share of 0 to 1 in whole per cent. */
export const formatShare = (share: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 0 }).format(
    share,
  )

/** Formats a number with one decimal: `2.4`. */
export const formatDecimal = (value: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value)

/** Returns a country's name, or its code where the browser has no name. Chromium has none in Kazakh and uses the Russian one. */
export const formatCountry = (code: string, language: Language): string =>
  new Intl.DisplayNames([language, 'ru'], { type: 'region' }).of(code) ?? code
