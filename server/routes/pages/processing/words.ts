import { html } from 'hono/html'
import type { Language } from '../../../contract/words.ts'
import type { StatedPeriod } from '../../../domain/processing/processing.ts'
import type { Html } from '../layout/page-layout.ts'
import { fillText } from '../layout/page-text.ts'
import type { ProcessingText } from './processing-text.ts'

const LOCALES: Readonly<Record<Language, string>> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }

const amount = (language: Language, unit: string, value: number): string =>
  new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: 'long' }).format(
    value,
  )

/** A number of days in words. */
export const daysIn = (language: Language, days: number): string => amount(language, 'day', days)

const YEAR_DAYS = 365

/** Whole years from two on, which are easier to read than a thousand days. */
const daysOrYearsIn = (language: Language, days: number): string =>
  days % YEAR_DAYS === 0 && days > YEAR_DAYS
    ? amount(language, 'year', days / YEAR_DAYS)
    : daysIn(language, days)

/** Returns a retention period in words: '180 күн', '3 года после ответа'. */
export function periodIn(language: Language, period: StatedPeriod, text: ProcessingText): string {
  switch (period.kind) {
    case 'days':
    case 'daysWhole':
      return fillText(text.periods[period.kind], { n: daysIn(language, period.days) })
    case 'daysAfter':
      return fillText(text.periods[period.event], { n: daysOrYearsIn(language, period.days) })
    case 'hours':
      return fillText(text.periods.hours, { n: amount(language, 'hour', period.hours) })
    default:
      return text.periods[period.kind]
  }
}

/** Returns the name of a country by its ISO 3166-1 alpha-2 code. */
export const countryIn = (language: Language, code: string): string =>
  new Intl.DisplayNames([LOCALES[language]], { type: 'region' }).of(code) ?? code

/** Returns an item of the policy with a link to it, and its text where known. */
export const clauseIn = (
  language: Language,
  clause: string,
  words: Readonly<Record<string, string>>,
): Html => html`<a href="/policy?lang=${language}#${clause}">${clause}</a> ${words[clause] ?? ''}`
