import type { Language, PolicyDraftResult, PolicyProblem } from '../../contract/index.ts'
import { formatDay, formatInstant, formatNumber } from '../parts/value/format.ts'
import type { Failure } from '../shell/call.ts'
import { fill, fillCount } from '../text/fill.ts'
import type { Texts } from './speech.ts'

/** Returns an account's name in words. */
export const sayWho = (account: string, text: Texts): string =>
  account === 'administrator' ? text.administrator : account

/** Returns a text with who did something and when, at the site. */
export const sayWhoAndWhen = (
  words: string,
  { by, at }: { readonly by: string; readonly at: string },
  given: { readonly text: Texts; readonly language: Language; readonly timeZone: string },
): string =>
  fill(words, {
    who: sayWho(by, given.text),
    when: formatInstant(at, given.language, given.timeZone),
  })

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

/** Returns the words for a refusal that only this screen knows. */
export function sayRefusal(failure: Failure, text: Texts): string | undefined {
  if (failure.kind === 'offline') return undefined
  switch (failure.code) {
    case 'policy_draft_changed':
    case 'policy_approved':
      return text.conflictTitle
    case 'policy_not_ready':
      return text.notReady
    case 'policy_in_preparation':
      return text.inPreparation
    case 'body_too_large':
      return text.tooLarge
    case 'invalid_body':
      return Object.keys(failure.fields ?? {}).some((name) => name.startsWith('texts'))
        ? text.tooLarge
        : undefined
    default:
      return undefined
  }
}

/** Returns the current day of the site's zone, `YYYY-MM-DD`. The Swedish locale formats days as ISO 8601 does. */
export const today = (timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(Date.now())
