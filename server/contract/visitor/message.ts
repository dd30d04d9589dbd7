import * as v from 'valibot'
import { boundedText, cleaned, linesOfText, patternText, trimmedText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { cleanEmail } from '../typed/email.ts'
import { maskIin } from '../typed/iin.ts'
import { cleanPhone } from '../typed/phone.ts'
import { language, policyVersion, uuidV7 } from '../words.ts'

/** Who is sending (clause 10.1): there is no default, and a minor is stopped. */
export const sender = v.picklist(['adult', 'representative', 'minor'])

/** An address that mail can be delivered to, as `cleanEmail` makes it of what was sent: its domain in ASCII. */
export const email = v.pipe(
  trimmedText(limits.email),
  cleaned((typed) => cleanEmail(typed) ?? ''),
  v.check((address) => address !== '', 'email'),
)
/** A number that can be dialled from anywhere, as `cleanPhone` makes it of what was sent: `+7 727 260 12 34 ext. 12`. */
const phone = v.pipe(
  trimmedText(limits.phone),
  cleaned((typed) => cleanPhone(typed) ?? ''),
  v.check((number) => number !== '', 'phone'),
)

/** An IIN is masked at the door: nothing behind it ever holds one (CF-05). */
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
  /** The box beside the consent text, ticked. `false` is refused with `consent_required` (CF-02). */
  consent: v.boolean(),
  policyVersion,
  /**
   * First 16 hex digits of the SHA-256 of the notice whose consent text was shown (CR-04). A page must send it, and an outdated one
   * is refused; of a program it may be absent: then it answers for having shown the one in force.
   */
  notice: v.optional(patternText(/^[0-9a-f]{16}$/, 'notice', 16)),
  language,
  /** When the form was begun, as `/v1/messages/stamp` says it (CF-09). A page must send it; of a program it may be absent. */
  stamp: v.optional(patternText(/^[0-9a-z]{1,11}\.[0-9a-f]{32}$/, 'stamp', 44)),
  /** A field that people do not see; software that fills in every field fills it in too (CF-09). Must be left out or empty. */
  website: v.optional(boundedText(limits.name)),
})
/** A contact-form message with its own consent, as the widget sends it. */
export type MessageBody = v.InferOutput<typeof messageBody>

export const messageStampResult = v.object({ stamp: v.string() })
/** Says when a form was begun: the moment, sealed, and nothing of who asks. */
export type MessageStampResult = DeepReadonly<v.InferOutput<typeof messageStampResult>>

export const messageResult = v.object({
  /** Names the message towards the school: `K-` and eight letters and digits that cannot be misread. */
  reference: v.string(),
  /** Opens the message at `/v1/me` together with the reference (CF-08): seven groups of four. Said once, kept as a hash. */
  code: v.string(),
})
/** What the sender gets back. */
export type MessageResult = DeepReadonly<v.InferOutput<typeof messageResult>>
