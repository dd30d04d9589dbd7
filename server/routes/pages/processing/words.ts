import { html } from 'hono/html'
import type { Language } from '../../../contract/words.ts'
import type { Term } from '../../../domain/processing/processing.ts'
import type { Html } from '../page-layout.ts'
import { fillText } from '../page-text.ts'
import type { ProcessingText } from './text.ts'

const LOCALES: Readonly<Record<Language, string>> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }

const amount = (language: Language, unit: string, value: number): string =>
  new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: 'long' }).format(
    value,
  )

/** A term in words: '180 күн', '3 года после ответа'. */
export function termIn(language: Language, term: Term, text: ProcessingText): string {
  switch (term.kind) {
    case 'days':
    case 'daysWhole':
    case 'daysAfter':
      return fillText(text.terms[term.kind], { n: amount(language, 'day', term.days) })
    case 'yearsAfter':
      return fillText(text.terms[term.event], { n: amount(language, 'year', term.years) })
    case 'hours':
      return fillText(text.terms.hours, { n: amount(language, 'hour', term.hours) })
    case 'months':
      return fillText(text.terms.months, { n: amount(language, 'month', term.months) })
    default:
      return text.terms[term.kind]
  }
}

/** Name of the country with that ISO 3166-1 alpha-2 code. */
export const countryIn = (language: Language, code: string): string =>
  new Intl.DisplayNames([LOCALES[language]], { type: 'region' }).of(code) ?? code

/** An item of the policy, linked to its place, with what it says where that is known. */
export const clauseIn = (
  language: Language,
  clause: string,
  words: Readonly<Record<string, string>>,
): Html => html`<a href="/policy?lang=${language}#${clause}">${clause}</a> ${words[clause] ?? ''}`
