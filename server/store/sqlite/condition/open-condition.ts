import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { OnCondition } from '../../store.ts'
import { type Condition, createCondition } from './condition.ts'
import { watchFile } from './watch-file.ts'

/** With less space than this on the disk the next message may not fit, though a short write does. */
const ROOM_BYTES = 1_048_576
/** A larger file is not checked completely while visitors wait: it takes about a second. */
const CHECKED_BYTES = 268_435_456

/** Returns whether SQLite finds the file intact through a separate connection without cached pages. */
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

/** Writes the version that the file already has, which SQLite treats as a change. */
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
 * Watches a database in use without ever waiting for another process. Close it after the database.
 *
 * @param path as configured; `place` is its target after following links.
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
