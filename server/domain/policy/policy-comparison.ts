import { diffArrays } from 'diff'
import { type PolicyVersion, withoutMarks } from './policy.ts'
import type { PolicyComparison } from './policy-changes.ts'

/** A run of words that both versions have, or one of them. */
export interface WordRun {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** A paragraph of a comparison; `altered` is one that both versions have in other words. */
export type ComparedParagraph =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'altered'; readonly runs: readonly WordRun[] }

/** How much may differ before a comparison gives up: its work grows with the square of it. Counted, since there is no clock here. */
export interface ComparisonLimits {
  /** Paragraphs that were added and removed in all. */
  readonly paragraphs: number
  /** Words and marks that were added and removed in one paragraph. */
  readonly words: number
  /** The same in all paragraphs together; from there on they are compared as wholes. */
  readonly wordsInAll: number
  /** Words and marks of a paragraph pair that is looked at word by word. */
  readonly wordsOfAPair: number
}

/** A law's length several times over; done in some milliseconds. */
const LIMITS: ComparisonLimits = {
  paragraphs: 1_000,
  words: 300,
  wordsInAll: 6_000,
  wordsOfAPair: 4_000,
}

/** Less in common than this share of the longer one: another paragraph, not the same in other words. */
const LEAST_IN_COMMON = 0.4

/** A word, white space or a single mark. */
const WORDS = /[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu

/** The text as it is read: paragraphs and items of lists, without what only forms them. */
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

/** What is left of `wordsInAll`. */
interface Budget extends ComparisonLimits {
  left: number
}

/** Both paragraphs in one; `undefined` where too much of them differs. */
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

/** What took the place of what: the first with the first, and so on; what has no like is gone, or new. */
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
 * Compares two versions by paragraph and, where a paragraph is still the same one, by word, in the order in which they are read.
 *
 * @returns `isWhole` `false` where they differ too much even by paragraph: then all of the one stands before all of the other.
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
