import * as v from 'valibot'
import { trimmedText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { instant, language, uuidV7 } from '../words.ts'
import { consentStates } from './consent.ts'

const actor = v.picklist(['subject', 'legal_representative', 'operator', 'system'])

/** One change of the consent, in the terms of ISO/IEC TS 27560 (`event_type`, `event_state`, `entity_id`, `event_time`). */
const receiptEvent = v.object({
  id: uuidV7,
  type: v.literal('explicit'),
  state: v.picklist(consentStates),
  actor,
  at: instant,
  purposes: v.record(v.string(), v.boolean()),
  dataKinds: v.record(v.string(), v.boolean()),
})

export const fullReceipt = v.object({
  schema: v.literal('kelisim-receipt-2'),
  /** Random id of the record; contains no name. */
  id: uuidV7,
  /** Who consented, identified by the record only (Art. 8(4)(2)). */
  subject: v.object({ ref: v.string() }),
  /** Art. 8(4)(1). */
  controller: v.object({
    name: v.string(),
    bin: v.string(),
    address: v.string(),
    contact: v.string(),
  }),
  jurisdiction: v.literal('KZ'),
  language,
  /** The exact text shown, available by its hash at `url`. */
  notice: v.object({ version: v.string(), sha256: v.string(), language, url: v.string() }),
  /** Art. 8(4)(3). */
  validFrom: instant,
  validUntil: instant,
  purposes: v.array(
    v.object({
      id: v.string(),
      policyClause: v.string(),
      /** Legal basis by item 5.1 of the policy. */
      basis: v.literal('consent'),
      /** W3C DPV 2.2. */
      dpv: v.string(),
      granted: v.boolean(),
    }),
  ),
  /** Art. 8(4)(7): each kind of data, with its item of clause 3.3. */
  data: v.array(v.object({ kind: v.string(), policyClause: v.string(), granted: v.boolean() })),
  /** Art. 8(4)(4): who receives data besides the controller. */
  thirdParties: v.array(
    v.object({ name: v.string(), provider: v.string(), country: v.string(), purpose: v.string() }),
  ),
  /** Art. 8(4)(5). */
  crossBorder: v.boolean(),
  /** Art. 8(4)(6). */
  publicSources: v.boolean(),
  storage: v.object({ country: v.string() }),
  /** Retention periods in days, by their subject (clause 6.3). */
  retentionDays: v.record(v.string(), v.number()),
  /** How to withdraw, at any time, as easily as it was given. */
  withdrawal: v.object({ method: v.literal('POST'), url: v.string() }),
  /** Where on the page, and whether the browser sent Global Privacy Control then. */
  collection: v.object({ method: v.string(), gpcAtChoice: v.boolean() }),
  events: v.array(receiptEvent),
  issuedAt: instant,
})
/**
 * A consent record as the visitor keeps it, with every field that Art. 8(4) and ISO/IEC TS 27560 require. Contains no secret
 * (CR-05).
 */
export type FullReceipt = DeepReadonly<v.InferOutput<typeof fullReceipt>>

export const signedReceipt = v.object({
  receipt: fullReceipt,
  /** The same in the fields of Kantara Consent Receipt 1.1, for software that reads those. */
  kantara: v.record(v.string(), v.unknown()),
  /** Compact JWS (RFC 7515) whose payload is `receipt`; its key is at `/.well-known/jwks.json`. */
  jws: v.string(),
})
/** A signed receipt. */
export type SignedReceipt = DeepReadonly<v.InferOutput<typeof signedReceipt>>

export const noticeResult = v.object({
  sha256: v.string(),
  language,
  /** The JSON text that is hashed: the words that were shown with all inserted values. */
  content: v.string(),
})
/** A notice that was once shown. */
export type NoticeResult = DeepReadonly<v.InferOutput<typeof noticeResult>>

export const jwksResult = v.object({
  keys: v.array(
    v.object({
      kid: v.string(),
      kty: v.string(),
      crv: v.string(),
      x: v.string(),
      alg: v.literal('EdDSA'),
      use: v.literal('sig'),
    }),
  ),
})

/** A receipt to be verified: the whole file, or its JWS only. */
export const pastedReceipt = trimmedText(limits.bodyBytes)
