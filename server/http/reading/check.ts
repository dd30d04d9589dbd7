import * as v from 'valibot'
import type { FieldProblem } from '../../contract/error.ts'
import { PERSONAL_PROBLEM } from '../../contract/registers/impersonal.ts'

/** Problems of a value: each wrong field with a reason, never with the value. */
export type Problems = Readonly<Record<string, FieldProblem>>

const PROBLEM_OF: Readonly<Record<string, FieldProblem>> = {
  max_length: 'too_long',
  max_entries: 'too_long',
  max_value: 'invalid',
  min_length: 'too_short',
  min_value: 'invalid',
}

/** Key names come from the client too: a response repeats at most this much of one. */
const MAX_KEY_LENGTH = 64

function problemOf(issue: v.BaseIssue<unknown>): FieldProblem {
  if (issue.type === 'strict_object') return issue.expected === 'never' ? 'unknown' : 'missing'
  if (issue.type === 'variant' && issue.path) {
    return issue.input === undefined ? 'missing' : 'invalid'
  }
  if (issue.message === PERSONAL_PROBLEM) return PERSONAL_PROBLEM
  if (issue.kind === 'validation') return PROBLEM_OF[issue.type] ?? 'invalid'
  return issue.type === 'picklist' && typeof issue.input === 'string' ? 'invalid' : 'wrong_type'
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map((item) => String(item.key).slice(0, MAX_KEY_LENGTH)) ?? []
  return keys.join('.') || 'body'
}

/** Validates a value against a schema and reports every wrong field at once. */
export function check<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
): { kind: 'right'; output: v.InferOutput<S> } | { kind: 'wrong'; problems: Problems } {
  // A field stops at its first violation, so no pattern runs on a text that is too long.
  const result = v.safeParse(schema, value, { abortPipeEarly: true })
  if (result.success) return { kind: 'right', output: result.output }
  const problems: Record<string, FieldProblem> = Object.create(null)
  for (const issue of result.issues) problems[pathOf(issue)] ??= problemOf(issue)
  return { kind: 'wrong', problems: { ...problems } }
}
