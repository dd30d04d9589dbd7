import { findNearest } from './nearest-name.ts'

const PREFIX = 'KELISIM_'
const MAX_SHOWN = 64

/** Environment variables that resemble the server's but are unknown. */
export interface UnknownVariables {
  /** Mistyped names of known ones, each a sentence; the intended setting would silently not apply. */
  readonly problems: readonly string[]
  /** Others, each a sentence. They have no effect; container systems set such variables automatically. */
  readonly warnings: readonly string[]
}

/**
 * Finds unknown variables that resemble known ones.
 *
 * @param known every name that the server reads.
 */
export function findUnknownVariables(
  given: readonly string[],
  known: readonly string[],
): UnknownVariables {
  const ends = known
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
  // Among names without the prefix only long ones count, and only where the correct one is missing; the rest belong to other
  // programs.
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

/** Compared without the prefix, whose letters would make all names similar. A mistyped prefix is recognised too. */
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
