import type { Language, Texts } from '../../contract/index.ts'
import { dayOf } from '../calendar/day.ts'

/** The language of the text that prevails; the others are unofficial translations (PO-05). */
export const OFFICIAL_LANGUAGE = 'kk' satisfies Language

/** One language's text of a policy version. */
export interface PolicyText {
  readonly markdown: string
  /** SHA-256, hex, of the file's bytes. */
  readonly sha256: string
}

/**
 * A published text as it is read and compared, without what an editor leaves in it: byte order marks, also of files put
 * together, and line ends of Windows or old Macs. What is handed out as a file stays as it was published.
 */
export const withoutMarks = (markdown: string): string =>
  markdown.replace(/\r\n?/g, '\n').replace(/^\uFEFF+/gm, '')

/** A published version of the policy; never changed once published (PO-02). */
export interface PolicyVersion {
  /** Its name, and the day from which it applies: `2025-08-01`. */
  readonly version: string
  readonly effectiveOn: string
  /** Whether consents given before it are asked anew (CB-12). The first version is `material`. */
  readonly change: 'material' | 'editorial'
  /** What changed, in a sentence for each language; absent on the first version (PO-03). */
  readonly summary?: Texts | undefined
  readonly texts: Readonly<Record<Language, PolicyText>>
}

/** Every published version, newest first; there is at least one. */
export interface PolicyLibrary {
  readonly current: PolicyVersion
  readonly versions: readonly PolicyVersion[]
}

/** The version of that name, if it was ever published. */
export const findPolicy = (library: PolicyLibrary, version: string): PolicyVersion | undefined =>
  library.versions.find((policy) => policy.version === version)

/** The version published before one; the first has none. */
export const previousOf = (
  { versions }: Pick<PolicyLibrary, 'versions'>,
  version: PolicyVersion,
): PolicyVersion | undefined => versions[versions.indexOf(version) + 1]

/**
 * The version since which consents hold: the last material change that is in force. One that is only announced asks
 * nobody yet.
 */
export function askedSince(library: PolicyLibrary): string {
  const { current, versions } = library
  const inForce = versions.slice(Math.max(0, versions.indexOf(current)))
  return (inForce.find(({ change }) => change === 'material') ?? current).version
}

/**
 * The version in force at an instant: the newest whose day has come in the site's time zone. Before every version's
 * day it is the oldest.
 */
export function currentAt(
  versions: readonly PolicyVersion[],
  nowMs: number,
  timeZone: string,
): PolicyVersion {
  const today = dayOf(nowMs, timeZone)
  const current = versions.find(({ effectiveOn }) => effectiveOn <= today) ?? versions.at(-1)
  if (current === undefined) throw new Error('There is no policy version.')
  return current
}

/**
 * A library whose `current` follows the clock, so that a running server turns over at midnight of the site's time zone. It
 * never goes back behind the version with which it began: of an older one there is nothing to show.
 */
export function followClock(
  { versions }: Pick<PolicyLibrary, 'versions'>,
  clock: () => number,
  timeZone: string,
): PolicyLibrary {
  const began = versions.indexOf(currentAt(versions, clock(), timeZone))
  // Asked for several times by every request, and the same all day.
  let known: { readonly day: string; readonly version: PolicyVersion } | undefined
  return {
    versions,
    get current() {
      const nowMs = clock()
      const day = dayOf(nowMs, timeZone)
      if (known?.day === day) return known.version
      const now = currentAt(versions, nowMs, timeZone)
      const version = versions.indexOf(now) > began ? (versions[began] ?? now) : now
      known = { day, version }
      return version
    },
  }
}

/** Whether a version is published and its day has not come yet. */
export const isAnnounced = (
  { current, versions }: PolicyLibrary,
  version: PolicyVersion,
): boolean => versions.indexOf(version) < versions.indexOf(current)
