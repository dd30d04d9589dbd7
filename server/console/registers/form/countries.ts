import type { Language } from '../../../contract/index.ts'

/** Codes that `Intl` names although ISO 3166-1 has no such country. */
const NO_COUNTRY = [
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'XK',
  'ZZ',
]
/** Letters of the Latin alphabet. */
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Returns every country by its name in the language, Kazakhstan first. */
export function listCountries(
  language: Language,
): readonly { readonly value: string; readonly title: string }[] {
  const names = new Intl.DisplayNames([language, 'ru'], { type: 'region', fallback: 'none' })
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  const named = codes
    .filter((code) => code !== 'KZ' && !NO_COUNTRY.includes(code))
    .flatMap((value) => {
      const title = names.of(value)
      return title ? [{ value, title }] : []
    })
  named.sort((one, other) => one.title.localeCompare(other.title, language))
  return [{ value: 'KZ', title: names.of('KZ') ?? 'KZ' }, ...named]
}
