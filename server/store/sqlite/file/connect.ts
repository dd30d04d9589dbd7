import { chmodSync, closeSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { StoreError } from '../../store-error.ts'
import type { Condition } from '../condition/condition.ts'
import type { Driver } from '../driver.ts'
import type { NotBegun } from '../group-commit.ts'
import { isBusy, toStoreError } from '../sqlite-error.ts'
import { createLogEmptying, type LogEmptying } from './empty-log.ts'
import { makeFolder } from './make-folder.ts'

/** Creates the file and its folder, readable to its owner only; SQLite gives its WAL the same permissions. */
function ensureFile(path: string) {
  makeFolder(dirname(path))
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
}

function connect(path: string, busyTimeoutMs: number) {
  ensureFile(path)
  const sqlite = new SqliteDatabase(path, { timeout: busyTimeoutMs })
  sqlite.pragma('journal_mode = WAL')
  // An acknowledged write survives a power cut, which NORMAL, the driver's default under WAL, does not guarantee.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  // Otherwise INSERT OR REPLACE deletes an event past the trigger that forbids it.
  sqlite.pragma('recursive_triggers = ON')
  // Deleted data are overwritten with zeros, so an expired visit does not remain in the file's free space.
  sqlite.pragma('secure_delete = ON')
  // 16 MB hold the upper levels and the growing edge of every tree; ids grow with time, so other pages are rarely read.
  sqlite.pragma('cache_size = -16000')
  // 16 MB of WAL between checkpoints instead of 4: a quarter of the pauses, and half the p99 at 64 writers.
  sqlite.pragma('wal_autocheckpoint = 4000')
  sqlite.pragma('temp_store = MEMORY')
  return sqlite
}

/** Returns the function that runs transactions on the connection. */
export function createTransact(
  sqlite: SqliteDatabase.Database,
  whileWaiting: OpenFile['whileWaiting'],
  condition: Condition,
): Pick<Driver, 'transact' | 'giveUp'> {
  const begin = sqlite.prepare('BEGIN IMMEDIATE')
  const commit = sqlite.prepare('COMMIT')
  const rollback = sqlite.prepare('ROLLBACK')

  function tryBegin(mayWait: boolean): NotBegun | undefined {
    try {
      condition.assertWritable()
      if (mayWait) whileWaiting(() => begin.run())
      else begin.run()
      return undefined
    } catch (error) {
      if (mayWait || !isBusy(error)) condition.note(error, 'write')
      return { error }
    }
  }

  function undo() {
    try {
      if (sqlite.inTransaction) rollback.run()
    } catch {
      // The disk fails: retried before the next transaction.
    }
  }

  return {
    transact({ work, committed }, mayWait) {
      // Left open if the disk failed during the last one.
      if (sqlite.inTransaction) undo()
      const notBegun = tryBegin(mayWait)
      if (notBegun) return notBegun
      try {
        work()
        commit.run()
        committed()
        condition.checkCommit()
      } catch (error) {
        condition.note(error, 'write')
        undo()
        throw error
      }
      return undefined
    },
    giveUp: (error) => condition.note(error, 'write'),
  }
}

/** The database's file, open. */
export interface OpenFile {
  readonly sqlite: SqliteDatabase.Database
  /** Runs what may wait for another process that holds the file; the thread blocks. */
  readonly whileWaiting: <T>(use: () => T) => T
  readonly log: LogEmptying
  /**
   * Called once tables and list are ready: from here on a file locked by another process is an immediate error,
   * `SQLITE_BUSY`.
   */
  beginServing(): void
}

/**
 * Opens the file itself, not a link to it, creating it where there is none, and configures SQLite. Until it serves, it waits
 * for other processes.
 */
export function openFile(path: string, busyTimeoutMs: number): OpenFile {
  const hasLog = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  const sqlite = connect(path, busyTimeoutMs)
  const wait = (waitMs: number) => void sqlite.pragma(`busy_timeout = ${waitMs}`)
  const log = createLogEmptying(
    () => sqlite.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0,
  )
  return {
    ...{ sqlite, log },
    whileWaiting(use) {
      wait(busyTimeoutMs)
      try {
        return use()
      } finally {
        wait(0)
      }
    },
    beginServing() {
      wait(0)
      // If a process was killed before the log was empty, erased data may still be in it.
      if (hasLog) log.empty()
    },
  }
}

/**
 * Returns the function that runs a query which changes nothing. A writer does not block it; a process that opens, repairs or
 * closes the database may, for a moment.
 *
 * @throws {StoreError}
 */
export const createRead =
  (sqlite: SqliteDatabase.Database, whileWaiting: OpenFile['whileWaiting'], condition: Condition) =>
  <T>(operation: string, query: () => T): T => {
    if (!sqlite.open) throw new StoreError(operation, 'unavailable', 'closed')
    condition.assertReadable(operation)
    const refuse = (error: unknown) => {
      condition.note(error, 'read')
      return toStoreError(operation, error)
    }
    try {
      return query()
    } catch (error) {
      if (!isBusy(error)) throw refuse(error)
    }
    try {
      return whileWaiting(query)
    } catch (error) {
      throw refuse(error)
    }
  }
