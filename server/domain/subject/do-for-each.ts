/**
 * Does something with each thing of a person. What fails with one is done with the others all the same: who asked that
 * everything stops is not served by the first that cannot be stored.
 *
 * @throws the first error, once all were tried.
 */
export async function doForEach<T>(
  things: readonly T[],
  work: (thing: T) => Promise<unknown>,
): Promise<void> {
  const errors: unknown[] = []
  for (const thing of things) {
    try {
      await work(thing)
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}
