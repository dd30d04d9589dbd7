import * as v from 'valibot'
import { boundedList, patternText } from '../bounded.ts'
import { limits } from '../limits.ts'
import { uuidV7 } from '../words.ts'

export const visit = v.strictObject({
  /**
   * Idempotency key. Sent again with a longer `durationMs`, it extends the visit and changes nothing else. Where `visit_time`
   * is refused, its time bits are those of the day's first millisecond.
   */
  id: uuidV7,
  /**
   * Path of the page, starting with `/`, without query and fragment. Only counted by day, never stored with the visit
   * (TR-03).
   */
  path: patternText(/^\/[^?#\s]*$/, 'path', limits.path),
  /** Host that the visitor came from, if not this site's. Only counted by day. */
  referrerHost: v.optional(patternText(/^[a-z0-9.-]+$/, 'host', limits.referrerHost)),
  /** Time the page was in view, in milliseconds. Sent when it is left, and only where `visit_time` is granted. */
  durationMs: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.visitDurationMs)),
  ),
})
/** One page view. */
export type VisitEntry = v.InferOutput<typeof visit>

export const visitsBody = v.strictObject({
  /** The consent record that permits these visits. The server decides by the stored record only. */
  consentId: uuidV7,
  visits: boundedList(visit, { max: limits.visitsPerBatch }),
})
/** Path and referrer host only: counted without consent where the school has enabled it (TR-11). No id of any kind. */
export const countedPage = v.strictObject({
  path: visit.entries.path,
  referrerHost: visit.entries.referrerHost,
})
export type CountedPage = v.InferOutput<typeof countedPage>

export const countedPagesBody = v.strictObject({
  visits: boundedList(countedPage, { max: limits.visitsPerBatch }),
})
/** Pages that are only counted. */
export type CountedPagesBody = v.InferOutput<typeof countedPagesBody>

/**
 * Returns which of the two a body is. One with neither consent nor visits is validated as the first, whose errors name what
 * is missing.
 */
export const isWithoutConsent = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'visits' in body && !('consentId' in body)

/** One visit or a batch, as the widget sends it. */
export type VisitsBody = v.InferOutput<typeof visitsBody>
