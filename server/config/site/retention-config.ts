import * as v from 'valibot'
import { type PeriodBounds, periodBounds } from '../../domain/retention/period-bounds.ts'

/** Days within the bounds of a data class. The message names the bound that was violated (RT-02). */
export const daysWithin = ({ usual, min, max }: PeriodBounds) =>
  v.optional(
    v.pipe(
      v.number(),
      v.integer('whole days'),
      v.minValue(min, `is under the minimum of ${min} days`),
      v.maxValue(max, `is over the maximum of ${max} days`),
    ),
    usual,
  )

/** Minimum days that a law or the school's own records schedule requires. */
const minimum = ({ min, max }: PeriodBounds) => daysWithin({ usual: min, min, max })

/**
 * Retention periods that have no entry of their own elsewhere (clause 6.3), and the legal minimums. The whole schedule: `npm
 * run retention -- --dry-run`.
 */
export const retentionConfig = v.strictObject({
  /** Days for which the proof of a consent is kept after its end, 365 to 1825. Default 1095. */
  consentDays: daysWithin(periodBounds.consents),
  /** Days for which a request is kept after its answer, 365 to 1825. Default 1095. */
  requestDays: daysWithin(periodBounds.requests),
  /** Days for which counts by day are kept, at most 762 (25 months). Default 762. */
  countDays: daysWithin(periodBounds.counts),
  /**
   * Days for which your host keeps the server's log, at most 90. Default 30. It documents what you do; the server cannot
   * check it.
   */
  serverLogDays: daysWithin(periodBounds.serverLog),
  /** Legal minimums in days: a shorter retention period is rejected at the start. Default: the smallest allowed values. */
  minimumDays: v.optional(
    v.strictObject({
      messages: minimum(periodBounds.messages),
      consents: minimum(periodBounds.consents),
      requests: minimum(periodBounds.requests),
    }),
    {},
  ),
})

export type RetentionConfig = v.InferOutput<typeof retentionConfig>

/** The retention periods that a legal minimum applies to. */
interface ConfiguredPeriods {
  readonly messageDays: number
  readonly retention: RetentionConfig
}

/** Returns the retention periods that are shorter than the configured legal minimum (RT-02): path and sentence of each. */
export function findShortPeriods({ messageDays, retention }: ConfiguredPeriods): string[] {
  const { minimumDays } = retention
  const periods = [
    ['messageDays', messageDays, 'messages'],
    ['retention.consentDays', retention.consentDays, 'consents'],
    ['retention.requestDays', retention.requestDays, 'requests'],
  ] as const
  return periods
    .filter(([, days, name]) => days < minimumDays[name])
    .map(
      ([path, days, name]) =>
        `${path}: ${days} is under the legal minimum of ${minimumDays[name]} days that retention.minimumDays.${name} sets`,
    )
}
