import * as v from 'valibot'
import { boundedText, trimmedText } from './bounded.ts'
import type { DeepReadonly } from './deep-readonly.ts'
import { limits } from './limits.ts'
import { language, policyVersion, uuidV7 } from './words.ts'

/** Who is sending (clause 10.1): there is no default, and a minor is stopped. */
export const sender = v.picklist(['adult', 'representative', 'minor'])

/** An address a mail server could accept: something, `@`, a name with a dot. Anything stricter refuses real people. */
export const email = v.pipe(
  trimmedText(limits.email),
  // The first dot after the domain's first character decides: there is one way to read a text, so that none takes long.
  v.regex(/^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/, 'email'),
)
/** Digits with the usual separators, 7 to 15 digits (E.164). */
const phone = v.pipe(
  trimmedText(limits.phone),
  v.regex(/^\+?(?:[\s().-]*\d){7,15}[\s().-]*$/, 'phone'),
)

export const messageBody = v.strictObject({
  /** Idempotency key. */
  id: uuidV7,
  /** Name of the sender, who is the subject of the consent (Art. 8(4)(2)). */
  name: trimmedText(limits.name),
  /** Email or phone: at least one of the two (CF-01). */
  email: v.optional(email),
  phone: v.optional(phone),
  message: trimmedText(limits.message),
  sender,
  /** The box beside the consent text, ticked. `false` is refused with `consent_required` (CF-02). */
  consent: v.boolean(),
  policyVersion,
  language,
  /** A field that people do not see; software that fills in every field fills it in too (CF-09). Must be left out or empty. */
  website: v.optional(boundedText(limits.name)),
})
/** A contact-form message with its own consent, as the widget sends it. */
export type MessageBody = v.InferOutput<typeof messageBody>

export const messageResult = v.object({
  /** Names the message towards the school: `K-` and eight letters and digits that cannot be misread. */
  reference: v.string(),
  /** Opens the message at `/v1/me` together with the reference (CF-08): seven groups of four. Said once, kept as a hash. */
  code: v.string(),
})
/** What the sender gets back. */
export type MessageResult = DeepReadonly<v.InferOutput<typeof messageResult>>
