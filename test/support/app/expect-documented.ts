import { expect } from 'vitest'
import { buildOpenApi } from '../../../server/http/operations/document.ts'
import { described } from '../../../server/routes/operations.ts'
import { checkJson, type Schema } from './json-schema.ts'
import type { TestApp } from './test-app.ts'

const HOST = 'consent.other.example'
/** Headers of the console's own page. */
export const OWN_PAGE = { origin: `https://${HOST}` }

/** The document as a client receives it: JSON, without the builder's types. */
interface Document {
  readonly openapi: string
  readonly paths: Record<string, Record<string, OperationObject>>
  readonly components: { readonly schemas: Record<string, Schema> }
}
interface OperationObject {
  readonly operationId: string
  readonly description: string
  readonly parameters?: { in: string; name: string; required: boolean }[]
  readonly requestBody?: { content: Record<string, { schema: Schema }> }
  readonly responses: Record<string, { content?: Record<string, { schema?: Schema }> }>
}

/** The server's own OpenAPI document. */
export const document: Document = JSON.parse(JSON.stringify(buildOpenApi(described)))
/** Every method of every path. */
export const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** A request of a test. */
export interface Call {
  readonly method?: string
  readonly path: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

const send = (server: TestApp, { method = 'GET', path, body, headers = {} }: Call) =>
  method === 'POST'
    ? server.post(path, body, headers)
    : Promise.resolve(
        server.app.request(path, { method, headers: { host: HOST, ...OWN_PAGE, ...headers } }),
      )

/** Returns the path template of a path; the most literal one wins, as in the router. */
function findOperation(method: string, path: string): OperationObject | undefined {
  const [pathname = ''] = path.split('?')
  const fits = operations.filter((found) => {
    const source = found.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')
    return found.method === method.toLowerCase() && new RegExp(`^${source}$`).test(pathname)
  })
  const literal = (template: string) => template.replace(/\{\w+\}/g, '').length
  return fits.toSorted((a, b) => literal(b.path) - literal(a.path))[0]?.operation
}

/** Sends a request and checks status, content type and body of the response against the document. */
export async function expectDocumented(
  server: TestApp,
  call: Call,
  status: number,
): Promise<Response> {
  const answer = await send(server, call)
  const operation = findOperation(call.method ?? 'GET', call.path)
  expect(answer.status, call.path).toBe(status)
  expect(operation?.responses, call.path).toHaveProperty(String(status))
  const content = operation?.responses[status]?.content
  const copy = answer.clone()
  if (content === undefined) {
    expect(await copy.text()).toBe('')
    return answer
  }
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';')
  expect(Object.keys(content)).toContain(type)
  const schema = content[type]?.schema
  if (schema) {
    expect(
      checkJson(schema, await copy.json(), { ...document.components, isClosed: true }),
    ).toEqual([])
  }
  return answer
}
