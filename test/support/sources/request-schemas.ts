import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as v from 'valibot'
import { schemaOf } from '../../../server/http/operations/schemas.ts'
import { operations } from '../../../server/routes/operations.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** A schema of request data with its name. */
export interface NamedSchema {
  readonly name: string
  readonly schema: v.GenericSchema
}

/** Bodies and queries of operations. */
const ofOperations: readonly NamedSchema[] = operations.flatMap((operation) => [
  ...(operation.body
    ? [{ name: operation.body.schema, schema: schemaOf(operation.body.schema) }]
    : []),
  ...(operation.query
    ? [{ name: `query of ${operation.id}`, schema: operation.query.schema }]
    : []),
])

/** Returns the names by which handlers validate what their operation leaves to them, read from their sources. */
function readNames(): ReadonlySet<string> {
  const checks = /\b(?:checkBody|check)(?:<[^(]*>)?\(([a-z]\w*)[,)]/g
  const files = globSync('server/routes/**/*.ts', { cwd: root })
  const sources = files.map((file) => readFileSync(join(root, file), 'utf8'))
  return new Set(
    sources.flatMap((text) => Array.from(text.matchAll(checks), ([, name = '']) => name)),
  )
}

const isSchema = (value: unknown): value is v.GenericSchema =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema'

/** Returns every schema of a body or a query: each of an operation, each that a handler names, and each with a name for one. */
export async function findRequestSchemas(): Promise<readonly NamedSchema[]> {
  const names = readNames()
  const files = globSync('server/contract/**/*.ts', { cwd: root })
  const modules = await Promise.all(
    files.map((file): Promise<object> => import(pathToFileURL(join(root, file)).href)),
  )
  const named = modules
    .flatMap((module) => Object.entries(module))
    .filter(([name]) => names.has(name) || /(?:Body|Query)$/.test(name))
    .flatMap(([name, schema]) => (isSchema(schema) ? [{ name, schema }] : []))
  return [...named, ...ofOperations]
}
