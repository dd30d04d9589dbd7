/**
 * Runs an action for each thing of a person. A failure does not stop the others: someone who wants everything stopped is not
 * served by stopping at the first error.
 *
 * @throws the first error, after all were tried.
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
