import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { day } from '../words.ts'

/** Things counted at most for one class: more are said to be more. */
export const DUE_COUNTED_AT_MOST = 10_000

export const retentionRunBody = v.strictObject({
  /** Whether only to say what a run would destroy. */
  dryRun: v.boolean(),
  /** The day it is today in the site's time zone; needed only where the server's clock has jumped (`clock_in_doubt`). */
  today: v.exactOptional(day),
})
export type RetentionRunBody = v.InferOutput<typeof retentionRunBody>

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const retentionClass = v.object({
  dataClass: v.string(),
  /** In English: `30 days after the visit`. */
  term: v.string(),
  /** The term as a figure and its bounds; `null` where it hangs on something else. */
  figure: v.nullable(
    v.object({ unit: v.picklist(['days', 'hours']), length: count, min: count, max: count }),
  ),
  /** Clauses of the policy. */
  ground: v.string(),
  atEnd: v.picklist(['delete', 'shorten', 'drop_small', 'prune', 'keep']),
  by: v.picklist(['retention', 'requests', 'erasures', 'backup', 'mail', 'host', 'nobody']),
  /** How many are due now, 10 000 at most; `null` where the daily job does not carry the rule out. */
  due: v.nullable(count),
})

export const retentionResult = v.object({
  /** Day by the server's clock. */
  today: v.string(),
  /** When the job last came to its end, ISO 8601; `null` before the first time. */
  lastRunAt: v.nullable(v.string()),
  /** Whether nothing is destroyed now since the server's clock has jumped. */
  isClockInDoubt: v.boolean(),
  classes: v.array(retentionClass),
})
/** The retention schedule, and what is due by it. */
export type RetentionResult = DeepReadonly<v.InferOutput<typeof retentionResult>>

export const retentionRunResult = v.object({
  isDryRun: v.boolean(),
  /** How many of each class were destroyed, or would be; classes without any are left out. */
  counts: v.record(v.string(), count),
})
/** What a run has destroyed, or would destroy. */
export type RetentionRunResult = DeepReadonly<v.InferOutput<typeof retentionRunResult>>
