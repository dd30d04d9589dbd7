import type { ComponentChildren } from 'preact'
import { formatCountry, formatDay, formatNumber } from '../parts/value/format.ts'
import { isUuid, Reference } from '../parts/value/reference.tsx'
import { useLanguage } from '../shell/language.ts'
import { fill } from '../text/fill.ts'
import { useTexts } from './speech.ts'
import type { RegisterTexts } from './text/kk.ts'

const DAY = /^\d{4}-\d\d-\d\d$/
/** References of a list that are shown; a line may name a thousand. */
const SHOWN_AT_MOST = 20

/** Returns the title of a fact; one that the server has added since is shown by its own name. */
export const titleOf = (name: string, text: RegisterTexts): string =>
  text[`f_${name}` as keyof RegisterTexts] ?? name

/** Facts whose values are words of the contract. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ dataCategories: 'c_', ground: 'w_', action: 'w_', category: 'w_', method: 'w_' },
}

/** Returns a word of the contract in the current language; one that the server has added since stays as it is. */
function wordOf(name: string, value: string, text: RegisterTexts): string {
  const start = WORDS[name]
  if (start === undefined) return value
  const key = `${start}${value.replaceAll('.', '_')}`
  return text[key as keyof RegisterTexts] ?? text[value as keyof RegisterTexts] ?? value
}

/** The value of a fact as a person reads it. */
export function Fact({ name, value }: { readonly name: string; readonly value: unknown }) {
  const text = useTexts()
  const language = useLanguage()
  if (value === undefined || value === null) return <>–</>
  if (typeof value === 'boolean') return <>{value ? text.yes : text.no}</>
  if (typeof value === 'number') return <>{formatNumber(value, language)}</>
  if (Array.isArray(value)) return <FactList name={name} values={value.map(String)} />
  if (typeof value !== 'string') return <code>{JSON.stringify(value)}</code>
  if (name === 'country') return <>{formatCountry(value, language)}</>
  if (DAY.test(value)) return <time dateTime={value}>{formatDay(value, language)}</time>
  if (isUuid(value)) return <Reference reference={value} />
  return <>{wordOf(name, value, text)}</>
}

function FactList({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  const text = useTexts()
  const language = useLanguage()
  const parts: ComponentChildren[] = values
    .slice(0, SHOWN_AT_MOST)
    .flatMap((value, index) => [
      index > 0 ? ', ' : '',
      isUuid(value) ? <Reference key={value} reference={value} /> : wordOf(name, value, text),
    ])
  const left = values.length - SHOWN_AT_MOST
  return (
    <>
      {parts}
      {left > 0 && ` ${fill(text.more, { n: formatNumber(left, language) })}`}
    </>
  )
}
