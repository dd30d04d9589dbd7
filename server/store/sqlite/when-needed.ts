/**
 * Makes something when it is first asked for, and keeps it. For statements that few requests need: drizzle takes a millisecond for
 * some twenty of them, and a Durable Object that was not awake opens all of the store before it answers.
 */
export function whenNeeded<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
