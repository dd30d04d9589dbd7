import * as v from 'valibot'
import type { ErrorCode } from '../../contract/error.ts'
import { errorStatus } from '../answering/api-error.ts'
import type { Described, OperationAnswer, OperationParameter } from './description.ts'
import { buildNamedSchemas, buildSchema, type SchemaName, schemaRef } from './schemas.ts'

/** The interface as an OpenAPI 3.1 document. */
export type OpenApiDocument = ReturnType<typeof buildOpenApi>

/** Builds the OpenAPI document of operations, from the contract’s schemas and the table of errors. */
export function buildOpenApi(operations: readonly Described[]) {
  const paths: Record<string, Record<string, ReturnType<typeof buildOperation>>> = {}
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: buildOperation(operation),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kelisim',
      version: '1',
      description:
        'Consent, visits and messages of a website. Every error under `/v1` has one shape, `ErrorEnvelope`; decide ' +
        'by its `code`, which is never renamed, and not by its `message`. Fields may be added to answers; a body ' +
        'with a field that is not listed is refused.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: [...new Set(operations.map((operation) => operation.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: buildNamedSchemas(),
      securitySchemes: {
        recordSecret: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The secret that the browser made with the record. On the server’s own site the cookie that it set does too.',
        },
        subjectSecret: {
          type: 'http',
          scheme: 'bearer',
          description:
            'Id and secret of a record, reference and code of a message, or `code` and the token of a one-time code; each pair joined by a full stop.',
        },
        adminSession: { type: 'apiKey', in: 'cookie', name: '__Host-kelisim_admin' },
      },
    },
  } as const
}

const buildOperation = (operation: Described) => ({
  operationId: operation.id,
  tags: [operation.tag],
  summary: operation.summary,
  description: operation.description,
  security: operation.security === undefined ? [] : [{ [operation.security]: [] }],
  ...(operation.parameters && { parameters: operation.parameters.map(buildParameter) }),
  ...(operation.body && {
    requestBody: {
      required: true,
      content: jsonContent(operation.body.schema, operation.body.types),
    },
  }),
  responses: {
    ...Object.fromEntries(
      operation.answers.map((answer) => [String(answer.status), buildAnswer(answer)]),
    ),
    ...buildErrors(operation),
  },
})

const buildParameter = ({ in: place, name, description, schema }: OperationParameter) => ({
  in: place,
  name,
  description,
  required: place === 'path' || v.safeParse(schema, undefined).success === false,
  schema: buildSchema(schema),
})

const buildAnswer = ({ description, schema, type }: OperationAnswer) => ({
  description,
  ...((schema || type) && {
    content: {
      ...(schema && jsonContent(schema, ['application/json'])),
      ...(type && { [type]: {} }),
    },
  }),
})

const jsonContent = (name: SchemaName, types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: schemaRef(name) }]))

/** What errors of these codes are answered with. */
function buildErrorContent(codes: readonly ErrorCode[], errorsAre: Described['errorsAre']) {
  if (errorsAre === 'pages') return { 'text/html': {} }
  const narrowed = { properties: { error: { properties: { code: { enum: codes } } } } }
  return { 'application/json': { schema: { allOf: [schemaRef('ErrorEnvelope'), narrowed] } } }
}

/** One response for each status, which lists the codes that share it. */
function buildErrors({ errors: codes, errorsAre }: Described) {
  const statuses = [...new Set(codes.map((code) => errorStatus[code][0]))]
  const entries = statuses.map((status) => {
    const shared = codes.filter((code) => errorStatus[code][0] === status)
    return [
      String(status),
      {
        description: shared.map((code) => `\`${code}\`: ${errorStatus[code][1]}`).join('\n\n'),
        content: buildErrorContent(shared, errorsAre),
      },
    ] as const
  })
  return Object.fromEntries(entries)
}
