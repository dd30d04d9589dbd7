/** Returns the edit distance of two words: insertions, deletions, substitutions and swaps (optimal string alignment). */
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

/** Longer names are not compared, to save time. */
const MAX_LENGTH = 64

/**
 * Returns the known name that was most likely meant, ignoring case.
 *
 * @param most maximum edit distance; never more than half of the name. Default 3.
 */
export function findNearest(name: string, known: readonly string[], most = 3): string | undefined {
  if (name.length > MAX_LENGTH) return undefined
  const steps = known.map((other) => distance(name.toLowerCase(), other.toLowerCase()))
  const least = Math.min(...steps)
  return least <= Math.min(most, Math.floor(name.length / 2))
    ? known[steps.indexOf(least)]
    : undefined
}
