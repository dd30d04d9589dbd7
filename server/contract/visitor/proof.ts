import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'

const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/, 'hex'))

export const proofResult = v.object({
  schema: v.literal('kelisim-proof-1'),
  record: v.record(v.string(), v.unknown()),
  events: v.array(
    v.object({
      /** Place in the chain; `null` where no checkpoint has sealed the event yet. */
      seq: v.nullable(v.number()),
      event: v.record(v.string(), v.unknown()),
      commitment: hex,
      checkpoint: v.nullable(v.number()),
    }),
  ),
  notice: v.nullable(v.object({ sha256: hex, content: v.string() })),
  checkpoints: v.array(
    v.object({
      number: v.number(),
      hash: hex,
      previousHash: hex,
      lastEventSeq: v.number(),
      lastEntrySeq: v.number(),
      sealedAt: v.string(),
      signature: v.string(),
      eventLeaves: hex,
      entryLeaves: hex,
    }),
  ),
  keys: v.array(v.record(v.string(), v.unknown())),
})

/** Everything that proves one consent to somebody without the database (CR-10). */
export type ProofResult = DeepReadonly<v.InferOutput<typeof proofResult>>

export const consentTermsResult = v.object({
  lines: v.array(
    v.object({
      purpose: v.string(),
      policyClause: v.string(),
      termDays: v.number(),
      thirdParties: v.boolean(),
      crossBorder: v.boolean(),
      publicSources: v.boolean(),
      /** Services that serve this purpose: name, provider, country. */
      recipients: v.array(v.string()),
    }),
  ),
})
/** The terms on which consents are taken, by purpose (CR-11). */
export type ConsentTermsResult = DeepReadonly<v.InferOutput<typeof consentTermsResult>>
