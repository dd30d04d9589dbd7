/** Steps between two words: a letter more, less, another one, or two changed places (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}

/** Longer names are mistyped by nobody, and cost time. */
const MAX_LENGTH = 64

/**
 * The known name that somebody who wrote this one most likely meant, whatever the case.
 *
 * @param most letters by which the two may differ; never more than half of the name. Default 3.
 */
export function findNearest(name: string, known: readonly string[], most = 3): string | undefined {
  if (name.length > MAX_LENGTH) return undefined
  const steps = known.map((other) => distance(name.toLowerCase(), other.toLowerCase()))
  const least = Math.min(...steps)
  return least <= Math.min(most, Math.floor(name.length / 2))
    ? known[steps.indexOf(least)]
    : undefined
}
