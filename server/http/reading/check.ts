import * as v from 'valibot'
import type { FieldProblem } from '../../contract/error.ts'
import { PERSONAL_PROBLEM } from '../../contract/registers/impersonal.ts'
import { findCommon, findUnknown } from './find-unknown.ts'

/** Problems of a value: each wrong field with a reason, never with the value. */
export type Problems = Readonly<Record<string, FieldProblem>>

const PROBLEM_OF: Readonly<Record<string, FieldProblem>> = {
  max_length: 'too_long',
  max_entries: 'too_long',
  max_value: 'too_large',
  min_length: 'too_short',
  min_value: 'too_small',
}

/** Key names come from the client too: a response repeats at most this much of one. */
const MAX_KEY_LENGTH = 64

function problemOf(issue: v.BaseIssue<unknown>): FieldProblem {
  if (issue.type === 'strict_object' || (issue.type === 'object' && issue.path))
    return issue.expected === 'never' ? 'unknown' : 'missing'
  if (issue.type === 'variant' && issue.path) {
    return issue.input === undefined ? 'missing' : 'invalid'
  }
  if (issue.message === PERSONAL_PROBLEM) return PERSONAL_PROBLEM
  if (issue.kind === 'validation') return PROBLEM_OF[issue.type] ?? 'invalid'
  return issue.type === 'picklist' && typeof issue.input === 'string' ? 'invalid' : 'wrong_type'
}

const nameOf = (keys: readonly unknown[]): string =>
  keys.map((key) => String(key).slice(0, MAX_KEY_LENGTH)).join('.') || 'body'

/** Problems under construction. Keys come from the client, so it has no prototype. */
type Collected = Record<string, FieldProblem>

function collect(
  issues: readonly v.BaseIssue<unknown>[],
  problems: Collected,
  under: readonly string[] = [],
): void {
  for (const issue of issues) {
    const keys = issue.path?.map(({ key }) => key) ?? []
    problems[nameOf([...under, ...keys])] ??= problemOf(issue)
  }
}

/** Adds what valibot leaves out: further unknown keys, and the fields of an object that chooses no variant. */
function collectFurther(schema: v.GenericSchema, value: unknown, problems: Collected): void {
  const { unknown, unchosen } = findUnknown(schema, value)
  for (const { options, value: chosen, path } of unchosen) {
    const common = findCommon(options) as unknown as v.ObjectEntries
    const result = v.safeParse(v.object(common), chosen, { abortPipeEarly: true })
    collect(result.issues ?? [], problems, path)
  }
  for (const keys of unknown) problems[nameOf(keys)] ??= 'unknown'
}

/** Validates a value against a schema and reports every wrong field and every unknown key at once. */
export function check<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
): { kind: 'right'; output: v.InferOutput<S> } | { kind: 'wrong'; problems: Problems } {
  // A field stops at its first violation, so no pattern runs on a text that is too long.
  const result = v.safeParse(schema, value, { abortPipeEarly: true })
  if (result.success) return { kind: 'right', output: result.output }
  const problems: Collected = Object.create(null)
  collect(result.issues, problems)
  collectFurther(schema, value, problems)
  return { kind: 'wrong', problems: { ...problems } }
}
