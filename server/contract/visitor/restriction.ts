import * as v from 'valibot'
import { patternText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'

/** A purpose of a record: one on offer, or `contact` of a message. */
export const recordPurpose = patternText(/^[a-z]+$/, 'purpose', limits.purposeId)

export const restrictionBody = v.strictObject({
  /** The purpose to stop. Default: everything, which is a block (DS-04, DS-07). */
  purpose: v.optional(recordPurpose),
})
export type RestrictionBody = v.InferOutput<typeof restrictionBody>

/** Why a block or restriction is lifted. A fixed choice instead of text: it goes into a register, which cannot be erased. */
export const liftReason = v.picklist([
  'person_agrees',
  'data_corrected',
  'processing_lawful',
  'law_requires',
])
export type LiftReason = v.InferOutput<typeof liftReason>

export const liftBody = v.strictObject({ purpose: v.optional(recordPurpose), reason: liftReason })
export type LiftBody = v.InferOutput<typeof liftBody>

const restrictedThing = v.object({
  kind: v.picklist(['consent', 'message']),
  /** Id of the consent record, reference of the message. */
  ref: v.string(),
  isBlocked: v.boolean(),
  /** Whether a legal hold applies (RT-06); then it stays blocked. */
  isHeld: v.boolean(),
  /** Purposes that are restricted individually. */
  restrictedPurposes: v.array(v.string()),
})
export const restrictionResult = v.object({ restrictions: v.array(restrictedThing) })
/** The current blocks and restrictions. */
export type RestrictionResult = DeepReadonly<v.InferOutput<typeof restrictionResult>>
