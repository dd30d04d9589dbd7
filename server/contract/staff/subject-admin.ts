import * as v from 'valibot'
import { linesOfText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { listEntries, listFacts } from '../list.ts'
import { impersonalText, subjectRef } from '../registers/impersonal.ts'
import { messageBody } from '../visitor/message.ts'
import { requestFactsResult } from '../visitor/request.ts'
import { liftReason, recordPurpose } from '../visitor/restriction.ts'
import { day, instant } from '../words.ts'
import { actEntries, confirmation, ownerFilter, workFacts } from './work.ts'

const heldKind = v.picklist(['consent', 'message'])
const words = linesOfText(limits.message)

export const requestsQuery = v.strictObject({
  ...listEntries(['due', 'newest', 'oldest']),
  /** `closed`: answered or refused. Default: open requests. */
  state: v.optional(v.picklist(['open', 'answered', 'refused', 'closed', 'all']), 'open'),
  /** `other`: those that go to the responsible person. Default: both. */
  scope: v.optional(v.picklist(['site', 'other'])),
  /** Who has it. Default: anybody. */
  owner: ownerFilter,
})
/** Which requests are listed. */
export type RequestsQuery = v.InferInput<typeof requestsQuery>
const count = v.pipe(v.number(), v.integer())
const threadLine = v.object({
  ...requestFactsResult.entries,
  /** Working days until the due day; negative, how many ago it passed. */
  workingDaysLeft: count,
})
const requestLine = v.object({
  ...threadLine.entries,
  /** Number of requests of the same person, this one included. The list shows one of them. */
  inThread: count,
  ...workFacts,
})
/** A request in a list: the first of its person's that matches. */
export type RequestLine = DeepReadonly<v.InferOutput<typeof requestLine>>
export const requestsResult = v.object({ requests: v.array(requestLine), ...listFacts })
/** Requests without the text of their authors, the earliest due first (DS-09). */
export type RequestsResult = DeepReadonly<v.InferOutput<typeof requestsResult>>

export const requestDetailResult = v.object({
  ...requestLine.entries,
  /** `address`: the person has verified an address by a mailed code and has no other credential. */
  subject: v.object({ kind: v.picklist(['consent', 'message', 'address']), ref: v.string() }),
  language: v.string(),
  /** Only for a person known by an address. Masked. */
  name: v.nullable(v.string()),
  text: v.nullable(v.string()),
  /** Masked. */
  email: v.nullable(v.string()),
  /**
   * Whether `email` is the address on file, or was verified. `false`: it was only typed, or cannot be decrypted, and may be a
   * stranger's; no answer is mailed there, and write no personal data to it. `null`: none was given.
   */
  isEmailVerified: v.nullable(v.boolean()),
  /**
   * What is proved of the author: access to the data that the request is about, or only that a mailbox is theirs. `null`: the
   * request is about data outside the website, and nobody has proved to be the person whose data they are.
   */
  verifiedBy: v.nullable(v.picklist(['credential', 'mailbox'])),
  /** What is stored here of a verified author, by id or reference: what can be blocked, restricted and erased. */
  things: v.array(v.object({ kind: heldKind, ref: v.string(), isBlocked: v.boolean() })),
  /** Whether it may be refused. An objection to what is done by consent may not (CR-09). */
  isRefusable: v.boolean(),
  /** Who answers requests about data outside the website; `null` where it is not such a request, or nobody is named. */
  responsible: v.nullable(v.string()),
  /** Every request of the same person, newest first, this one included. */
  thread: v.array(threadLine),
  /** Whether mail is set up: without it the author reads the answer at `/v1/me`. */
  canMail: v.boolean(),
  /** The last day of a legal hold on the data; `null` where there is none. */
  heldUntil: v.nullable(day),
  answer: v.nullable(v.string()),
  /**
   * Which of the four are `null` because they cannot be decrypted: damaged, or encrypted with a secret that is not
   * configured.
   */
  unreadable: v.array(v.picklist(['name', 'text', 'email', 'answer'])),
})
/** One request: its text in clear, and its author masked. */
export type RequestDetailResult = DeepReadonly<v.InferOutput<typeof requestDetailResult>>

/** How somebody who is not verified by the server was identified. */
const identity = v.picklist(['document', 'in_person', 'known_contact'])

export const requestRevealBody = v.strictObject({ field: v.picklist(['name', 'email']) })

export type RequestRevealBody = v.InferOutput<typeof requestRevealBody>

export const requestRestrictionBody = v.strictObject({
  ...actEntries,
  /** The purpose to stop. Default: everything, which is a block. */
  purpose: v.optional(recordPurpose),
})
export type RequestRestrictionBody = v.InferOutput<typeof requestRestrictionBody>
export const requestLiftBody = v.strictObject({
  ...actEntries,
  purpose: v.optional(recordPurpose),
  reason: liftReason,
})
export type RequestLiftBody = v.InferOutput<typeof requestLiftBody>
export const requestErasureBody = v.strictObject({
  ...actEntries,
  /** From the answer to the same without it; identifies what that answer listed. */
  confirm: v.optional(confirmation),
})

export type RequestErasureBody = v.InferOutput<typeof requestErasureBody>

export const answerBody = v.strictObject({
  ...actEntries,
  text: words,
  /**
   * How the author of a request about data outside the website was identified. Without it such a request is not answered with
   * data, nor as corrected or deleted.
   */
  identity: v.optional(identity),
  /**
   * Carries out the request and answers it in one step: a deletion deletes, a block or an objection blocks. Without it, such
   * a request can be answered only once that is done.
   */
  carryOut: v.optional(v.literal(true)),
})
export type AnswerBody = v.InferOutput<typeof answerBody>
export const refusalOfRequestBody = v.strictObject({
  ...actEntries,
  /** The reason, which is sent to the person (DS-10). */
  reason: words,
})
export type RefusalOfRequestBody = v.InferOutput<typeof refusalOfRequestBody>
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
  ...actEntries,
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

/** The fields that were put right. */
export type CorrectionResult = DeepReadonly<v.InferOutput<typeof correctionResult>>

export const adminLiftBody = v.strictObject({
  ref: subjectRef,
  purpose: v.optional(recordPurpose),
  reason: liftReason,
})

export const legalHoldBody = v.strictObject({
  kind: heldKind,
  ref: subjectRef,
  /** The norm or order that requires it. Kept in the audit, so personal data in it are rejected. */
  reason: impersonalText(300),
  /** Last day of the hold, inclusive. */
  untilOn: day,
})
export type LegalHoldBody = v.InferOutput<typeof legalHoldBody>

export const legalHoldsQuery = v.strictObject({ ref: subjectRef })
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
