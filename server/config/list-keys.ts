const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Returns the schemas behind a schema: without `optional`, and each option of a union. */
function unwrap(schema: unknown): readonly Record<string, unknown>[] {
  if (!isObject(schema)) return []
  if ('wrapped' in schema) return unwrap(schema.wrapped)
  if (Array.isArray(schema.options)) {
    const options = schema.options.flatMap(unwrap)
    if (options.length > 0) return options
  }
  return [schema]
}

const step = (schema: Record<string, unknown>, key: PropertyKey): unknown => {
  if (isObject(schema.entries)) return schema.entries[String(key)]
  return schema.item ?? schema.value
}

/**
 * Returns the keys that are allowed at a place of a configuration.
 *
 * @param path keys that lead there from the root.
 */
export function listKeys(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const found = path.reduce<readonly Record<string, unknown>[]>(
    (schemas, key) => schemas.flatMap((each) => unwrap(step(each, key))),
    unwrap(schema),
  )
  return [
    ...new Set(found.flatMap(({ entries }) => (isObject(entries) ? Object.keys(entries) : []))),
  ]
}
