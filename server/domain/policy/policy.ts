import type { Language, Texts } from '../../contract/index.ts'
import { dayOf } from '../calendar/day.ts'

/** The language whose text prevails; the others are unofficial translations (PO-05). */
export const OFFICIAL_LANGUAGE = 'kk' satisfies Language

/** The text of a policy version in one language. */
export interface PolicyText {
  readonly markdown: string
  /** SHA-256, hex, of the file's bytes. */
  readonly sha256: string
}

/**
 * Returns a published text as it is displayed and compared: without byte order marks (also inside concatenated files) and
 * with the line ends of Windows and old Macs converted. The downloadable file stays as published.
 */
export const withoutMarks = (markdown: string): string =>
  markdown.replace(/\r\n?/g, '\n').replace(/^\uFEFF+/gm, '')

/** A published version of the policy; never changed once published (PO-02). */
export interface PolicyVersion {
  /** Its name and the day from which it applies: `2025-08-01`. */
  readonly version: string
  readonly effectiveOn: string
  /** Whether earlier consents must be asked for again (CB-12). The first version is `material`. */
  readonly change: 'material' | 'editorial'
  /** Summary of the change, one sentence for each language; absent on the first version (PO-03). */
  readonly summary?: Texts | undefined
  readonly texts: Readonly<Record<Language, PolicyText>>
}

/** All published versions, newest first; there is at least one. */
export interface PolicyLibrary {
  readonly current: PolicyVersion
  readonly versions: readonly PolicyVersion[]
  /** Of these, the versions that were published in the console. Absent: none was. */
  readonly published?: readonly PolicyVersion[]
}

/** Returns the version of that name, if one was published. */
export const findPolicy = (library: PolicyLibrary, version: string): PolicyVersion | undefined =>
  library.versions.find((policy) => policy.version === version)

/** Returns the version published before this one; the first has none. */
export const previousOf = (
  { versions }: Pick<PolicyLibrary, 'versions'>,
  version: PolicyVersion,
): PolicyVersion | undefined => versions[versions.indexOf(version) + 1]

/**
 * Returns the version that one of this day would follow: the newest whose day is not after it.
 *
 * @param effectiveOn `null` where it is not decided: the newest of all.
 */
export const findFollowed = (
  versions: readonly PolicyVersion[],
  effectiveOn: string | null,
): PolicyVersion | undefined =>
  versions.find((version) => effectiveOn === null || version.effectiveOn <= effectiveOn) ??
  versions.at(-1)

/**
 * Returns the version since which consents are valid: the last material change in force. An announced version does not count
 * yet.
 */
export function askedSince(library: PolicyLibrary): string {
  const { current, versions } = library
  const inForce = versions.slice(Math.max(0, versions.indexOf(current)))
  return (inForce.find(({ change }) => change === 'material') ?? current).version
}

/**
 * Returns the version in force at an instant: the newest whose day has come in the site's time zone. Before the day of the
 * first version it is the oldest.
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

/** Returns whether a version is published but not in force yet. */
export const isAnnounced = (
  { current, versions }: PolicyLibrary,
  version: PolicyVersion,
): boolean => versions.indexOf(version) < versions.indexOf(current)
