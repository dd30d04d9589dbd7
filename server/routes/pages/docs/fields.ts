import type { JsonSchema } from '../../../http/operations/schemas.ts'

/** One field of a body or a response, as shown to a person. */
export interface Field {
  /** Path from the root: `visits[].path`; `*` means any key. */
  readonly name: string
  readonly isRequired: boolean
  /** Type and bounds: `text, at most 200 characters`. */
  readonly rule: string
}

/** Lists the fields of a schema in order, nested ones below their parent. References are named, not expanded. */
export function listFields(schema: JsonSchema, prefix = ''): readonly Field[] {
  const kinds = schema.oneOf ?? []
  if (kinds.length > 0) return listFieldsOfKinds(kinds, prefix)
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    if (typeof value === 'boolean') return []
    const name = `${prefix}${key}`
    const isRequired = schema.required?.includes(key) ?? false
    return [{ name, isRequired, rule: describe(value) }, ...listNested(value, name)]
  })
}

/** Lists the fields of a union: each once; a field that not every member has is optional. */
function listFieldsOfKinds(
  kinds: readonly (JsonSchema | boolean)[],
  prefix: string,
): readonly Field[] {
  const lists = kinds.map((kind) => (typeof kind === 'boolean' ? [] : listFields(kind, prefix)))
  const byName = new Map<string, Field>()
  for (const field of lists.flat()) {
    const same = lists.flat().filter(({ name }) => name === field.name)
    byName.set(field.name, {
      name: field.name,
      isRequired: same.length === kinds.length && same.every(({ isRequired }) => isRequired),
      rule: [...new Set(same.map(({ rule }) => rule))].join(' · '),
    })
  }
  return [...byName.values()]
}

function listNested(schema: JsonSchema, name: string): readonly Field[] {
  if (schema.type === 'object') return listFields(schema, `${name}.`)
  const { items } = schema
  return typeof items === 'object' && !Array.isArray(items) ? listFields(items, `${name}[].`) : []
}

const oneOf = (values: readonly unknown[]): string => values.map(String).join(' · ')

/** Describes type and bounds of a value in words. */
export function describe(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.const !== undefined) return oneOf([schema.const])
  if (schema.enum !== undefined) return oneOf(schema.enum)
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeAny).join(', or ')
  return [typeOf(schema), ...boundsOf(schema)].join(', ')
}

const describeAny = (schema: JsonSchema | boolean): string =>
  typeof schema === 'boolean' ? 'anything' : describe(schema)

function typeOf(schema: JsonSchema): string {
  if (schema.format !== undefined) return schema.format
  if (schema.type === 'string') return 'text'
  if (schema.type === 'array' && typeof schema.items === 'object' && !Array.isArray(schema.items)) {
    return `list of ${describe(schema.items)}`
  }
  if (typeof schema.additionalProperties === 'object') {
    return `object, each value ${describe(schema.additionalProperties)}`
  }
  return String(schema.type ?? 'anything')
}

/** JSON Schema keyword → its description. */
const BOUNDS = {
  minLength: (n: unknown) => `at least ${n} characters`,
  maxLength: (n: unknown) => `at most ${n} characters`,
  minimum: (n: unknown) => `from ${n}`,
  maximum: (n: unknown) => `up to ${n}`,
  minItems: (n: unknown) => `at least ${n}`,
  maxItems: (n: unknown) => `at most ${n}`,
  maxProperties: (n: unknown) => `at most ${n} keys`,
  pattern: (source: unknown) => `matching ${source}`,
  default: (value: unknown) => `default ${value}`,
} as const

const boundsOf = (schema: JsonSchema): readonly string[] =>
  Object.entries(BOUNDS).flatMap(([keyword, say]) => {
    const value = schema[keyword as keyof typeof BOUNDS]
    return value === undefined ? [] : [say(value)]
  })
