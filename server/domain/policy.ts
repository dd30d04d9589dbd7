import type { Language } from '../contract/index.ts'

/** The language of the text that prevails; the others are unofficial translations (PO-05). */
export const OFFICIAL_LANGUAGE = 'kk' satisfies Language

/** One language's text of a policy version. */
export interface PolicyText {
  readonly markdown: string
  /** SHA-256, hex, of the file's bytes. */
  readonly sha256: string
}

/** A published version of the policy; never changed once published (PO-02). */
export interface PolicyVersion {
  /** Its name, and the day from which it applies: `2025-08-01`. */
  readonly version: string
  readonly effectiveOn: string
  /** Whether consents given before it are asked anew (CB-12). The first version is `material`. */
  readonly change: 'material' | 'editorial'
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

/** The version since which consents hold: the last material change. */
export function askedSince(library: PolicyLibrary): string {
  const material = library.versions.find((policy) => policy.change === 'material')
  return (material ?? library.current).version
}
