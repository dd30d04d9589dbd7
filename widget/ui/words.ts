import type { Language } from '../../server/contract/index.ts'
import * as text from '../text/kk.ts'
import { fill } from './placeholder/fill.ts'

/**
 * Formats a number of days: '180 күн', '180 дней', '1 day'. The texts are ours, since Chromium lacks the Kazakh ones and uses
 * English instead.
 */
export function daysIn(language: Language, days: number): string {
  const form = new Intl.PluralRules(language).select(days)
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
    one: text.valueDayOne,
    few: text.valueDayFew,
  }
  return fill(forms[form] ?? text.valueDayMany, { n: String(days) })
}

/**
 * Returns the name of the country with that ISO 3166-1 alpha-2 code. Where the browser lacks the language (most lack Kazakh),
 * returns the code instead of the English name.
 */
export function countryIn(language: Language, code: string): string {
  const [name = code, english] = [language, 'en'].map((locale) =>
    new Intl.DisplayNames([locale], { type: 'region' }).of(code),
  )
  return language !== 'en' && name === english ? code : name
}
