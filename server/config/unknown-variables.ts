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
  // Of names without the prefix the long ones alone, and only where the right one is missing: the rest is other programs'.
  const others = known.filter(
    (name) => !name.startsWith(PREFIX) && name.length > 6 && !given.includes(name),
  )
  const problems: string[] = []
  const warnings: string[] = []
  for (const name of given.filter((name) => !known.includes(name))) {
    const shown = name.slice(0, MAX_SHOWN)
    const meant = findMeant(name, ends)
    const other = findNearest(name, others, 1)
    if (meant) problems.push(`${shown}: is not known. Did you mean ${PREFIX}${meant}?`)
    else if (other) warnings.push(`${shown}: is not known. Did you mean ${other}?`)
    else if (isOurs(name)) warnings.push(`${shown}: ${describeUseless(name, known)}`)
  }
  return { problems, warnings }
}

const isOurs = (name: string): boolean => name.toUpperCase().startsWith(PREFIX)

/** Compared without the prefix, whose letters would make all names alike. A mistyped prefix is ours too. */
function findMeant(name: string, ends: readonly string[]): string | undefined {
  if (isOurs(name)) return findNearest(name.slice(PREFIX.length), ends)
  const whole = ends.map((end) => `${PREFIX}${end}`)
  return findNearest(name, whole, 2)?.slice(PREFIX.length)
}

function describeUseless(name: string, known: readonly string[]): string {
  const end = name.slice(PREFIX.length)
  const advice = known.includes(end) ? `Did you mean ${end}?` : 'Take it away.'
  return `is not known and changes nothing. ${advice}`
}
