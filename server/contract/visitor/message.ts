import * as v from 'valibot'
import { boundedText, cleaned, linesOfText, patternText, trimmedText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { cleanEmail } from '../typed/email.ts'
import { maskIin } from '../typed/iin.ts'
import { cleanPhone } from '../typed/phone.ts'
import { language, policyVersion, uuidV7 } from '../words.ts'

/** Who sends the message (clause 10.1). There is no default, and a minor cannot send one. */
export const sender = v.picklist(['adult', 'representative', 'minor'])

/** An address that mail can be delivered to, normalised by `cleanEmail`: its domain in ASCII. */
export const email = v.pipe(
  trimmedText(limits.email),
  cleaned((typed) => cleanEmail(typed) ?? ''),
  v.check((address) => address !== '', 'email'),
)
/** A number that can be dialled from anywhere, normalised by `cleanPhone`: `+7 727 260 12 34 ext. 12`. */
const phone = v.pipe(
  trimmedText(limits.phone),
  cleaned((typed) => cleanPhone(typed) ?? ''),
  v.check((number) => number !== '', 'phone'),
)

/** IINs are masked during validation, so that no later code ever gets one (CF-05). */
export const messageBody = v.strictObject({
  /** Idempotency key. */
  id: uuidV7,
  /** Name of the sender, who is the subject of the consent (Art. 8(4)(2)). */
  name: v.pipe(trimmedText(limits.name), cleaned(maskIin)),
  /** Email or phone: at least one of the two (CF-01). */
  email: v.optional(email),
  phone: v.optional(phone),
  message: v.pipe(linesOfText(limits.message), cleaned(maskIin)),
  sender,
  /** Whether the box beside the consent text is ticked. `false` is rejected with `consent_required` (CF-02). */
  consent: v.boolean(),
  policyVersion,
  /**
   * First 16 hex digits of the SHA-256 of the notice whose consent text was shown (CR-04). Required from a page, and an
   * outdated one is rejected. A program may omit it and is then responsible for having shown the one in force.
   */
  notice: v.optional(patternText(/^[0-9a-f]{16}$/, 'notice', 16)),
  language,
  /** When the form was opened, as signed by `/v1/messages/stamp` (CF-09). Required from a page; a program may omit it. */
  stamp: v.optional(patternText(/^[0-9a-z]{1,11}\.[0-9a-f]{32}$/, 'stamp', 44)),
  /** Honeypot: a field that people do not see but form-filling software fills in (CF-09). Must be omitted or empty. */
  website: v.optional(boundedText(limits.name)),
})
/** A contact-form message with its own consent, as the widget sends it. */
export type MessageBody = v.InferOutput<typeof messageBody>

export const messageStampResult = v.object({ stamp: v.string() })
/** Signed time at which a form was opened. It contains no data about the sender. */
export type MessageStampResult = DeepReadonly<v.InferOutput<typeof messageStampResult>>

export const messageResult = v.object({
  /** Identifies the message to the school: `K-` and eight unambiguous letters and digits. */
  reference: v.string(),
  /** Opens the message at `/v1/me` together with the reference (CF-08): seven groups of four. Returned once, stored as a hash. */
  code: v.string(),
})
/** The response to the sender. */
export type MessageResult = DeepReadonly<v.InferOutput<typeof messageResult>>
