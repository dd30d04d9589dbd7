import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { BackupError } from '../../backup/backup-error.ts'
import { DUMP_MAGIC, decodeDump, encodeDump, isDump } from '../../backup/dump.ts'
import { CHUNK_BYTES } from '../../backup/format.ts'
import { NEWER_BACKUP } from '../../backup/newer-backup.ts'
import { loadDumpFile, withTables } from '../../store/sqlite/file/dump-file.ts'

function* readPieces(path: string): Iterable<Buffer> {
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const piece = Buffer.alloc(CHUNK_BYTES)
      const length = readSync(file, piece)
      if (length === 0) return
      yield piece.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}

/** Writes the tables of a database file that nobody writes to as a dump, which the edge can load as well. */
export function writeDump(from: string, to: string): void {
  const file = openSync(to, 'wx', 0o600)
  try {
    withTables(from, (source) => {
      for (const piece of encodeDump(source))
        for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at)
    })
  } finally {
    closeSync(file)
  }
}

/**
 * Converts a decrypted dump, the format of backups from the edge, to a database file. Leaves a database file unchanged.
 *
 * @throws {BackupError} `unfit`, `damaged`.
 */
export async function loadWhereDumped(path: string, migrationsFolder: string): Promise<void> {
  if (!(await beginsAsDump(path))) return
  const dumped = `${path}.dump`
  await rename(path, dumped)
  const lines = () => decodeDump(readPieces(dumped))
  if (loadDumpFile(path, lines, migrationsFolder) === 'newer')
    throw new BackupError('unfit', NEWER_BACKUP)
  await rm(dumped)
}

async function beginsAsDump(path: string): Promise<boolean> {
  await using file = await open(path, 'r')
  const head = Buffer.alloc(DUMP_MAGIC.length)
  await file.read(head, 0, head.length, 0)
  return isDump(head)
}
