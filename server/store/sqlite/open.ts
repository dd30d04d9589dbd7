import { randomUUID } from 'node:crypto'
import { chmodSync, closeSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteDatabase from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { followLinks } from '../../deletions/list-file.ts'
import type { Store } from '../store.ts'
import { StoreError } from '../store-error.ts'
import { administratorStore } from './administrators.ts'
import { affectedStore } from './affected.ts'
import type { Connection } from './connection.ts'
import { consentStore } from './consents.ts'
import { countStore } from './counts.ts'
import { type ListNews, settleDeletionList } from './deletion-list.ts'
import { createGroupCommit, type Transactions } from './group-commit.ts'
import { jobStore } from './jobs.ts'
import { keyStore } from './keys.ts'
import { ledgerStore } from './ledger.ts'
import { mailStore } from './mail.ts'
import { makeFolder } from './make-folder.ts'
import { messageStore } from './messages.ts'
import { prepareNoteDeletion } from './note-deletion.ts'
import { type Database, prepareQueries, type Queries } from './queries.ts'
import { registerStore } from './registers.ts'
import { retentionStore } from './retention.ts'
import { toStoreError } from './sqlite-error.ts'
import { subjectStore } from './subjects.ts'
import { createVisitBudgets, type VisitBudgets } from './visit-budgets.ts'
import { visitStore } from './visits.ts'

/** What may be set when a database file is opened. */
export interface SqliteOptions {
  /** Milliseconds for which a write waits for another process to release the file; the server stands still. Default 2000. */
  readonly busyTimeoutMs?: number
  /** Folder of the migrations. Default: the one beside this file; a bundle names its own. */
  readonly migrationsFolder?: string
  /** Place of the list of deletions that a restore replays. Default: none is kept, and nothing is erased where one was. */
  readonly deletionsFile?: string | undefined
  /** Begins a new list in place of one that is lost for good. Default `false`. */
  readonly isListAnew?: boolean
  /** Is told what came of looking for the list. */
  readonly onListNews?: (news: ListNews) => void
}

const besideThisFile = () => fileURLToPath(new URL('./migrations', import.meta.url))

/** Makes the file, and the folder it lies in, readable to its owner only; SQLite gives its WAL the same rights. */
function ensureFile(path: string) {
  makeFolder(dirname(path))
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
}

function connect(path: string, busyTimeoutMs: number) {
  ensureFile(path)
  const sqlite = new SqliteDatabase(path, { timeout: busyTimeoutMs })
  sqlite.pragma('journal_mode = WAL')
  // An acknowledged write survives a power cut. NORMAL, the driver's default under WAL, does not promise that.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  // Otherwise INSERT OR REPLACE deletes an event past the trigger that forbids it.
  sqlite.pragma('recursive_triggers = ON')
  // What is deleted is overwritten with zeros: a visit that has aged out is not left in the file's free space.
  sqlite.pragma('secure_delete = ON')
  // 16 MB hold the upper levels and the growing edge of every tree; ids grow with time, so nothing else is read.
  sqlite.pragma('cache_size = -16000')
  // 16 MB of WAL between checkpoints instead of 4: a quarter of the stops, and half the p99 at 64 writers.
  sqlite.pragma('wal_autocheckpoint = 4000')
  sqlite.pragma('temp_store = MEMORY')
  return sqlite
}

const transactionsOf = (
  sqlite: SqliteDatabase.Database,
  queries: Queries,
  budgets: VisitBudgets,
): Transactions => {
  const begin = sqlite.prepare('BEGIN IMMEDIATE')
  const commit = sqlite.prepare('COMMIT')
  const rollback = sqlite.prepare('ROLLBACK')
  return {
    begin: () => void begin.run(),
    commit: () => void commit.run(),
    rollback: () => {
      budgets.forget()
      try {
        if (sqlite.inTransaction) rollback.run()
      } catch {
        // The disk fails: the next BEGIN then fails too, and this is tried again after it.
      }
    },
    storeCounts: (sum) => {
      for (const { day, measure, dimension, value, count } of sum.totals()) {
        queries.addCount.run(day, measure, dimension, value, count)
      }
    },
  }
}

/** @throws {DeletionListError} {@link StoreError} where the list cannot be written. */
function settleList(
  sqlite: SqliteDatabase.Database,
  db: Database,
  path: string,
  { deletionsFile: place, isListAnew: isAnew = false, onListNews }: SqliteOptions,
): void {
  if (place === undefined) return
  const statements = {
    exec: (statement: string) => void sqlite.exec(statement),
    run: (statement: string, ...values: readonly string[]) =>
      sqlite.prepare(statement).run(...values).changes,
  }
  const databaseFile = followLinks(resolve(path))
  const options = { place, databaseFile, newId: randomUUID, clock: Date.now, statements }
  try {
    for (const news of settleDeletionList(db, options, { isAnew })) onListNews?.(news)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    throw new StoreError('settleDeletionList', 'unavailable', String(error.code))
  }
}

/**
 * Opens the database file and brings its tables up to date, making file and folder where there are none.
 *
 * @param path of the file; relative to the working folder.
 * @throws {DeletionListError} where the list of deletions is missing or not the database's own.
 * @throws the driver's or the system's error where the file cannot be made, is no database or cannot be migrated; it names
 *   the path and no data.
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Store> {
  const { busyTimeoutMs = 2000, migrationsFolder = besideThisFile(), deletionsFile } = options
  const sqlite = connect(path, busyTimeoutMs)
  const db = drizzle(sqlite, { casing: 'snake_case' })
  try {
    migrate(db, { migrationsFolder })
    settleList(sqlite, db, path, options)
  } catch (error) {
    sqlite.close()
    throw error
  }
  const queries = prepareQueries(db, (query) => sqlite.prepare(query.toSQL().sql))
  const budgets = createVisitBudgets(db)
  const { write, close } = createGroupCommit(transactionsOf(sqlite, queries, budgets))

  const readNow = <T>(operation: string, query: () => T): T => {
    if (!sqlite.open) throw new StoreError(operation, 'unavailable', 'closed')
    try {
      return query()
    } catch (error) {
      throw toStoreError(operation, error)
    }
  }
  const read: Connection['read'] = async (operation, query) => readNow(operation, query)
  const dataVersion = sqlite.prepare<[], number>('PRAGMA data_version').pluck()
  const clearLog = (waitMs = busyTimeoutMs) => {
    sqlite.pragma(`busy_timeout = ${waitMs}`)
    try {
      // Where another process reads at this moment a part is left, which the next checkpoint of SQLite's own takes.
      return sqlite.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
    } finally {
      sqlite.pragma(`busy_timeout = ${busyTimeoutMs}`)
    }
  }
  const noteDeletion = prepareNoteDeletion(db, deletionsFile)
  const connection = { db, queries, budgets, write, read, clearLog, noteDeletion }
  return {
    ...consentStore(connection),
    ...visitStore(connection),
    ...countStore(connection),
    ...jobStore(connection),
    ...ledgerStore(connection),
    ...keyStore(connection),
    ...mailStore(connection),
    ...messageStore(connection),
    ...registerStore(connection),
    ...retentionStore(connection),
    ...subjectStore(connection),
    ...administratorStore(connection),
    ...affectedStore(connection),
    readForeignStamp: () => readNow('readForeignStamp', () => dataVersion.get() ?? Number.NaN),
    isReady: () =>
      read('isReady', () => queries.findPassword.get()).then(
        () => true,
        () => false,
      ),
    async close() {
      close()
      sqlite.close()
    },
  }
}
