import * as v from 'valibot'

/**
 * Rejects a list with duplicates; each further one is reported by its position.
 *
 * @param keyOf returns the identity of an entry.
 * @param what names that identity in the message.
 */
export const refuseTwice = <T>(keyOf: (entry: T) => string, what: string) =>
  v.rawCheck<T[]>(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const { value: input } = dataset
    const firstOf = new Map<string, number>()
    for (const [key, value] of input.entries()) {
      const name = keyOf(value)
      const first = firstOf.get(name)
      if (first === undefined) firstOf.set(name, key)
      else
        addIssue({
          message: `has the same ${what} as entry ${first}. Leave one of the two`,
          path: [{ type: 'array', origin: 'value', input, key, value }],
        })
    }
  })
