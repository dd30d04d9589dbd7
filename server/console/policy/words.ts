import type { Language, PolicyDraftResult, PolicyProblem } from '../../contract/index.ts'
import { formatDay, formatInstant, formatNumber } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import type { OwnWords } from '../text/explain.ts'
import { fill, fillCount } from '../text/fill.ts'
import { nameActor } from '../text/name-actor.ts'
import type { Texts } from './speech.ts'

/** Returns the function that fills a text with who did something and when, at the site. */
export function useWhoAndWhen(): (
  words: string,
  done: { readonly by: string; readonly at: string },
) => string {
  const { text, language } = useSpeech()
  const { timeZone } = useSite()
  return (words, { by, at }) =>
    fill(words, { who: nameActor(by, text), when: formatInstant(at, language, timeZone) })
}

/** Days are written in full, everything else as it is: a version’s number looks like a day. */
const sayPlace = ({ problem, at }: PolicyProblem, language: Language) =>
  problem !== 'based_on_older' && at && /^\d{4}-\d\d-\d\d$/.test(at)
    ? formatDay(at, language)
    : (at ?? '')

/** Returns one problem in words, with the language that it is about. */
export function sayProblem(found: PolicyProblem, text: Texts, language: Language): string {
  const { problem, language: of } = found
  const words = fill(text[problem], { at: sayPlace(found, language) })
  return of ? `${text[of]}: ${words}` : words
}

/** Returns whom the version asks again, in words. */
export function sayAsked(
  { change, askedAgain: { visitors, isLeast } }: PolicyDraftResult,
  text: Texts,
  language: Language,
): string {
  if (change !== 'material' || visitors === 0) return text.askedNobody
  if (isLeast) return fill(text.askedAgainLeast, { n: formatNumber(visitors, language) })
  return fillCount(text.askedAgain, visitors, language)
}

/** Returns the words for refusals that only this screen knows. */
export const ownWordsOf = (text: Texts): OwnWords => ({
  policy_draft_changed: text.conflictTitle,
  policy_approved: text.conflictTitle,
  policy_not_ready: text.notReady,
  policy_in_preparation: text.inPreparation,
  body_too_large: text.tooLarge,
  invalid_body: ({ fields = {} }) =>
    Object.keys(fields).some((name) => name.startsWith('texts')) ? text.tooLarge : undefined,
})
