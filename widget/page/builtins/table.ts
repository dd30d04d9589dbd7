/** What is known of each object, in the order in which they came. */
export interface Table<Key extends object, Value> {
  keys(): readonly Key[]
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  /** Answers whether there was one. */
  drop(key: Key): boolean
}

/** Makes an empty one: what pages call `Map` may be of long ago, or about places. */
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

/** Each of them once, where it came first. */
export function eachOnce<One extends object>(all: readonly One[]): One[] {
  const seen = new WeakSet<One>()
  return all.filter((one) => !seen.has(one) && seen.add(one))
}
