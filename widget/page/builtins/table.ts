/** A map by object in insertion order. */
export interface Table<Key extends object, Value> {
  keys(): readonly Key[]
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  /** Removes an entry; returns whether there was one. */
  drop(key: Key): boolean
}

/** Creates an empty table. A page's `Map` may be an old polyfill, or a class for geographic maps. */
export function createTable<Key extends object, Value>(): Table<Key, Value> {
  let keys: Key[] = []
  const values = new WeakMap<Key, Value>()
  return {
    keys: () => [...keys],
    get: (key) => values.get(key),
    set(key, value) {
      if (!values.has(key)) keys.push(key)
      values.set(key, value)
    },
    drop(key) {
      if (values.has(key)) keys = keys.filter((other) => other !== key)
      return values.delete(key)
    },
  }
}

/** Returns each element once, at its first position. */
export function eachOnce<One extends object>(all: readonly One[]): One[] {
  const seen = new WeakSet<One>()
  return all.filter((one) => !seen.has(one) && seen.add(one))
}
