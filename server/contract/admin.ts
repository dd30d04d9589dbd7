import * as v from 'valibot'
import { limits } from './limits.ts'
import { day } from './words.ts'

const password = v.pipe(v.string(), v.minLength(limits.passwordMin), v.maxLength(limits.passwordMax))

/** The first administrator's password, set once with the token that the server printed at its first start. */
export const setupBody = v.strictObject({
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.setupToken)),
  password,
})
export type SetupBody = v.InferOutput<typeof setupBody>

export const signInBody = v.strictObject({
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.passwordMax)),
})
export type SignInBody = v.InferOutput<typeof signInBody>

/** Whether a password has been set, and whether this browser is signed in. */
export interface SessionResult {
  readonly isSetUp: boolean
  readonly isSignedIn: boolean
}

/** First and last day of the period, both included. */
export const statisticsQuery = v.strictObject({ from: day, to: day })

/** A number of events, or `null` where it lies from 1 to 4 and is shown as '<5' (TR-09). */
export type Count = number | null

/** Consents and refusals of one group. */
export interface ConsentFigures {
  readonly consents: Count
  readonly refusals: Count
  /** Consents among all choices, 0 to 1; `null` where either count is withheld or there was no choice. */
  readonly consentRate: number | null
}

/** Figures of a period, GET `/v1/admin/statistics`. Everything is a count; nothing leads back to a person (TR-08, TR-09). */
export interface StatisticsResult {
  readonly from: string
  readonly to: string
  /** Counts from 1 to this less one are withheld. */
  readonly smallestShown: number
  readonly total: ConsentFigures & { readonly visits: Count; readonly withdrawals: Count }
  /** One entry for each day of the period, in order. */
  readonly days: readonly (ConsentFigures & { readonly day: string; readonly visits: Count })[]
  /** Granted and refused by purpose. A refusal of everything counts as a refusal of each. */
  readonly purposes: readonly (ConsentFigures & { readonly purpose: string })[]
  readonly languages: readonly (ConsentFigures & { readonly language: string })[]
  readonly policyVersions: readonly (ConsentFigures & { readonly policyVersion: string })[]
  /** Most visited first, at most 20. */
  readonly pages: readonly { readonly path: string; readonly visits: Count }[]
  readonly referrers: readonly { readonly host: string; readonly visits: Count }[]
  readonly browsers: readonly { readonly browser: string; readonly visits: Count }[]
}
