import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as v from 'valibot'

const root = join(import.meta.dirname, '..', '..')

/** A schema of request data with its export name in the contract. */
export interface NamedSchema {
  readonly name: string
  readonly schema: v.GenericSchema
}

/** Returns the names by which routes validate requests, read from their sources. */
function readNames(): ReadonlySet<string> {
  const checks = /\b(?:readBody|readQuery|checkBody|check)(?:<[^(]*>)?\((?:c, )?([a-z]\w*)[,)]/g
  const files = globSync('server/routes/**/*.ts', { cwd: root })
  const sources = files.map((file) => readFileSync(join(root, file), 'utf8'))
  return new Set(
    sources.flatMap((text) => Array.from(text.matchAll(checks), ([, name = '']) => name)),
  )
}

const isSchema = (value: unknown): value is v.GenericSchema =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema'

/** Returns every schema of a body, a query or a path parameter: each that a route names, and each with a name for one. */
export async function findRequestSchemas(): Promise<readonly NamedSchema[]> {
  const names = readNames()
  const files = globSync('server/contract/**/*.ts', { cwd: root })
  const modules = await Promise.all(
    files.map((file): Promise<object> => import(pathToFileURL(join(root, file)).href)),
  )
  return modules
    .flatMap((module) => Object.entries(module))
    .filter(([name]) => names.has(name) || /(?:Body|Query)$/.test(name))
    .flatMap(([name, schema]) => (isSchema(schema) ? [{ name, schema }] : []))
}
