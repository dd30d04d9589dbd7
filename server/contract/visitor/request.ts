import * as v from 'valibot'
import { cleaned, linesOfText, trimmedText } from '../bounded.ts'
import { codeBody } from '../code.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { maskIin } from '../typed/iin.ts'
import { day, instant, language, uuidV7 } from '../words.ts'
import { email } from './message.ts'

export const requestKinds = [
  'information',
  'correction',
  'blocking',
  'deletion',
  'objection',
] as const
export const requestKind = v.picklist(requestKinds)

export const requestBody = v.strictObject({
  /** Idempotency key. Default: the server generates one, and a request sent twice is stored twice. */
  id: v.optional(uuidV7),
  kind: requestKind,
  /** `other`: data outside the website, such as students', staff's, cameras' (DS-12). */
  scope: v.picklist(['site', 'other']),
  text: v.optional(v.pipe(linesOfText(limits.message), cleaned(maskIin))),
  /** Where to answer, if not to the address on file or if there is none. */
  email: v.optional(email),
})
/** A data subject's request. */
export type RequestBody = v.InferOutput<typeof requestBody>

export const addressRequestBody = v.strictObject({
  /** From the response to the request for the code. */
  challenge: uuidV7,
  /** The six digits from the mail. */
  code: codeBody.entries.code,
  kind: requestKind,
  scope: v.picklist(['site', 'other']),
  /** The person who asks. */
  name: v.pipe(trimmedText(limits.name), cleaned(maskIin)),
  /** Where to answer: the address to which the code was sent. */
  email,
  text: v.optional(v.pipe(linesOfText(limits.message), cleaned(maskIin))),
  /** Language of the answer. */
  language,
})
/** A request of a person without a credential, with the code mailed to the address. */
export type AddressRequestBody = v.InferOutput<typeof addressRequestBody>

const requestFacts = {
  /** `R-` and eight letters and digits. */
  number: v.string(),
  kind: requestKind,
  scope: v.picklist(['site', 'other']),
  receivedAt: instant,
  /** Day on which the answer is due, in the site's time zone. */
  dueOn: day,
  /** The last day that the law allows, where it differs. */
  limitOn: day,
  state: v.picklist(['open', 'answered', 'refused']),
  closedAt: v.nullable(instant),
}

export const requestResult = v.object({
  ...requestFacts,
  /** The school's answer; for a refusal, the reason (DS-10). */
  answer: v.nullable(v.string()),
})
/** A request as its author sees it. */
export type RequestResult = DeepReadonly<v.InferOutput<typeof requestResult>>

export const requestFactsResult = v.object({ ...requestFacts, isOverdue: v.boolean() })
/** A request without the text of its author. */
export type RequestFactsResult = DeepReadonly<v.InferOutput<typeof requestFactsResult>>
