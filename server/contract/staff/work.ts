import * as v from 'valibot'
import { patternText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { email } from '../visitor/message.ts'
import { count, instant, uuidV7 } from '../words.ts'

/** What every act on a message or request may say, so that it is done once and by one account. */
export const actEntries = {
  /** Id that the client makes for this act: sent again, it is done once. Default: a new one. */
  act: v.optional(uuidV7),
  /** The `revision` that was seen; where somebody has acted since, nothing is done (`changed_meanwhile`). Default: any. */
  seen: v.optional(count),
}
export const actBody = v.strictObject(actEntries)
/** An act that needs nothing else. */
export type ActBody = v.InferOutput<typeof actBody>

export const assignmentBody = v.strictObject({
  ...actEntries,
  /** Who has it from now on: who asks, or nobody. */
  to: v.picklist(['me', 'nobody']),
})

/** Who gets it. */
export type AssignmentBody = v.InferOutput<typeof assignmentBody>

/** Who works on something, and what became of it. */
export const workFacts = {
  /** Name of the account that has it. */
  assignee: v.nullable(v.string()),
  isMine: v.boolean(),
  /** Number of acts so far, to be sent as `seen`. */
  revision: v.pipe(v.number(), v.integer()),
  /** The last act: what, by whom, the name of an account or `system`, and when. */
  lastAct: v.nullable(v.object({ name: v.string(), by: v.string(), at: instant })),
  /**
   * The mail with the answer: waiting to be sent, tried in vain and tried again, sent, or given up. `null` where none was
   * mailed.
   */
  answerMail: v.nullable(v.picklist(['queued', 'retried', 'sent', 'failed'])),
}
const work = v.object(workFacts)
/** Who works on something, and what became of it. */
export type WorkFacts = DeepReadonly<v.InferOutput<typeof work>>

/** A reference of a message or number of a request, as it was typed. */
const reference = patternText(/^\s*[KRkr]-[2-9A-Za-z]{8}\s*$/, 'reference', 32)

export const searchBody = v.strictObject({
  reference: v.optional(reference),
  /** The exact address: it is found by its keyed hash, and a part of it is not. */
  email: v.optional(email),
})
/** What is looked for, one of the two: in the body, since an address must not stand in a URL. */
export type SearchBody = v.InferOutput<typeof searchBody>

export const ownerFilter = v.optional(v.picklist(['me', 'nobody']))

/** A field that lists and details show masked, and what is in it. */
export const revealResult = v.object({
  field: v.string(),
  /** `null` where it is empty or cannot be decrypted. */
  value: v.nullable(v.string()),
})
export type RevealResult = DeepReadonly<v.InferOutput<typeof revealResult>>

/** What was listed before, as a hexadecimal SHA-256. */
export const confirmation = patternText(/^[0-9a-f]{64}$/, 'confirm', 64)
