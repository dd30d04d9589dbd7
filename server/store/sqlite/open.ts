import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type SqliteDatabase from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { followLinks } from '../../files/follow-links.ts'
import type { OnCondition, Store } from '../store.ts'
import { StoreError } from '../store-error.ts'
import { administratorStore } from './administrators.ts'
import { affectedStore } from './affected.ts'
import { openCondition } from './condition/open-condition.ts'
import { createRead, openFile, transactionsOf } from './connect.ts'
import type { Connection } from './connection.ts'
import { consentStore } from './consents.ts'
import { countStore } from './counts.ts'
import { type ListNews, settleDeletionList } from './deletion-list.ts'
import { createGroupCommit } from './group-commit.ts'
import { jobStore } from './jobs.ts'
import { keyStore } from './keys.ts'
import { ledgerStore } from './ledger.ts'
import { createHeadKeeper } from './ledger-head.ts'
import { mailStore } from './mail.ts'
import { messageStore } from './messages.ts'
import { prepareNoteDeletion } from './note-deletion.ts'
import { oncePerTurn } from './once-per-turn.ts'
import { type Database, prepareQueries } from './queries.ts'
import { registerStore } from './registers.ts'
import { retentionStore } from './retention.ts'
import { subjectStore } from './subjects.ts'
import { createVisitBudgets } from './visit-budgets.ts'
import { visitStore } from './visits.ts'

/** What may be set when a database file is opened. */
export interface SqliteOptions {
  /** Milliseconds for which a write waits for another process to release the file; reads are served meanwhile. Default 2000. */
  readonly busyTimeoutMs?: number
  /** Folder of the migrations. Default: the one beside this file; a bundle names its own. */
  readonly migrationsFolder?: string
  /** Place of the list of deletions that a restore replays. Default: none is kept, and nothing is erased where one was. */
  readonly deletionsFile?: string | undefined
  /** Begins a new list in place of one that is lost for good. Default `false`. */
  readonly isListAnew?: boolean
  /** Is told what came of looking for the list. */
  readonly onListNews?: (news: ListNews) => void
  /** Told of each change of the store's condition, once. Default: nobody is. */
  readonly onCondition?: OnCondition
}

const besideThisFile = () => fileURLToPath(new URL('./migrations', import.meta.url))

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
    run: (statement: string, ...values: readonly string[]) =>
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

/** What each part of the store does, on one connection. */
const openParts = (connection: Connection) => ({
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
})

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
  // Log and index lie beside the file itself, not beside a link to it.
  const place = followLinks(resolve(path))
  const { sqlite, whileWaiting, log, beginServing } = openFile(place, busyTimeoutMs)
  const db = drizzle(sqlite, { casing: 'snake_case' })
  try {
    migrate(db, { migrationsFolder })
    settleList(sqlite, db, place, options)
    beginServing()
  } catch (error) {
    log.close()
    sqlite.close()
    throw error
  }
  const queries = prepareQueries(db, (query) => sqlite.prepare(query.toSQL().sql))
  const dataVersion = sqlite.prepare<[], number>('PRAGMA data_version').pluck()
  const readStamp = () => dataVersion.get() ?? Number.NaN
  const stampOfTurn = oncePerTurn(readStamp)
  const head = createHeadKeeper(db, readStamp)
  const budgets = createVisitBudgets(db)
  const condition = openCondition(sqlite, { path, place }, options.onCondition)
  const tools = { budgets, head, whileWaiting, condition }
  const transactions = transactionsOf(sqlite, queries, tools)
  const { write, close } = createGroupCommit(transactions, { busyTimeoutMs })

  const readNow = createRead(sqlite, whileWaiting, condition)
  const read: Connection['read'] = async (operation, query) => readNow(operation, query)
  const noteDeletion = prepareNoteDeletion(db, deletionsFile)
  const clearLog = log.empty
  const connection = { db, queries, budgets, write, read, clearLog, noteDeletion, head }
  return {
    ...openParts(connection),
    readForeignStamp: () => readNow('readForeignStamp', stampOfTurn),
    readCondition: () => {
      if (!sqlite.open) return Promise.resolve('not_answering')
      const now = condition.look()
      return read('readCondition', () => queries.findPassword.get()).then(
        () => now,
        () => (now === 'ready' ? 'not_answering' : now),
      )
    },
    async close() {
      log.close()
      close()
      if (!sqlite.open) return
      sqlite.close()
      condition.close()
    },
  }
}
