import { open, readFile, rename } from 'node:fs/promises'
import { loadDump } from '../store/sqlite/load-dump.ts'
import { BackupError } from './backup-error.ts'
import { DUMP_MAGIC, decodeDump, decodeValue, isDump } from './dump.ts'

/**
 * Makes a database of what was decrypted, where that is no database file but a dump, as backups from the edge hold it.
 *
 * @throws {BackupError} `unfit`, `damaged`.
 */
export async function loadWhereDumped(path: string, migrationsFolder: string): Promise<void> {
  if (!(await beginsAsDump(path))) return
  const dumped = `${path}.dump`
  await rename(path, dumped)
  const dump = await readFile(dumped)
  function* lines() {
    for (const line of decodeDump(dump)) yield 'table' in line ? line : line.map(decodeValue)
  }
  if (loadDump(path, lines, migrationsFolder) === 'newer')
    throw new BackupError(
      'unfit',
      'This backup was made by a newer version of Kelisim. Restore it with that one.',
    )
}

async function beginsAsDump(path: string): Promise<boolean> {
  await using file = await open(path, 'r')
  const head = Buffer.alloc(DUMP_MAGIC.length)
  await file.read(head, 0, head.length, 0)
  return isDump(head)
}
