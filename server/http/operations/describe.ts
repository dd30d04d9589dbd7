import { contentTypes } from './content-types.ts'
import type { Described, OperationParameter, OperationSecurity } from './description.ts'
import { errorsOf } from './errors-of.ts'
import type { Operation, Parameter } from './operation.ts'
import type { Who } from './who.ts'

const SECURITY: Readonly<Record<Exclude<Who, object>, OperationSecurity | undefined>> = {
  anyone: undefined,
  page: undefined,
  console: undefined,
  record: 'recordSecret',
  person: 'subjectSecret',
}

const listParameters = (
  place: 'path' | 'query',
  parameters: Readonly<Record<string, Parameter>> = {},
): readonly OperationParameter[] =>
  Object.entries(parameters).map(([name, parameter]) => ({ in: place, name, ...parameter }))

function listQuery({ query }: Operation): readonly OperationParameter[] {
  if (!query) return []
  return Object.entries(query.means).flatMap(([name, description]) => {
    const schema = query.schema.entries[name]
    return schema ? [{ in: 'query' as const, name, description, schema }] : []
  })
}

function describeOne(operation: Operation): Described {
  const { method, path, tag, id, summary, description, who, body, answers } = operation
  const security = typeof who === 'object' ? 'adminSession' : SECURITY[who]
  const parameters = [
    ...listParameters('path', operation.params),
    ...listQuery(operation),
    ...listParameters('query', operation.lenient),
  ]
  return {
    ...{ method, path, tag, id, summary, description, answers },
    ...(security && { security }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { body: { schema: body.schema, types: contentTypes[body.takes].names } }),
    errors: errorsOf(operation),
    ...(operation.errorsAre && { errorsAre: operation.errorsAre }),
  }
}

/** Returns what the document says of an operation, and of the addresses that its route covers: called alike, with the same errors. */
export const describeOperation = (operation: Operation): readonly Described[] => [
  describeOne(operation),
  ...(operation.covers ?? []).map((covered) => describeOne({ ...operation, ...covered })),
]
