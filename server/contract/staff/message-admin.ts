import * as v from 'valibot'
import { linesOfText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { listEntries, listFacts } from '../list.ts'
import { day, instant, language } from '../words.ts'
import { actEntries, ownerFilter, workFacts } from './work.ts'

const messageLine = v.object({
  reference: v.string(),
  language,
  receivedAt: instant,
  closedAt: v.nullable(instant),
  /** Masked: first letters, or last digits. `null` where it is empty or cannot be decrypted. */
  name: v.nullable(v.string()),
  email: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  ...workFacts,
})
/** A message in a list. */
export type MessageLine = DeepReadonly<v.InferOutput<typeof messageLine>>

export const messagesQuery = v.strictObject({
  ...listEntries(['newest', 'oldest']),
  /** Default: both. */
  state: v.optional(v.picklist(['open', 'closed'])),
  /** Who has it. Default: anybody. */
  owner: ownerFilter,
})
/** Which messages are listed. */
export type MessagesQuery = v.InferInput<typeof messagesQuery>
export const messagesResult = v.object({ messages: v.array(messageLine), ...listFacts })
/** Messages without the text of their senders. */
export type MessagesResult = DeepReadonly<v.InferOutput<typeof messagesResult>>

export const messageDetailResult = v.object({
  ...messageLine.entries,
  message: v.nullable(v.string()),
  /**
   * Which of the four are `null` because they cannot be decrypted: damaged, or encrypted with a secret that is not
   * configured.
   */
  unreadable: v.array(v.picklist(['name', 'email', 'phone', 'message'])),
  /** Who consented: the sender, or a child's legal representative. */
  actor: v.picklist(['subject', 'legal_representative']),
  /** Whether mail is set up: without it the answer goes from the school's own mailbox. */
  canMail: v.boolean(),
})
/** One message: its text in clear, and its sender masked. */
export type MessageDetailResult = DeepReadonly<v.InferOutput<typeof messageDetailResult>>

export const messageRevealBody = v.strictObject({ field: v.picklist(['name', 'email', 'phone']) })

export type MessageRevealBody = v.InferOutput<typeof messageRevealBody>

export const messageAnswerBody = v.strictObject({
  ...actEntries,
  /** Mailed to the sender and not stored. */
  text: linesOfText(limits.message),
})

/** An answer by mail. */
export type MessageAnswerBody = v.InferOutput<typeof messageAnswerBody>

export const childErasureBody = v.strictObject({
  /** Why staff believe that a child wrote it without a representative. Stored in registers, so a fixed word and no free text. */
  reason: v.picklist(['said_so', 'recognised', 'reported', 'content']),
})
export type ChildErasureBody = v.InferOutput<typeof childErasureBody>
export const messageErasureResult = v.object({
  /** Number of the entry in the register of destructions. */
  number: v.string(),
  /** Last day of a legal hold on the message. It is blocked until then, and deleted after this day. */
  heldUntil: v.exactOptional(day),
})
/** Result of erasing a child's message. */
export type MessageErasureResult = DeepReadonly<v.InferOutput<typeof messageErasureResult>>
