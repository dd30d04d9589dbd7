import { dayOf } from '../calendar/day.ts'
import { currentAt, type PolicyLibrary, type PolicyVersion } from './policy.ts'

/** A library that a running server adds versions to. */
export interface LiveLibrary extends PolicyLibrary {
  readonly published: readonly PolicyVersion[]
  /** Adds versions published in the console, which are in force from now on. Those that are known already change nothing. */
  add(published: readonly PolicyVersion[]): void
}

/** Newest first. Numeric, so that 2025-08-01.10 comes after 2025-08-01.9. */
export const isNewer = (one: string, other: string): boolean =>
  one.localeCompare(other, 'en', { numeric: true }) > 0

/** Returns versions of files and of the console together, newest first. */
export const sortVersions = (versions: readonly PolicyVersion[]): readonly PolicyVersion[] =>
  [...versions].sort((a, b) => (isNewer(a.version, b.version) ? -1 : 1))

/**
 * Returns a library whose `current` follows the clock, so a running server switches at midnight in the site's time zone. It
 * never goes back to a version before the one it started with, of which no notice is stored, nor before one that was
 * published in the console: a clock that is set back puts no earlier version in force.
 *
 * @param ofConsole versions published in the console; each was in force at least once.
 */
export function followClock(
  { versions: ofFiles }: Pick<PolicyLibrary, 'versions'>,
  clock: () => number,
  timeZone: string,
  ofConsole: readonly PolicyVersion[] = [],
): LiveLibrary {
  let published = ofConsole
  let versions = published.length === 0 ? ofFiles : sortVersions([...ofFiles, ...published])
  const began = currentAt(versions, clock(), timeZone)
  // Cached, because every request reads it several times and it changes once a day.
  let known: { readonly day: string; readonly version: PolicyVersion } | undefined
  /** The newest of these that is not undefined. */
  const findNewest = (...some: readonly (PolicyVersion | undefined)[]) =>
    versions.find((version) => some.includes(version))
  return {
    get versions() {
      return versions
    },
    get published() {
      return published
    },
    get current() {
      const nowMs = clock()
      const day = dayOf(nowMs, timeZone)
      if (known?.day === day) return known.version
      const now = currentAt(versions, nowMs, timeZone)
      const version = findNewest(now, began, ...published) ?? now
      known = { day, version }
      return version
    },
    add(more) {
      const added = more.filter(({ version }) => !versions.some((one) => one.version === version))
      if (added.length === 0) return
      versions = sortVersions([...versions, ...added])
      published = [...published, ...added]
      known = undefined
    },
  }
}
