import type { Schema } from '../../support/app/json-schema.ts'

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly method: string
  readonly path: string
  readonly security: string
  readonly parameters: readonly {
    readonly in: string
    readonly name: string
    readonly schema: Schema
  }[]
  readonly bodies: Readonly<Record<string, { readonly schema: Schema }>> | undefined
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >
}

/** What the server says of itself. */
export interface Documented {
  readonly operations: readonly Operation[]
  readonly schemas: Readonly<Record<string, Schema>>
}

interface RawOperation extends Omit<Operation, 'method' | 'path' | 'bodies' | 'security'> {
  readonly security?: unknown
  readonly requestBody?: { readonly content: Operation['bodies'] }
}

/** Fetches the document from the server itself. */
export async function readDocument(url: string): Promise<Documented> {
  const document = (await (await fetch(`${url}/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, RawOperation>>
    components: { schemas: Record<string, Schema> }
  }
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, parameters, requestBody, responses }]) => ({
      method: method.toUpperCase(),
      path,
      security: JSON.stringify(security ?? []),
      parameters: parameters ?? [],
      bodies: requestBody?.content,
      responses,
    })),
  )
  return { operations, schemas: document.components.schemas }
}
