import type { Context, Handler, Hono } from 'hono'
import type { AppDeps } from '../app-deps.ts'
import { checkBody, readJson } from '../reading/read-body.ts'
import { readQuery } from '../reading/read-query.ts'
import { createAdmission } from './admission.ts'
import { contentTypes, FORM_TYPE } from './content-types.ts'
import type { Call, Operation } from './operation.ts'
import { schemaOf } from './schemas.ts'
import { isStaff } from './who.ts'

/** Makes what reads and checks the body by its column. @throws {ApiError} as `readJson` and `checkBody` do. */
function createBodyReader({ body }: Operation, deps: AppDeps): (c: Context) => Promise<unknown> {
  if (!body) return async () => undefined
  const { takes, schema, check = (json) => checkBody(schemaOf(schema), json) } = body
  const { pattern } = contentTypes[takes]
  return async (c) => check(await readJson(c, pattern), deps)
}

/**
 * Makes what checks a request by the columns of an operation (caller, query, body, in this order) and calls its handler. Staff
 * are checked once more after the body, whose end the caller can put off until after their access has ended.
 */
function createHandler(operation: Operation, deps: AppDeps): Handler {
  const admit = createAdmission(operation, deps)
  const readBody = createBodyReader(operation, deps)
  const form = operation.form?.(deps)
  // `operation` has seen to it that the handler takes what these columns give.
  const handle = operation.handler(deps) as (call: Call) => Response | Promise<Response>
  const { query, body, who } = operation
  const isAdmittedAgain = body !== undefined && isStaff(who)
  return async function handleOperation(c) {
    if (form && FORM_TYPE.test(c.req.header('content-type') ?? '')) return form(c)
    const first = await admit(c)
    const read = { query: query && readQuery(c, query.schema), body: await readBody(c) }
    const admitted = isAdmittedAgain ? await admit(c) : first
    return handle({ c, ...admitted, params: c.req.param(), ...read })
  }
}

/** Hono writes variable parts as `:name`. */
const routeOf = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** Mounts operations, each under its own method and address. */
export function mountOperations(app: Hono, operations: readonly Operation[], deps: AppDeps): void {
  for (const operation of operations)
    app.on(operation.method, routeOf(operation.path), createHandler(operation, deps))
}
