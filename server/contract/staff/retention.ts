import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { count, day } from '../words.ts'

/** Maximum number counted for one class; a higher number is reported as more. */
export const DUE_COUNTED_AT_MOST = 10_000

export const retentionRunBody = v.strictObject({
  /** Whether to report only what a run would destroy. */
  dryRun: v.boolean(),
  /** Today in the site's time zone; required only where the server's clock has jumped (`clock_in_doubt`). */
  today: v.exactOptional(day),
})
export type RetentionRunBody = v.InferOutput<typeof retentionRunBody>

const retentionClass = v.object({
  dataClass: v.string(),
  /** In English: `30 days after the visit`. */
  term: v.string(),
  /** The retention period as a number with its bounds; `null` where it depends on other data. */
  figure: v.nullable(
    v.object({ unit: v.picklist(['days', 'hours']), length: count, min: count, max: count }),
  ),
  /** Clauses of the policy. */
  ground: v.string(),
  atEnd: v.picklist(['delete', 'shorten', 'drop_small', 'prune', 'keep']),
  by: v.picklist(['retention', 'requests', 'erasures', 'backup', 'mail', 'host', 'nobody']),
  /** Number due now, 10 000 at most; `null` where the daily job does not carry the rule out. */
  due: v.nullable(count),
})

export const retentionResult = v.object({
  /** Day by the server's clock. */
  today: v.string(),
  /** When the job last completed, ISO 8601; `null` before the first time. */
  lastRunAt: v.nullable(v.string()),
  /** Whether nothing is destroyed now because the server's clock has jumped. */
  isClockInDoubt: v.boolean(),
  classes: v.array(retentionClass),
})
/** The retention schedule, with what is due by it. */
export type RetentionResult = DeepReadonly<v.InferOutput<typeof retentionResult>>

export const retentionRunResult = v.object({
  isDryRun: v.boolean(),
  /** Number destroyed, or to be destroyed, by class; classes without any are left out. */
  counts: v.record(v.string(), count),
})
/** Result of a run or a dry run. */
export type RetentionRunResult = DeepReadonly<v.InferOutput<typeof retentionRunResult>>

export const holdsInForceResult = v.object({
  /** Soonest ending first, 100 at most. */
  holds: v.array(
    v.object({
      kind: v.picklist(['consent', 'message']),
      /** Number of the message, or id of the consent record. */
      reference: v.string(),
      /** The norm or order that requires it. */
      reason: v.string(),
      since: v.string(),
      /** Last day, inclusive. */
      untilOn: day,
    }),
  ),
})
/** Legal holds in force (RT-06). */
export type HoldsInForceResult = DeepReadonly<v.InferOutput<typeof holdsInForceResult>>
