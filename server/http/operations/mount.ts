import type { Context, Handler, Hono } from 'hono'
import type { AppDeps } from '../app-deps.ts'
import { checkBody, readJson } from '../reading/read-body.ts'
import { readQuery } from '../reading/read-query.ts'
import { createAdmission } from './admission.ts'
import type { Call, Operation, Takes } from './operation.ts'
import { schemaOf } from './schemas.ts'

const CONTENT_TYPES: Readonly<Record<Takes, RegExp>> = {
  json: /^application\/json\s*(;|$)/i,
  json_or_text: /^(application\/json|text\/plain)\s*(;|$)/i,
}
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i

/** Reads and checks the body by its column. @throws {ApiError} */
function createBodyReader({ body }: Operation, deps: AppDeps): (c: Context) => Promise<unknown> {
  if (!body) return async () => undefined
  const { takes, schema, check = (json) => checkBody(schemaOf(schema), json) } = body
  return async (c) => check(await readJson(c, CONTENT_TYPES[takes]), deps)
}

/** Carries out the columns of an operation, who calls before what is sent, then its handler. */
function createHandler(operation: Operation, deps: AppDeps): Handler {
  const admit = createAdmission(operation, deps)
  const readBody = createBodyReader(operation, deps)
  const form = operation.form?.(deps)
  // `operation` has seen to it that the handler takes what these columns give.
  const handle = operation.handler(deps) as (call: Call) => Response | Promise<Response>
  const { query } = operation
  return async function handleOperation(c) {
    if (form && FORM_TYPE.test(c.req.header('content-type') ?? '')) return form(c)
    const cors = await admit(c)
    return handle({
      c,
      cors,
      params: c.req.param(),
      query: query && readQuery(c, query.schema),
      body: await readBody(c),
    })
  }
}

/** Hono writes variable parts as `:name`. */
const routeOf = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** Mounts operations, each under its own method and address. */
export function mountOperations(app: Hono, operations: readonly Operation[], deps: AppDeps): void {
  for (const operation of operations)
    app.on(operation.method.toUpperCase(), routeOf(operation.path), createHandler(operation, deps))
}
