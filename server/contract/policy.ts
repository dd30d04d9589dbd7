import type { Language } from './words.ts'

/** One published version of the policy, GET `/v1/policy` and `/v1/policy/{version}`. */
export interface PolicyResult {
  readonly version: string
  /** Day from which it applies, `YYYY-MM-DD`. */
  readonly effectiveOn: string
  /** SHA-256, hex, of the Kazakh text, which prevails. */
  readonly sha256: string
  /** SHA-256, hex, of each language's text. */
  readonly texts: Readonly<Record<Language, { readonly sha256: string; readonly url: string; readonly official: boolean }>>
}

/** One run of lines that two versions share or not. */
export interface PolicyChange {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** What changed between two versions in one language, GET `/v1/policy/{version}/changes?since=&lang=`. */
export interface PolicyChangesResult {
  readonly version: string
  readonly since: string
  readonly language: Language
  readonly changes: readonly PolicyChange[]
}
