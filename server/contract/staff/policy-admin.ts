import * as v from 'valibot'
import { boundedText, trimmedText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { count, day, instant, language, languages, policyVersion, uuidV7 } from '../words.ts'

const sha256 = v.string()
const change = v.picklist(['material', 'editorial'])
const inEach = <S extends v.GenericSchema>(schema: S) =>
  v.strictObject({ kk: schema, ru: schema, en: schema })

/** Whether a version was written in the console, or came as a file. */
const origin = v.picklist(['console', 'file'])

const versionLine = v.object({
  version: policyVersion,
  effectiveOn: day,
  change,
  /** Summary of the change; `null` on the first version. */
  summary: v.nullable(inEach(v.string())),
  /** `announced`: a file whose day has not come. */
  state: v.picklist(['announced', 'in_force', 'past']),
  origin,
  /** SHA-256, hex, of the Kazakh text. */
  sha256,
})
/** A published version, for staff. */
export type PolicyVersionLine = DeepReadonly<v.InferOutput<typeof versionLine>>

/** What is wrong with a version in preparation; it cannot be approved before. */
export const policyProblemIds = [
  'no_text',
  'no_numbers',
  'lost_letter',
  'number_missing',
  'number_extra',
  'number_twice',
  'numbers_in_other_order',
  'items_differ',
  'clause_gone',
  'nothing_changed',
  'no_class',
  'no_summary',
  'no_day',
  'day_passed',
  'day_too_early',
  'based_on_older',
] as const

const problem = v.object({
  problem: v.picklist(policyProblemIds),
  /** The text that it is about; `null` where it is about the version. */
  language: v.nullable(v.picklist(languages)),
  /** Section, clause, item (`4.1(9)`), line, day or version; `null` where there is none. */
  at: v.nullable(v.string()),
})
/** One problem of a version in preparation. */
export type PolicyProblem = DeepReadonly<v.InferOutput<typeof problem>>

export const policyDraftResult = v.object({
  id: uuidV7,
  /** Sent back with a change: whoever comes second is refused. */
  revision: count,
  /** The version from which it was begun. */
  basedOn: policyVersion,
  texts: inEach(v.string()),
  change: v.nullable(change),
  summary: inEach(v.string()),
  effectiveOn: v.nullable(day),
  /** Name of the account that made the latest change, and when. */
  changedBy: v.string(),
  changedAt: instant,
  /** `null` while it is written; else the name of who approved it, and when. */
  approval: v.nullable(v.object({ by: v.string(), at: instant })),
  /** The number under which it is, or would be, published; `null` before its day is chosen. */
  version: v.nullable(policyVersion),
  /** Everything that is wrong, at once; empty where it can be approved. */
  problems: v.array(problem),
  /** Visitors whose consent holds now and whom a material version asks again when they next come. */
  askedAgain: v.object({
    visitors: count,
    /** Whether there are more than `visitors`. */
    isLeast: v.boolean(),
  }),
})
/** The version in preparation, GET `/v1/admin/policy/draft`. */
export type PolicyDraftResult = DeepReadonly<v.InferOutput<typeof policyDraftResult>>

export const policiesResult = v.object({
  /** The current day of the site's zone. */
  today: day,
  /** Newest first. */
  versions: v.array(versionLine),
  /** The version in preparation, in short; `null` where there is none. */
  draft: v.nullable(
    v.object({
      version: v.nullable(policyVersion),
      effectiveOn: v.nullable(day),
      isApproved: v.boolean(),
      changedBy: v.string(),
      changedAt: instant,
    }),
  ),
})
/** Every version of the policy, GET `/v1/admin/policy`. */
export type PoliciesResult = DeepReadonly<v.InferOutput<typeof policiesResult>>

const run = v.object({ kind: v.picklist(['same', 'added', 'removed']), text: v.string() })
export const policyDifferenceResult = v.object({
  since: policyVersion,
  language: v.picklist(languages),
  /** Whether the texts were compared by paragraph; else the old one stands before the new one. */
  isWhole: v.boolean(),
  /** In reading order; `altered` has the words that were added and removed. */
  paragraphs: v.array(
    v.object({
      kind: v.picklist(['same', 'added', 'removed', 'altered']),
      runs: v.array(run),
    }),
  ),
})
/** What the version in preparation changes of the one that it would follow, GET `/v1/admin/policy/draft/changes`. */
export type PolicyDifferenceResult = DeepReadonly<v.InferOutput<typeof policyDifferenceResult>>

export const policyDifferenceQuery = v.strictObject({ lang: v.optional(language, 'kk') })

/** Where the change is made: what its author saw. */
const seen = { id: uuidV7, revision: v.pipe(v.number(), v.integer(), v.minValue(1)) }
const markdown = boundedText(limits.policyText)

export const policyBeginBody = v.strictObject({ id: uuidV7 })
/** Begins a version from the texts of the newest one. The id is the client's: sent twice, it begins one. */
export type PolicyBeginBody = v.InferOutput<typeof policyBeginBody>

export const policySaveBody = v.strictObject({
  ...seen,
  /** Texts that changed; the others stay. */
  texts: v.strictObject({
    kk: v.exactOptional(markdown),
    ru: v.exactOptional(markdown),
    en: v.exactOptional(markdown),
  }),
  /** `null`: not decided yet. */
  change: v.nullable(change),
  /** One sentence for each language; may be empty until the approval. */
  summary: inEach(boundedText(limits.policySummary)),
  effectiveOn: v.nullable(day),
})
/** Saves the version in preparation. */
export type PolicySaveBody = v.InferOutput<typeof policySaveBody>

export const policyDecideBody = v.strictObject({
  ...seen,
  /** The version's number, typed by whoever decides. */
  version: trimmedText(limits.policyVersion),
})
/** Approves the version in preparation, or takes its approval back. */
export type PolicyDecideBody = v.InferOutput<typeof policyDecideBody>

export const policyDropBody = v.strictObject(seen)
/** Deletes the version in preparation. */
export type PolicyDropBody = v.InferOutput<typeof policyDropBody>

export const policyPreviewBody = v.strictObject({ language: v.picklist(languages), markdown })
/** A text to be shown as its page would show it. */
export type PolicyPreviewBody = v.InferOutput<typeof policyPreviewBody>

export const policyPreviewResult = v.object({
  title: v.string(),
  /** Harmless HTML: that of the text is shown as text, and links lead to the web, mail and phone only. */
  html: v.string(),
})
/** The text as its page would show it. */
export type PolicyPreviewResult = DeepReadonly<v.InferOutput<typeof policyPreviewResult>>

export const policyTextsResult = v.object({
  ...versionLine.entries,
  texts: inEach(v.string()),
  hashes: inEach(sha256),
})
/** A published version with its texts. */
export type PolicyTextsResult = DeepReadonly<v.InferOutput<typeof policyTextsResult>>
