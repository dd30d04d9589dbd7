import { readFile } from 'node:fs/promises'
import { decodeText } from '../files/read-text.ts'
import type { ErasedIds } from '../store/sqlite/database-file.ts'
import { BackupError } from './backup-error.ts'

/** `2026-03-03T07:00:00.000Z message 0192f0a0-…`. */
const LINE = /^\d{4}-\S+Z (message|consent) ([0-9a-f-]{36})$/

/**
 * Reads the list of deletions. All of it counts, whatever the times in it: a clock that has jumped back must not bring anybody
 * back, and erasing what is not there does nothing. A last line that was cut off belongs to an erasure that never took place.
 *
 * @throws {BackupError} `refused` where the list is missing or a line in it cannot be read: then somebody could come back.
 */
export async function readDeletions(path: string): Promise<ErasedIds> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch {
    throw new BackupError(
      'refused',
      `The list of deletions ${path} cannot be read. Without it, people who were deleted since the backup would come back. ` +
        'Name it with --deletions FILE; only where it is lost for good, say --without-deletions.',
    )
  }
  // Put right by hand, it may have got an editor's byte order mark and line ends.
  const lines = decodeText(bytes, `The list of deletions ${path}`).split(/\r?\n/)
  const found = lines.map((line) => LINE.exec(line))
  const bad = lines.findIndex((line, index) => line !== '' && !found[index] && !isCutOff(line))
  if (bad >= 0)
    throw new BackupError(
      'refused',
      `Line ${bad + 1} of the list of deletions ${path} cannot be read. Put it right first.`,
    )
  const idsOf = (kind: string) => [
    ...new Set(found.flatMap((match) => (match?.[1] === kind && match[2] ? [match[2]] : []))),
  ]
  return { messages: idsOf('message'), consents: idsOf('consent') }
}

/** The beginning of a line: what a power cut leaves. Its erasure was refused, or stands in the next line again. */
const isCutOff = (line: string): boolean =>
  /^[\dT:.Z-]{0,24}( [a-z]{0,7}( [0-9a-f-]{0,35})?)?$/.test(line)
