import * as v from 'valibot'
import { patternText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { day, language, policyVersion, texts } from '../words.ts'

/** SHA-256 as 64 hex digits. */
const sha256 = patternText(/^[0-9a-f]{64}$/, 'sha256', 64)

const policyText = v.object({
  sha256,
  /** Path of the text exactly as approved, `text/plain`. */
  url: v.string(),
  /** Whether this is the official text or a translation. */
  official: v.boolean(),
})

export const policyResult = v.object({
  version: policyVersion,
  /** Day from which it applies, `YYYY-MM-DD`. */
  effectiveOn: day,
  /** Whether earlier consents must be asked for again. */
  change: v.picklist(['material', 'editorial']),
  /** Summary of the change, one sentence for each language; absent on the first version. */
  summary: v.exactOptional(texts),
  /** SHA-256, hex, of the Kazakh text, which is the official one. */
  sha256,
  /** SHA-256, hex, of each language's text. */
  texts: v.object({ kk: policyText, ru: policyText, en: policyText }),
  /** The last material version in force and its changes; only at `/v1/policy`. Grants from before it are asked for again. */
  askedSince: v.exactOptional(
    v.object({ version: policyVersion, summary: v.exactOptional(texts) }),
  ),
})
/** One published version of the policy, GET `/v1/policy` and `/v1/policy/{version}`. */
export type PolicyResult = DeepReadonly<v.InferOutput<typeof policyResult>>

/** The version to compare with. */
export const policyChangesQuery = v.strictObject({
  /** An earlier version; any two published ones can be compared, in either direction. */
  since: policyVersion,
  /** Default `kk`, the official text. */
  lang: v.optional(language, 'kk'),
})

export const policyChange = v.object({
  kind: v.picklist(['same', 'added', 'removed']),
  text: v.string(),
})
/** A run of lines that both versions share or only one has. */
export type PolicyChange = DeepReadonly<v.InferOutput<typeof policyChange>>

export const policyChangesResult = v.object({
  version: policyVersion,
  since: policyVersion,
  language,
  changes: v.array(policyChange),
})
/** Changes between two versions in one language, GET `/v1/policy/{version}/changes?since=&lang=`. */
export type PolicyChangesResult = DeepReadonly<v.InferOutput<typeof policyChangesResult>>
