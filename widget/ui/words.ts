import type { Language } from '../../server/contract/index.ts'
import * as text from '../text/kk.ts'
import { fill } from './placeholder/fill.ts'

/**
 * A number of days: '180 күн', '180 дней', '1 day'. The words are ours, since Chromium leaves the
 * Kazakh ones out and puts English in their place.
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
 * Name of the country with that ISO 3166-1 alpha-2 code. Where the browser lacks the language (most
 * lack Kazakh) the code stands, rather than the English name that it puts in its place.
 */
export function countryIn(language: Language, code: string): string {
  const [name = code, english] = [language, 'en'].map((locale) =>
    new Intl.DisplayNames([locale], { type: 'region' }).of(code),
  )
  return language !== 'en' && name === english ? code : name
}
