import type { Context } from 'hono'
import type * as v from 'valibot'
import { ApiError } from '../answering/api-error.ts'
import { check } from './check.ts'

/**
 * Validates the query string.
 *
 * @throws {ApiError} `invalid_query` (422) with one entry in `fields` for each wrong parameter.
 */
export function readQuery<S extends v.GenericSchema>(c: Context, schema: S): v.InferOutput<S> {
  const result = check(schema, c.req.query())
  if (result.kind === 'right') return result.output
  throw new ApiError('invalid_query', { fields: result.problems })
}
