import type { Language, Texts } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { PolicyDraft, PublishedPolicy, Store } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import type { PolicyLibrary, PolicyText, PolicyVersion } from './policy.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

const inEach = <T>(build: (language: Language) => T): Readonly<Record<Language, T>> => ({
  kk: build('kk'),
  ru: build('ru'),
  en: build('en'),
})

/** Returns the SHA-256, hex, of each text in UTF-8: what a file of the same text has. */
export async function hashTexts(
  texts: Texts,
  { sha256 }: Pick<Cryptography, 'sha256'>,
): Promise<Texts> {
  const [kk, ru, en] = await Promise.all(LANGUAGES.map((language) => sha256(texts[language])))
  const hex = (hash: Uint8Array | undefined) => (hash ? toHex(hash) : '')
  return { kk: hex(kk), ru: hex(ru), en: hex(en) }
}

/** Returns a version of the console as a version of a file: whatever reads the policy makes no difference between them. */
export function toVersion(
  policy: Pick<
    PublishedPolicy,
    'version' | 'effectiveOn' | 'change' | 'summary' | 'texts' | 'sha256'
  >,
): PolicyVersion {
  const { version, effectiveOn, change, summary, texts, sha256 } = policy
  const textOf = (language: Language): PolicyText => ({
    markdown: texts[language],
    sha256: sha256[language],
  })
  return { version, effectiveOn, change, summary, texts: inEach(textOf) }
}

/** Returns the version that a draft would become, whose undecided class counts as material. */
export const versionOfDraft = (
  draft: Pick<PolicyDraft, 'change' | 'summary' | 'texts' | 'effectiveOn'>,
  given: { readonly version: string; readonly sha256: Texts },
): PolicyVersion =>
  toVersion({
    ...given,
    change: draft.change ?? 'material',
    summary: draft.summary,
    texts: draft.texts,
    effectiveOn: draft.effectiveOn ?? given.version.slice(0, 10),
  })

/** A text in the database differs from what was published. */
export class ChangedPolicyError extends Error {}

/**
 * Reads the versions published in the console and verifies that no text was changed since (PO-02).
 *
 * @throws {ChangedPolicyError} that names the version and says what to do.
 */
export async function readPublished({
  store,
  cryptography,
}: {
  readonly store: Pick<Store, 'readPolicies'>
  readonly cryptography: Pick<Cryptography, 'sha256'>
}): Promise<readonly PolicyVersion[]> {
  const policies = await store.readPolicies()
  for (const { version, texts, sha256 } of policies) {
    const found = await hashTexts(texts, cryptography)
    for (const language of LANGUAGES)
      if (found[language] !== sha256[language])
        throw new ChangedPolicyError(
          `The policy version ${version} in the database was changed after it was published (${language}): its SHA-256 is ` +
            `${found[language]}, published was ${sha256[language]}. Put back a backup (npm run restore).`,
        )
  }
  return policies.map(toVersion)
}

/**
 * Checks that files and console have published no version twice and none of the files lies before one of the console.
 *
 * @throws {Error} that names the version and says what to do; the server does not start.
 */
export function checkTogether(files: PolicyLibrary, published: readonly PolicyVersion[]): void {
  for (const { version, effectiveOn } of published) {
    const twin = files.versions.find((one) => one.version === version)
    if (twin)
      throw new Error(
        `Policy version ${version} was published in the console, and as a file too. Take its folder away.`,
      )
    const late = files.versions.find(
      (one) => one.version < version && one.effectiveOn > effectiveOn,
    )
    if (late)
      throw new Error(
        `Policy version ${late.version} of the files would be in force from ${late.effectiveOn}, after the newer ${version} ` +
          'that was published in the console. Publish its text as a newer version, and take its folder away.',
      )
  }
}
