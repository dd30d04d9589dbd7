import type { FieldProblem } from '../../contract/index.ts'
import type { Failure } from '../shell/call.ts'
import { fill } from './fill.ts'
import type { Texts } from './kk.ts'

/** Returns the message for a failed request. */
export function explain(answer: Failure, text: Texts): string {
  if (answer.kind === 'offline') return text.errorNetwork
  switch (answer.code) {
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
    case 'too_many_requests':
      return fill(text.tooMany, {
        n: Math.max(1, Math.ceil((answer.retryAfterSeconds ?? 60) / 60)),
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
