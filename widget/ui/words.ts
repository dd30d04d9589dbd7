import type { Language } from '../../server/contract/index.ts'

const locales = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }

/** A number of days with the language's own plural: '180 күн', '180 дней', '180 days'. */
export const daysIn = (language: Language, days: number): string =>
  new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
  }).format(days)

/** Name of the country with that ISO 3166-1 alpha-2 code; the code where the browser has no name. */
export const countryIn = (language: Language, code: string): string =>
  new Intl.DisplayNames([locales[language]], { type: 'region' }).of(code) ?? code
