import { diffArrays } from 'diff'
import { type PolicyVersion, withoutMarks } from './policy.ts'
import type { PolicyComparison } from './policy-changes.ts'

/** A run of words that both versions share or only one has. */
export interface WordRun {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** A paragraph of a comparison; `altered` is in both versions with different words. */
export type ComparedParagraph =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'altered'; readonly runs: readonly WordRun[] }

/**
 * Limits of the work of a comparison, which grows with the square of the difference. They are counts, since the domain has no
 * clock.
 */
export interface ComparisonLimits {
  /** Paragraphs added and removed in total. */
  readonly paragraphs: number
  /** Words and punctuation marks added and removed in one paragraph. */
  readonly words: number
  /** The same in all paragraphs together; beyond it, paragraphs are compared as wholes. */
  readonly wordsInAll: number
  /** Maximum words and marks of a pair of paragraphs that is compared by word. */
  readonly wordsOfAPair: number
}

/** Several times the length of a law; takes a few milliseconds. */
const LIMITS: ComparisonLimits = {
  paragraphs: 1_000,
  words: 300,
  wordsInAll: 6_000,
  wordsOfAPair: 4_000,
}

/** Minimum share of the longer paragraph that both must have in common to count as the same paragraph. */
const LEAST_IN_COMMON = 0.4

/** Matches a word, white space or a single punctuation mark. */
const WORDS = /[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu

/** Returns the text without Markdown syntax: paragraphs and list items. */
const paragraphsOf = ({ texts }: PolicyVersion, language: PolicyComparison['language']): string[] =>
  withoutMarks(texts[language].markdown)
    .split('\n')
    .map((line) =>
      line
        .replace(/^(#+|>)\s*/, '')
        .replace(/^[-*]\s+/, '• ')
        .replace(/\*\*|__/g, '')
        .trim(),
    )
    .filter(Boolean)

/** `wordsInAll` counts down as words are compared. */
interface Budget extends ComparisonLimits {
  left: number
}

/** Returns both paragraphs merged into one, or `undefined` where they differ too much. */
function compareWords(
  before: string,
  after: string,
  budget: Budget,
): readonly WordRun[] | undefined {
  const old = before.match(WORDS) ?? []
  const now = after.match(WORDS) ?? []
  const atMost = Math.min(budget.words, budget.left)
  if (old.length + now.length > budget.wordsOfAPair || atMost <= 0) return undefined
  const found = diffArrays(old, now, { maxEditLength: atMost })
  const edits = found?.filter(({ added, removed }) => added || removed)
  budget.left -= edits?.reduce((sum, { value }) => sum + value.length, 0) ?? atMost
  if (!found) return undefined
  const runs = found.map(({ added, removed, value }) => ({
    kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
    text: value.join(''),
  }))
  const common = runs.reduce(
    (sum, { kind, text }) => (kind === 'same' ? sum + text.length : sum),
    0,
  )
  return common < LEAST_IN_COMMON * Math.max(before.length, after.length) ? undefined : runs
}

/** Pairs removed paragraphs with added ones in order. A paragraph without a partner is removed or new. */
function pair(
  removed: readonly string[],
  added: readonly string[],
  budget: Budget,
): ComparedParagraph[] {
  const length = Math.max(removed.length, added.length)
  return Array.from({ length }, (_, at) => {
    const [before, after] = [removed[at], added[at]]
    const runs =
      before === undefined || after === undefined ? undefined : compareWords(before, after, budget)
    if (runs) return [{ kind: 'altered' as const, runs }]
    return [
      ...(before === undefined ? [] : [{ kind: 'removed' as const, text: before }]),
      ...(after === undefined ? [] : [{ kind: 'added' as const, text: after }]),
    ]
  }).flat()
}

/**
 * Compares two versions by paragraph and, within a paragraph that both have, by word, in reading order.
 *
 * @returns `isWhole` is `false` where they differ too much even by paragraph; then the whole old text precedes the whole new
 *   one.
 */
export function comparePolicies(
  { since, version, language }: PolicyComparison,
  limits: ComparisonLimits = LIMITS,
): { readonly paragraphs: readonly ComparedParagraph[]; readonly isWhole: boolean } {
  const old = paragraphsOf(since, language)
  const now = paragraphsOf(version, language)
  const found = diffArrays(old, now, { maxEditLength: limits.paragraphs })
  if (!found) {
    const removed = old.map((text) => ({ kind: 'removed' as const, text }))
    return {
      paragraphs: [...removed, ...now.map((text) => ({ kind: 'added' as const, text }))],
      isWhole: false,
    }
  }
  const budget: Budget = { ...limits, left: limits.wordsInAll }
  const paragraphs: ComparedParagraph[] = []
  let removed: string[] = []
  let added: string[] = []
  const settle = () => {
    paragraphs.push(...pair(removed, added, budget))
    removed = []
    added = []
  }
  for (const run of found) {
    if (run.removed) removed.push(...run.value)
    else if (run.added) added.push(...run.value)
    else {
      settle()
      paragraphs.push(...run.value.map((text) => ({ kind: 'same' as const, text })))
    }
  }
  settle()
  return { paragraphs, isWhole: true }
}
