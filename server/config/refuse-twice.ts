import * as v from 'valibot'

/**
 * Refuses a list in which two entries are one and the same; each further one is named by its place.
 *
 * @param keyOf what an entry is known by.
 * @param what the same in words.
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
