import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type SqliteDatabase from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { createFileNotes } from '../../../deletions/file-notes.ts'
import { followLinks } from '../../../files/follow-links.ts'
import type { OnCondition, Store } from '../../store.ts'
import { StoreError } from '../../store-error.ts'
import { assembleStore } from '../assemble-store.ts'
import { openCondition } from '../condition/open-condition.ts'
import { type ListNews, settleDeletionList } from '../erasure/deletion-list.ts'
import type { Database } from '../queries.ts'
import { createRead, createTransact, openFile } from './connect.ts'
import { migrateFile } from './migrate-file.ts'

/** Options for opening a database file. */
export interface SqliteOptions {
  /** Milliseconds for which a write waits for another process to release the file; reads are served meanwhile. Default 2000. */
  readonly busyTimeoutMs?: number
  /** Folder of the migrations. Default: the project's own; a bundle names its own. */
  readonly migrationsFolder?: string
  /**
   * Place of the list of deletions that a restore replays. Default: none is kept, and erasures are rejected where there was
   * one.
   */
  readonly deletionsFile?: string | undefined
  /** Starts a new list for one that is lost for good. Default `false`. */
  readonly isListAnew?: boolean
  /** Called with events of opening the list. */
  readonly onListNews?: (news: ListNews) => void
  /** Called once for each change of the store's condition. Default: nothing is called. */
  readonly onCondition?: OnCondition
}

const ofProject = () => fileURLToPath(new URL('../migrations', import.meta.url))

/** @throws {DeletionListError} {@link StoreError} where the list cannot be written. */
function settleList(
  sqlite: SqliteDatabase.Database,
  db: Database,
  databaseFile: string,
  { deletionsFile: place, isListAnew: isAnew = false, onListNews }: SqliteOptions,
): void {
  if (place === undefined) return
  const statements = {
    exec: (statement: string) => void sqlite.exec(statement),
    run: (statement: string, ...values: readonly (string | number)[]) =>
      sqlite.prepare(statement).run(...values).changes,
  }
  const options = { place, databaseFile, newId: randomUUID, clock: Date.now, statements }
  try {
    for (const news of settleDeletionList(db, options, { isAnew })) onListNews?.(news)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    throw new StoreError('settleDeletionList', 'unavailable', String(error.code))
  }
}

/**
 * Opens the database file and migrates its tables, creating file and folder where there are none.
 *
 * @param path of the file; relative to the working folder.
 * @throws {NewerDatabaseError} where a newer version has written it.
 * @throws {DeletionListError} where the list of deletions is missing or not the database's own.
 * @throws the driver's or the system's error where the file cannot be created, is not a database or cannot be migrated; it
 *   names the path and no data.
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Store> {
  const { busyTimeoutMs = 2000, migrationsFolder = ofProject(), deletionsFile } = options
  // Log and index are beside the file itself, not beside a link to it.
  const place = followLinks(resolve(path))
  const { sqlite, whileWaiting, log, beginServing } = openFile(place, busyTimeoutMs)
  const db = drizzle(sqlite, { casing: 'snake_case' })
  try {
    migrateFile(sqlite, migrationsFolder)
    settleList(sqlite, db, place, options)
    beginServing()
  } catch (error) {
    log.close()
    sqlite.close()
    throw error
  }
  const dataVersion = sqlite.prepare<[], number>('PRAGMA data_version').pluck()
  const readStamp = () => dataVersion.get() ?? Number.NaN
  const condition = openCondition(sqlite, { path, place }, options.onCondition)
  return assembleStore(
    {
      db,
      prepare: (query) => sqlite.prepare(query.toSQL().sql),
      ...createTransact(sqlite, whileWaiting, condition),
      read: createRead(sqlite, whileWaiting, condition),
      readStamp,
      clearLog: log.empty,
      clearLogSoon: log.emptySoon,
      notes: deletionsFile === undefined ? undefined : createFileNotes(deletionsFile),
      look: condition.look,
      isOpen: () => sqlite.open,
      close() {
        log.close()
        if (!sqlite.open) return
        sqlite.close()
        condition.close()
      },
    },
    { busyTimeoutMs },
  )
}
