import type * as v from 'valibot'
import { check, type Problems } from './check.ts'
import { isObject } from './find-unknown.ts'
import { refuseFields } from './read-body.ts'

/** Returns the fields of a body that nothing is wrong with. */
function keepValid(json: unknown, problems: Problems): Readonly<Record<string, unknown>> {
  const wrong = new Set(Object.keys(problems).map((path) => path.split('.', 1)[0]))
  const fields = isObject(json) ? Object.entries(json) : []
  return Object.fromEntries(fields.filter(([name]) => !wrong.has(name)))
}

/**
 * Validates a body against its schema and its fields against each other, and reports every problem at once.
 *
 * @param findProblems is given the fields that are right by themselves; of a variant that is not chosen it may be given more.
 * @throws {ApiError} `unknown_field` or `invalid_body`, naming every wrong field.
 */
export async function checkJointly<S extends v.GenericSchema>(
  schema: S,
  json: unknown,
  findProblems: (valid: Partial<v.InferOutput<S>>) => Promise<Problems> | Problems,
): Promise<v.InferOutput<S>> {
  const result = check(schema, json)
  const own = result.kind === 'right' ? {} : result.problems
  const valid = result.kind === 'right' ? result.output : keepValid(json, own)
  const fields = { ...(await findProblems(valid as Partial<v.InferOutput<S>>)), ...own }
  if (result.kind === 'right' && Object.keys(fields).length === 0) return result.output
  refuseFields(fields)
}
