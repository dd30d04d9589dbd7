import * as v from 'valibot'
import { linesOfText, patternText, trimmedText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { messageBody } from '../visitor/message.ts'
import { requestFactsResult } from '../visitor/request.ts'
import { liftReason, recordPurpose } from '../visitor/restriction.ts'
import { day, instant } from '../words.ts'

const heldKind = v.picklist(['consent', 'message'])
/** A consent record's or message's id, or a message's reference. */
const ref = patternText(/^(?:[0-9a-f-]{36}|K-[2-9A-Z]{8})$/, 'ref', limits.uuid)
const words = linesOfText(limits.message)

export const requestsQuery = v.strictObject({
  /** Default: those that wait for an answer. */
  state: v.optional(v.picklist(['open', 'answered', 'refused']), 'open'),
})
export const requestsResult = v.object({ requests: v.array(requestFactsResult) })
/** Requests without anything that their authors wrote; the one due first stands first (DS-09). */
export type RequestsResult = DeepReadonly<v.InferOutput<typeof requestsResult>>

export const requestDetailResult = v.object({
  ...requestFactsResult.entries,
  /** `address`: who asked has verified an address by a mailed code, and holds nothing else here. */
  subject: v.object({ kind: v.picklist(['consent', 'message', 'address']), ref: v.string() }),
  language: v.string(),
  /** Only of who is known by an address. */
  name: v.nullable(v.string()),
  text: v.nullable(v.string()),
  email: v.nullable(v.string()),
  /**
   * Whether `email` is the address on file, or was verified. `false`: it was only typed, or cannot be read, and may be a stranger's; no answer goes there, and write
   * nothing of a person to it. `null`: none was given.
   */
  isEmailVerified: v.nullable(v.boolean()),
  /** The last day on which the law has the data kept; `null` where it does not. */
  heldUntil: v.nullable(day),
  answer: v.nullable(v.string()),
  /** Which of the four are `null` because they cannot be read: damaged, or sealed with a secret that is not there. */
  unreadable: v.array(v.picklist(['name', 'text', 'email', 'answer'])),
})
/** One request with what its author wrote. */
export type RequestDetailResult = DeepReadonly<v.InferOutput<typeof requestDetailResult>>

export const answerBody = v.strictObject({
  text: words,
  /**
   * Does what the request asks for, and answers, in one step: a deletion deletes, a block or an objection blocks. Without it such a
   * request is answered only once that is done.
   */
  carryOut: v.optional(v.literal(true)),
})
export const refusalOfRequestBody = v.strictObject({
  /** Why; it is sent to the person (DS-10). */
  reason: words,
})
export const closingResult = v.object({
  request: requestDetailResult,
  /** Whether the answer is on its way to the address on file. `false`: there is none, or mail is not set up; the person sees the answer at `/v1/me`. */
  isMailed: v.boolean(),
  /** Whether an address that was only typed is told, without the answer, that the request was dealt with. */
  isNoticeMailed: v.boolean(),
})
export type ClosingResult = DeepReadonly<v.InferOutput<typeof closingResult>>

/** New values; what is left out stays. */
export const correctionBody = v.strictObject({
  name: v.optional(messageBody.entries.name),
  email: messageBody.entries.email,
  phone: messageBody.entries.phone,
  message: v.optional(messageBody.entries.message),
})
export type CorrectionBody = v.InferOutput<typeof correctionBody>
export const correctionResult = v.object({
  /** Reference of the message. */
  reference: v.string(),
  /** The fields that were replaced. */
  corrected: v.array(v.string()),
})

export const adminLiftBody = v.strictObject({
  ref,
  purpose: v.optional(recordPurpose),
  reason: liftReason,
})

export const legalHoldBody = v.strictObject({
  kind: heldKind,
  ref,
  /** The norm or order that asks for it. Names no person. */
  reason: trimmedText(300),
  /** Last day of the hold, included. */
  untilOn: day,
})
export type LegalHoldBody = v.InferOutput<typeof legalHoldBody>

export const legalHoldsQuery = v.strictObject({ ref })
const legalHold = v.object({
  id: v.string(),
  kind: heldKind,
  ref: v.string(),
  reason: v.string(),
  at: instant,
  untilOn: day,
  isActive: v.boolean(),
})
export const legalHoldsResult = v.object({ holds: v.array(legalHold) })
/** Legal holds of one thing, ended ones too (RT-06). */
export type LegalHoldsResult = DeepReadonly<v.InferOutput<typeof legalHoldsResult>>
