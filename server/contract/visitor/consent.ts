import * as v from 'valibot'
import { boundedList, boundedRecord, patternText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { dataKinds, instant, language, policyVersion, purposeId, uuidV7 } from '../words.ts'

/** States of a consent record by their W3C DPV 2.2 names. Only the first two allow processing. */
export const consentStates = [
  'ConsentGiven',
  'RenewedConsentGiven',
  'ConsentExpired',
  'ConsentWithdrawn',
] as const
/** State of a consent record, by its DPV name. */
export type ConsentState = (typeof consentStates)[number]

/** Where on the page the choice was made. */
export const surface = v.picklist(['banner', 'settings', 'placeholder', 'api'])

/** 256 random bits made by the browser, base64url without padding. Opens the record; the server keeps only its SHA-256. */
export const recordSecret = patternText(/^[A-Za-z0-9_-]{43}$/, 'record_secret', 43)

export const consentBody = v.strictObject({
  /** Names the record; also the idempotency key: sent twice, it is stored once. */
  id: uuidV7,
  secret: recordSecret,
  /** The policy version whose text was on offer. An outdated one is refused with `policy_version_outdated`. */
  policyVersion,
  /** First 16 hex digits of the SHA-256 of the notice in the language shown: what the visitor had before their eyes. */
  notice: patternText(/^[0-9a-f]{16}$/, 'notice', 16),
  /** The language in which the notice was shown. */
  language,
  /** Every purpose on offer, granted or refused; `necessary` is never among them. At least one is granted. */
  purposes: boundedRecord(v.boolean(), { max: limits.purposes, keyLength: limits.purposeId }),
  /** Counted as refused, whatever is sent, where `analytics` is refused. */
  dataKinds,
  surface,
  /** Whether the browser sent Global Privacy Control when the visitor chose (CB-15). */
  gpcAtChoice: v.boolean(),
  /**
   * The record whose place this one takes. Where it granted the same the consent is a renewal (`RenewedConsentGiven`), else a change,
   * and is counted so, not as one more consent. An unknown one is ignored.
   */
  replaces: v.optional(uuidV7),
})
/** A choice that grants something, as the widget sends it. */
export type ConsentBody = v.InferOutput<typeof consentBody>

export const withdrawalBody = v.strictObject({
  /** Idempotency key. */
  id: uuidV7,
  /** The purposes withdrawn; absent: all of them. */
  purposes: v.optional(boundedList(purposeId, { max: limits.purposes })),
  /** Whether another choice takes the record's place at once: then it is not counted as a withdrawal. Default `false`. */
  isReplaced: v.optional(v.boolean()),
})
/** A withdrawal of all or some purposes of one record. */
export type WithdrawalBody = v.InferOutput<typeof withdrawalBody>

export const receipt = v.object({
  schema: v.literal('kelisim-receipt-1'),
  id: uuidV7,
  state: v.picklist(consentStates),
  /** Server time at which the consent was recorded. */
  givenAt: instant,
  validUntil: instant,
  withdrawnAt: v.exactOptional(instant),
  language: v.string(),
  policyVersion: v.string(),
  /** SHA-256, hex, of the notice shown. */
  noticeSha256: v.string(),
  /** Every purpose on offer: granted or refused, now. */
  purposes: v.record(v.string(), v.boolean()),
  dataKinds: v.record(v.string(), v.boolean()),
  controller: v.object({ name: v.string(), bin: v.string() }),
  jurisdiction: v.literal('KZ'),
  /** How to withdraw: the path to POST to with the record's secret. */
  withdrawal: v.string(),
})
/** The visitor's copy of a consent record: what was agreed, with whom, until when. Times are ISO 8601 in UTC. */
export type Receipt = DeepReadonly<v.InferOutput<typeof receipt>>

export const consentResult = v.object({ receipt })
/** Current state of one record, for who holds its secret. */
export type ConsentResult = DeepReadonly<v.InferOutput<typeof consentResult>>
