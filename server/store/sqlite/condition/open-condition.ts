import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { OnCondition } from '../../store.ts'
import { type Condition, createCondition } from './condition.ts'
import { watchFile } from './watch-file.ts'

/** With less room than this on the disk the next message may not fit, though a short write does. */
const ROOM_BYTES = 1_048_576
/** A larger file is not read from end to end while visitors wait: about a second. */
const CHECKED_BYTES = 268_435_456

/** Whether SQLite finds the file whole through a connection of its own, which remembers no page of before. */
function isWhole(path: string): boolean {
  if (statSync(path).size > CHECKED_BYTES) return true
  try {
    const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: 0 })
    try {
      return sqlite.pragma('quick_check(1)', { simple: true }) === 'ok'
    } finally {
      sqlite.close()
    }
  } catch {
    return false
  }
}

/** Writes the version that the file has already, which SQLite takes for a change. */
function probe(sqlite: SqliteDatabase.Database, path: string): void {
  const { bavail, bsize } = statfsSync(dirname(path))
  if (bavail * bsize < ROOM_BYTES) throw new Error('the disk is full')
  try {
    sqlite.exec('BEGIN IMMEDIATE')
    sqlite.pragma(`user_version = ${sqlite.pragma('user_version', { simple: true })}`)
    sqlite.exec('COMMIT')
  } finally {
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK')
  }
}

/**
 * Watches over a database that is served, so that nothing waits for another process any more; to be closed behind it.
 *
 * @param path as it was configured; `place` is where that leads, over links.
 */
export const openCondition = (
  sqlite: SqliteDatabase.Database,
  { path, place }: { readonly path: string; readonly place: string },
  onChange: OnCondition = () => {},
): Condition =>
  createCondition({
    watch: watchFile(path, place),
    isWhole: () => isWhole(path),
    probe: () => probe(sqlite, place),
    onChange,
  })
