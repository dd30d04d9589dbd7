import { formatInstant } from '../parts/value/format.ts'
import type { Failure } from '../shell/call.ts'
import { useLanguage } from '../shell/language.ts'
import { useSite } from '../shell/site.ts'
import { fill } from '../text/fill.ts'
import { useTexts } from './speech.ts'

/** Returns the words of breaches for a refusal. */
export function useSay(): (failure: Failure) => string | undefined {
  const text = useTexts()
  const language = useLanguage()
  const { timeZone } = useSite()
  return (failure) => {
    if (failure.kind !== 'refused') return undefined
    const { code, first } = failure
    if (code === 'breach_too_wide') return text.tooWide
    if (code !== 'changed_meanwhile' || !first) return undefined
    const by = first.by === 'administrator' ? text.administrator : first.by
    return fill(text.changedMeanwhile, { by, when: formatInstant(first.at, language, timeZone) })
  }
}
