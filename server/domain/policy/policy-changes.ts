import { diffLines } from 'diff'
import type { Language, PolicyChange } from '../../contract/index.ts'
import { type PolicyVersion, withoutMarks } from './policy.ts'

/** What to compare: `version` as it is, against `since` as it was. */
export interface PolicyComparison {
  readonly since: PolicyVersion
  readonly version: PolicyVersion
  readonly language: Language
}

const textOf = ({ texts }: PolicyVersion, language: Language) =>
  withoutMarks(texts[language].markdown)

/** Runs of lines that two versions share or not, in the order in which they are read. */
export function buildPolicyChanges({ since, version, language }: PolicyComparison): PolicyChange[] {
  const runs = diffLines(textOf(since, language), textOf(version, language))
  return runs.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}
