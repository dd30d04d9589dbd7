import { useContext } from 'preact/hooks'
import type { ErrorCode, FieldProblem } from '../../contract/index.ts'
import { formatInstant } from '../parts/value/format.ts'
import type { Failure } from '../shell/call.ts'
import { SiteContext } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from './fill.ts'
import type { Texts } from './kk.ts'
import { nameActor } from './name-actor.ts'

/** What the server refused. */
export type Refusal = Extract<Failure, { readonly kind: 'refused' }>

/**
 * Words of a screen's own for refusals, by their code, or how to find them. Of `changed_meanwhile` `{by}` and `{when}` are
 * replaced by who was first and when; of `gone` `{number}` by the number in the register of destructions.
 */
export type OwnWords = Readonly<
  Partial<Record<ErrorCode, string | ((refusal: Refusal) => string | undefined)>>
>

/**
 * Returns the function that says in words why a request was not carried out: in those of the screen where it has some, or else
 * in those that every screen shares.
 */
export function useExplain(): (failure: Failure, own?: OwnWords) => string {
  const { text, language } = useSpeech()
  // Before the site is known nobody acts, and nobody can have been first.
  const timeZone = useContext(SiteContext)?.timeZone ?? 'UTC'
  return (failure, own = {}) => {
    if (failure.kind === 'offline') return text.errorNetwork
    const words = own[failure.code]
    const said = typeof words === 'function' ? words(failure) : words
    const { first, destruction } = failure
    return fill(said ?? explain(failure, text), {
      ...(first && {
        by: nameActor(first.by, text),
        when: formatInstant(first.at, language, timeZone),
      }),
      number: destruction ?? '',
    })
  }
}

/** Returns the words that every screen shares for a refusal. */
function explain(refusal: Refusal, text: Texts): string {
  switch (refusal.code) {
    case 'sign_in_refused':
      return text.signInRefused
    case 'setup_refused':
      return text.setupRefused
    case 'not_signed_in':
      return text.signInEnded
    case 'role_not_permitted':
      return text.forbiddenTitle
    case 'not_found':
      return text.errorNotFound
    case 'changed_meanwhile':
      return text.changedMeanwhile
    case 'job_running':
      return text.jobRunning
    case 'too_many_requests':
      return fill(text.tooMany, {
        n: Math.max(1, Math.ceil((refusal.retryAfterSeconds ?? 60) / 60)),
      })
    case 'origin_not_allowed':
    case 'public_address_unknown':
      return fill(text.errorAddress, { address: location.origin })
    default:
      return text.errorServer
  }
}

/** Returns what is wrong with a field, as the server says it. */
export function explainField(problem: FieldProblem, text: Texts): string {
  const words: Readonly<Partial<Record<FieldProblem, string>>> = {
    missing: text.fieldMissing,
    too_long: text.fieldTooLong,
    too_short: text.fieldTooShort,
    personal: text.fieldPersonal,
    guessable: text.passwordGuessable,
    in_future: text.fieldInFuture,
    in_past: text.fieldInPast,
    too_small: text.fieldTooSmall,
    too_large: text.fieldTooLarge,
    reversed: text.fieldReversed,
    not_found: text.fieldNotFound,
    taken: text.fieldTaken,
  }
  return words[problem] ?? text.fieldInvalid
}
