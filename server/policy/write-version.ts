import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Language, languages } from '../contract/words.ts'
import { isAbandoned, MARK, workerMark } from '../files/worker-mark.ts'
import { readVersion } from './read-policies.ts'

/** The texts to be published, as bytes. */
export type Texts = Readonly<Record<Language, Uint8Array>>

/** Temporary name. It is inside the folder, because that may be a separate disk and a rename cannot cross disks. */
const UNFINISHED = new RegExp(String.raw`^\..+\.${MARK}\.unfinished$`)

function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const found = UNFINISHED.exec(name)
    const path = join(folder, name)
    const ageMs = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (found && isAbandoned([found[1], found[2]], ageMs)) rmSync(path, { recursive: true })
  }
}

/**
 * Writes a version into the folder of published ones: under a temporary name first, so that a start meanwhile never reads a
 * partial one.
 *
 * @throws {Error} where the server could not read it, or the system's error; it leaves nothing behind then.
 */
export function writeVersion(
  folder: string,
  texts: Texts,
  facts: Readonly<Record<string, unknown>> & { readonly version: string },
): void {
  mkdirSync(folder, { recursive: true })
  removeAbandoned(folder)
  const unfinished = join(folder, `.${facts.version}.${workerMark}.unfinished`)
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished)
  const hashes = languages.map((language) => [
    language,
    createHash('sha256').update(texts[language]).digest('hex'),
  ])
  const content = { ...facts, sha256: Object.fromEntries(hashes) }
  try {
    for (const language of languages)
      writeFileSync(join(unfinished, `${language}.md`), texts[language])
    writeFileSync(join(unfinished, 'version.json'), `${JSON.stringify(content, null, 2)}\n`)
    // A version that the server could not read is not published.
    readVersion(unfinished, facts.version)
    renameSync(unfinished, join(folder, facts.version))
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
}
