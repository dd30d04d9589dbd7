import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { OperatorError } from '../config/operator-error.ts'
import { day, type Language, languages, policyVersion } from '../contract/words.ts'
import type { PolicyLibrary, PolicyText, PolicyVersion } from '../domain/policy/policy.ts'
import { decodeText, readText } from '../files/read-text.ts'

/** Folder of the shipped versions, next to this file: one folder each, named after the version. */
const POLICY_FOLDER = fileURLToPath(new URL('.', import.meta.url))

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '64 hex digits'))

const sentence = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))

/** `version.json`: the facts of publishing, written once beside the texts. */
const versionFile = v.strictObject({
  version: policyVersion,
  effectiveOn: day,
  change: v.picklist(['material', 'editorial']),
  summary: v.optional(v.strictObject({ kk: sentence, ru: sentence, en: sentence })),
  sha256: v.strictObject({ kk: sha256, ru: sha256, en: sha256 }),
})

/**
 * Reads every published version of the policy, from the shipped folder and further ones, and verifies that no text was
 * changed since (PO-02). `current` is the newest; which one is in force depends on the clock (`followClock`). A missing
 * folder is an error: without its versions an older one would be in force.
 *
 * @throws {Error} where a text differs from its SHA-256, a file is missing or `version.json` is wrong. The message names the
 *   file and what to do; the server does not start.
 */
export function readPolicies(folder = POLICY_FOLDER, ...further: readonly string[]): PolicyLibrary {
  const versions = [folder, ...further]
    .flatMap(readVersions)
    // Numeric, so that 2025-08-01.10 comes after 2025-08-01.9.
    .sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))
  const [current] = versions
  if (current === undefined) throw new Error(`${folder} holds no policy version. Add one.`)
  findOrderProblems(versions)
  return { current, versions }
}

/** Unpublished: a half-written version, whose name starts with a dot, and system folders of a mounted disk. */
const isUnpublished = (name: string): boolean =>
  name.startsWith('.') || name === 'lost+found' || name === 'System Volume Information'

function readVersions(folder: string): PolicyVersion[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isUnpublished(entry.name))
    .map((entry) => readVersion(join(folder, entry.name), entry.name))
}

/**
 * Checks the order: newest first, unique names, and no version in force earlier than its predecessor, else two would apply on
 * one day.
 */
function findOrderProblems(versions: readonly PolicyVersion[]): void {
  for (const [index, { version, effectiveOn }] of versions.entries()) {
    const before = versions[index + 1]
    if (before === undefined) return
    if (before.version === version) throw new Error(`Policy version ${version} is there twice.`)
    if (effectiveOn < before.effectiveOn)
      throw new Error(
        `Policy version ${version} would be in force from ${effectiveOn}, before ${before.version} is (${before.effectiveOn}).`,
      )
  }
}

/**
 * Reads one version from `folder`, whose name must be `name`.
 *
 * @throws {Error} as `readPolicies` does.
 */
export function readVersion(folder: string, name: string): PolicyVersion {
  const path = join(folder, 'version.json')
  const result = v.safeParse(versionFile, parseJson(path))
  if (!result.success) {
    throw new Error(`${path} is wrong: ${v.summarize(result.issues)}`)
  }
  const { sha256: published, ...facts } = result.output
  if (facts.version !== name) {
    throw new Error(`${path} says version ${facts.version}. Name its folder ${facts.version}.`)
  }
  const entries = languages.map((language) => [
    language,
    readPublished(join(folder, `${language}.md`), published[language]),
  ])
  return { ...facts, texts: Object.fromEntries(entries) as Record<Language, PolicyText> }
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readText(path))
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause
    throw new Error(`${path} is missing or is not JSON. Every policy version needs one.`, { cause })
  }
}

function readPublished(path: string, published: string): PolicyText {
  const bytes = readBytes(path)
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== published) {
    throw new Error(
      `${path} was changed after it was published: its SHA-256 is ${found}, published was ${published}. ` +
        'Restore the file as it was, and publish the new text as a version of its own, in a new folder.',
    )
  }
  findUnreadable(bytes, path)
  // `ignoreBOM` keeps a byte order mark, so the text encodes to the very bytes that were hashed.
  const markdown = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  return { markdown, sha256: found }
}

/** @throws {OperatorError} for a text that earlier publishing accepted although no server can display it. */
function findUnreadable(bytes: Uint8Array, path: string): void {
  try {
    decodeText(bytes, path)
  } catch (cause) {
    if (!(cause instanceof OperatorError)) throw cause
    throw new OperatorError(
      `${cause.message} Published like this it was never shown: remove the folder ${dirname(path)}, and publish the text anew.`,
      { cause },
    )
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new Error(`${path} is missing. A published text stays; restore the file.`, { cause })
  }
}
