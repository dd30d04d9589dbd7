import { diffLines } from 'diff'
import type { Language, PolicyChange } from '../../contract/index.ts'
import { type PolicyVersion, withoutMarks } from './policy.ts'

/** The versions to compare: `version` with the older `since`. */
export interface PolicyComparison {
  readonly since: PolicyVersion
  readonly version: PolicyVersion
  readonly language: Language
}

const textOf = ({ texts }: PolicyVersion, language: Language) =>
  withoutMarks(texts[language].markdown)

/** Returns runs of lines that both versions share or only one has, in reading order. */
export function buildPolicyChanges({ since, version, language }: PolicyComparison): PolicyChange[] {
  const runs = diffLines(textOf(since, language), textOf(version, language))
  return runs.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}
