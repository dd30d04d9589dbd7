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
  /** Default: open requests. */
  state: v.optional(v.picklist(['open', 'answered', 'refused']), 'open'),
})
export const requestsResult = v.object({ requests: v.array(requestFactsResult) })
/** Requests without the text of their authors, the earliest due first (DS-09). */
export type RequestsResult = DeepReadonly<v.InferOutput<typeof requestsResult>>

export const requestDetailResult = v.object({
  ...requestFactsResult.entries,
  /** `address`: the person has verified an address by a mailed code and has no other credential. */
  subject: v.object({ kind: v.picklist(['consent', 'message', 'address']), ref: v.string() }),
  language: v.string(),
  /** Only for a person known by an address. */
  name: v.nullable(v.string()),
  text: v.nullable(v.string()),
  email: v.nullable(v.string()),
  /**
   * Whether `email` is the address on file, or was verified. `false`: it was only typed, or cannot be decrypted, and may be a
   * stranger's; no answer is mailed there, and write no personal data to it. `null`: none was given.
   */
  isEmailVerified: v.nullable(v.boolean()),
  /** The last day of a legal hold on the data; `null` where there is none. */
  heldUntil: v.nullable(day),
  answer: v.nullable(v.string()),
  /**
   * Which of the four are `null` because they cannot be decrypted: damaged, or encrypted with a secret that is not
   * configured.
   */
  unreadable: v.array(v.picklist(['name', 'text', 'email', 'answer'])),
})
/** One request with the text of its author. */
export type RequestDetailResult = DeepReadonly<v.InferOutput<typeof requestDetailResult>>

export const answerBody = v.strictObject({
  text: words,
  /**
   * Carries out the request and answers it in one step: a deletion deletes, a block or an objection blocks. Without it, such
   * a request can be answered only once that is done.
   */
  carryOut: v.optional(v.literal(true)),
})
export const refusalOfRequestBody = v.strictObject({
  /** The reason, which is sent to the person (DS-10). */
  reason: words,
})
export const closingResult = v.object({
  request: requestDetailResult,
  /**
   * Whether the answer is queued for the address on file. `false`: there is none, or mail is not configured; the person sees
   * the answer at `/v1/me`.
   */
  isMailed: v.boolean(),
  /** Whether an address that was only typed is informed, without the answer, that the request was dealt with. */
  isNoticeMailed: v.boolean(),
})
export type ClosingResult = DeepReadonly<v.InferOutput<typeof closingResult>>

/** New values; fields left out are kept. */
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
  /** The norm or order that requires it. Contains no names. */
  reason: trimmedText(300),
  /** Last day of the hold, inclusive. */
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
/** Legal holds of one thing, including ended ones (RT-06). */
export type LegalHoldsResult = DeepReadonly<v.InferOutput<typeof legalHoldsResult>>
