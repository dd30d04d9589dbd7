import type { Language } from '../../contract/index.ts'

/** Replaces the `{placeholders}` of a text with values. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder))

/** The forms of a text that counts, in their order: Kazakh has one, English two, Russian three. */
const FORMS: Readonly<Record<Language, readonly Intl.LDMLPluralRule[]>> = {
  kk: ['other'],
  ru: ['one', 'few', 'many'],
  en: ['one', 'other'],
}

/** Fills `{n}` of a text whose forms stand apart by `|`: `{n} day left|{n} days left`. A text with one form is for all numbers. */
export function fillCount(text: string, n: number, language: Language): string {
  const forms = text.split('|')
  const rule = new Intl.PluralRules(language).select(n)
  const form = forms[FORMS[language].indexOf(rule)] ?? forms.at(-1) ?? ''
  return fill(form, { n })
}
