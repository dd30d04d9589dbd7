import { findNearest } from './nearest-name.ts'

const PREFIX = 'KELISIM_'
const MAX_SHOWN = 64

/** Variables of the environment that look like the server's and are none. */
export interface UnknownVariables {
  /** Mistyped names of known ones, each as a sentence: what was meant would silently not hold. */
  readonly problems: readonly string[]
  /** Others, each as a sentence. They change nothing; container systems set such ones by themselves. */
  readonly warnings: readonly string[]
}

/** @param known every name that the server reads. */
export function findUnknownVariables(
  given: readonly string[],
  known: readonly string[],
): UnknownVariables {
  const ends = known
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
  const problems: string[] = []
  const warnings: string[] = []
  for (const name of given.filter((name) => !known.includes(name))) {
    const isOurs = name.toUpperCase().startsWith(PREFIX)
    const end = name.slice(PREFIX.length)
    // Compared without the prefix, whose letters would make all names alike. A mistyped prefix is ours too.
    const meant = isOurs
      ? findNearest(end, ends)
      : findNearest(
          name,
          ends.map((known) => `${PREFIX}${known}`),
          2,
        )?.slice(PREFIX.length)
    const shown = name.slice(0, MAX_SHOWN)
    if (meant) problems.push(`${shown}: is not known. Did you mean ${PREFIX}${meant}?`)
    else if (isOurs)
      warnings.push(
        `${shown}: is not known and changes nothing. ` +
          (known.includes(end) ? `Did you mean ${end}?` : 'Take it away.'),
      )
  }
  return { problems, warnings }
}
