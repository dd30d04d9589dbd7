import { fill } from '../text/fill.ts'
import type { Texts } from '../text/kk.ts'
import type { Answer } from './api.ts'

/** Returns the message for a failed request. */
export function explain(answer: Exclude<Answer<unknown>, { kind: 'right' }>, text: Texts): string {
  if (answer.kind === 'offline') return text.errorNetwork
  switch (answer.code) {
    case 'sign_in_refused':
      return text.signInRefused
    case 'setup_refused':
      return text.setupRefused
    case 'not_signed_in':
      return text.signInEnded
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
