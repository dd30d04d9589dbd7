import * as v from 'valibot'
import { trimmedText } from './bounded.ts'
import type { DeepReadonly } from './deep-readonly.ts'
import { limits } from './limits.ts'
import { email } from './visitor/message.ts'
import { instant, language, uuidV7 } from './words.ts'

export const codeRequestBody = v.strictObject({
  /** The address that a message was sent with. */
  email,
  /** Language of the mail. */
  language,
})
/** Request for a one-time code. */
export type CodeRequestBody = v.InferOutput<typeof codeRequestBody>

export const codeRequestResult = v.object({ challenge: uuidV7 })
/** Identifies the requested code; the same whether or not data are stored under the address (DS-11). */
export type CodeRequestResult = DeepReadonly<v.InferOutput<typeof codeRequestResult>>

export const codeBody = v.strictObject({
  /** The six digits from the mail. */
  code: v.pipe(trimmedText(limits.code), v.regex(/^\d{6}$/, 'six_digits')),
})
/** A typed one-time code. */
export type CodeBody = v.InferOutput<typeof codeBody>

export const codeResult = v.object({
  /** For `Authorization: Bearer code.{token}`. */
  token: v.string(),
  /** ISO 8601 in UTC. */
  expiresAt: instant,
})
/** A session opened by a correct code. */
export type CodeResult = DeepReadonly<v.InferOutput<typeof codeResult>>
