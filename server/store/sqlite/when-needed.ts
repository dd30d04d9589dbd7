/**
 * Creates something when it is first needed, and caches it. For statements that few requests need: drizzle takes a
 * millisecond for some twenty of them, and a Durable Object that was not awake opens the whole store before it responds.
 */
export function whenNeeded<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
