import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { dataKindIds, day, count as shown } from '../words.ts'

/** First and last day of the period, both included. */
export const statisticsQuery = v.strictObject({ from: day, to: day })

const count = v.nullable(v.union([shown, v.literal('hidden')]))
/**
 * A number of events. `null` where it is below five and shown as '<5' (TR-09); `hidden` where it could be any number and is
 * not shown, since a number from 1 to 4 could be computed from it.
 */
export type Count = v.InferOutput<typeof count>

const consentFigures = v.object({
  consents: count,
  refusals: count,
  /** Consents among all choices, 0 to 1; `null` where either count is withheld or there was no choice. */
  consentRate: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
})
/** Consents and refusals of one group. */
export type ConsentFigures = DeepReadonly<v.InferOutput<typeof consentFigures>>

/** The part of one list that is counted without names. */
const notListed = v.object({
  /** Maximum number of names counted separately per day; all others are counted in `visits`. */
  perDay: v.number(),
  visits: count,
})

export const statisticsResult = v.object({
  from: day,
  to: day,
  /** Smallest count that is shown; those from 1 up to it are withheld. */
  smallestShown: v.number(),
  total: v.object({
    ...consentFigures.entries,
    /** Consents to a part of what is on offer; among `consents`. */
    partial: count,
    visits: count,
    withdrawals: count,
    /** Renewed consents to the same. Neither renewals nor changes count as consents or withdrawals. */
    renewals: count,
    /** Changes of what a consent grants. */
    changes: count,
  }),
  /** One entry for each day of the period, in order. */
  days: v.array(v.object({ ...consentFigures.entries, day, visits: count })),
  /** Granted and refused by purpose. A refusal of everything counts as a refusal of each. */
  purposes: v.array(v.object({ ...consentFigures.entries, purpose: v.string() })),
  /** Granted and refused by data kind. A refusal of analytics counts as a refusal of each. */
  dataKinds: v.array(v.object({ ...consentFigures.entries, kind: v.picklist(dataKindIds) })),
  /** Choices made in a browser that sends Global Privacy Control, and the others. */
  signals: v.array(v.object({ ...consentFigures.entries, signal: v.picklist(['gpc', 'none']) })),
  languages: v.array(v.object({ ...consentFigures.entries, language: v.string() })),
  policyVersions: v.array(v.object({ ...consentFigures.entries, policyVersion: v.string() })),
  /** Most visited first, at most 20. */
  pages: v.array(v.object({ path: v.string(), visits: count })),
  referrers: v.array(v.object({ host: v.string(), visits: count })),
  browsers: v.array(v.object({ browser: v.string(), visits: count })),
  /** For visitors who grant browser data: operating systems and device types, most first. */
  systems: v.array(v.object({ os: v.string(), visits: count })),
  devices: v.array(v.object({ device: v.string(), visits: count })),
  /** For visitors who grant visit times: page views of each hour of the day, 0 to 23, in the site's time zone. */
  hours: v.array(v.object({ hour: v.pipe(v.number(), v.integer()), visits: count })),
  /**
   * For visitors who grant visit times: page views by the time the page was in view, from this many seconds up to the next
   * step.
   */
  durations: v.array(v.object({ fromSeconds: v.pipe(v.number(), v.integer()), visits: count })),
  /** For visitors who grant their address: countries (ISO 3166-1 alpha-2, or `other`), most first. */
  countries: v.array(v.object({ country: v.string(), visits: count })),
  /** For visitors who grant their address: from the site's own networks, or from elsewhere; empty where none is configured. */
  networks: v.array(v.object({ network: v.picklist(['own', 'other']), visits: count })),
  /** Only visitors who let their visits be joined (`visitor_cookie`). */
  visitors: v.object({
    /** Different visitors in the period. */
    visitors: count,
    /** Those who had been there before the period, as far back as visits are kept. */
    returning: count,
    /** Average pages per visitor and day; `null` where there were too few visitors. */
    pagesPerVisitor: v.nullable(v.pipe(v.number(), v.minValue(0))),
    /** One entry for each day of the period, in order. Returning: those who had been there before that day. */
    days: v.array(v.object({ day, visitors: count, returning: count })),
  }),
  /** Page views whose page, host or browser exceeds the number counted separately per day. */
  notListed: v.object({ pages: notListed, referrers: notListed, browsers: notListed }),
})
/** Statistics of a period, GET `/v1/admin/statistics`. Counts only; none can be traced to a person (TR-08, TR-09). */
export type StatisticsResult = DeepReadonly<v.InferOutput<typeof statisticsResult>>
