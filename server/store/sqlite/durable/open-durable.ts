import { randomUUID } from 'node:crypto'
import { DrizzleSqliteDODatabase, SQLiteDOSession } from 'drizzle-orm/durable-sqlite'
import type { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import type { Store, StoreCondition } from '../../store.ts'
import { StoreError } from '../../store-error.ts'
import { assembleStore } from '../assemble-store.ts'
import type { Driver } from '../driver.ts'
import { type ArchivedList, settleArchivedList } from '../erasure/archived-list.ts'
import type { ListNews } from '../erasure/deletion-list.ts'
import type { Statements } from '../erasure/erase-again.ts'
import type { Database } from '../queries.ts'
import { toStoreError } from '../sqlite-error.ts'
import type { DurableStorage, Migration } from './durable-storage.ts'
import { LateDialect } from './late-dialect.ts'
import { isMigrationDue, migrate } from './migrate-durable.ts'

/** Options for opening the storage. */
export interface DurableOptions {
  readonly migrations: readonly Migration[]
  /** The list of deletions. Default: none is kept. */
  readonly list?: ArchivedList
  /** Called with events of opening the list. */
  readonly onListNews?: (news: ListNews) => void
  /** Called before the tables of an existing database are changed. Default: nothing is called. */
  readonly beforeMigration?: () => Promise<void>
  /** Called after each commit. Default: nothing is called. */
  readonly onCommit?: () => void
}

/** The platform gives SQLite's code only at the end of the message. */
const findCode = ({ message }: Error): string | undefined =>
  /^SQLITE_[A-Z_]+/.exec(message.slice(message.lastIndexOf('SQLITE_')))?.[0]

/** Wraps the storage so that errors have SQLite's code as in better-sqlite3. */
export const nameErrors = (storage: DurableStorage): DurableStorage => ({
  sql: {
    exec(statement, ...values) {
      try {
        return storage.sql.exec(statement, ...values)
      } catch (error) {
        const code = error instanceof Error ? findCode(error) : undefined
        throw code ? Object.assign(new Error(code), { code }) : error
      }
    },
  },
  transactionSync: (work) => storage.transactionSync(work),
  transaction: (work) => storage.transaction(work),
})

/** Number of rows changed by the last statement, which is read from SQLite on access, before the next statement. */
class LastChanges {
  readonly #storage: DurableStorage
  constructor(storage: DurableStorage) {
    this.#storage = storage
  }

  get changes(): number {
    const found = this.#storage.sql.exec('select changes() as changes').next().value
    return Number(found?.changes)
  }
}

/** Returns a row with its bytes in the form of better-sqlite3. */
export const readBytes = <T extends Record<string, unknown> | undefined>(row: T): T => {
  for (const [name, value] of Object.entries(row ?? {}))
    if (value instanceof ArrayBuffer) Object.assign(row ?? {}, { [name]: Buffer.from(value) })
  return row
}

/** drizzle's session, whose statements also return how many rows they have changed. */
class CountingSession extends SQLiteDOSession<Record<string, unknown>, Record<string, never>> {
  readonly #last: LastChanges
  constructor(storage: DurableStorage, dialect: SQLiteSyncDialect) {
    // drizzle requires the platform's own type, which is not installed; it uses only what exists here.
    super(storage as never, dialect, undefined)
    this.#last = new LastChanges(storage)
  }

  override prepareQuery(...given: Parameters<SQLiteDOSession<never, never>['prepareQuery']>) {
    const query = super.prepareQuery(...given)
    const run = query.run.bind(query)
    const runAndCount = (values?: Record<string, unknown>) => {
      run(values)
      return this.#last
    }
    return Object.assign(query, { run: runAndCount }) as never
  }
}

/** Returns the storage's interface for erasures. */
export function statementsOf({ sql, ...storage }: DurableStorage): Statements {
  const last = new LastChanges({ sql, ...storage })
  const run = (statement: string, ...values: readonly unknown[]) => {
    sql.exec(statement, ...values)
    return last.changes
  }
  // The platform permits no temporary tables.
  return { exec: sql.exec, run, scratch: 'table' }
}

/** drizzle on the storage. */
export function openDrizzle(storage: DurableStorage): Database {
  const dialect = new LateDialect({ casing: 'snake_case' })
  const session = new CountingSession(storage, dialect)
  return new DrizzleSqliteDODatabase('sync', dialect, session, undefined) as unknown as Database
}

/** Checks and adopts the list of deletions. */
async function settle(
  db: Database,
  storage: DurableStorage,
  list: ArchivedList | undefined,
): Promise<readonly ListNews[]> {
  if (!list) return []
  const { transactionSync: transact } = storage
  const statements = statementsOf(storage)
  return settleArchivedList(db, list, { transact, statements, newId: randomUUID, clock: Date.now })
}

/** Runs transactions, and remembers how the last one ended. */
function createTransact({ transactionSync }: DurableStorage, onCommit: () => void = () => {}) {
  let condition: StoreCondition = 'ready'
  const transact: Driver['transact'] = ({ work, committed }) => {
    try {
      transactionSync(work)
    } catch (error) {
      condition =
        toStoreError('commit', error).code === 'unavailable' ? 'writes_refused' : condition
      throw error
    }
    condition = 'ready'
    committed()
    onCommit()
    return undefined
  }
  return { transact, look: () => condition }
}

/**
 * Opens the SQLite of a Durable Object and migrates its tables. No response leaves the object before its writes are stored
 * (output gate), and nobody else has the database open.
 *
 * @throws {NewerDatabaseError} {@link DeletionListError} where the list is not the database's own. The platform's error where
 *   the storage cannot be read.
 */
export async function openDurable(given: DurableStorage, options: DurableOptions): Promise<Store> {
  const storage = nameErrors(given)
  storage.sql.exec('PRAGMA foreign_keys = ON')
  // Otherwise INSERT OR REPLACE deletes an event past the trigger that forbids it.
  storage.sql.exec('PRAGMA recursive_triggers = ON')
  const { migrations, beforeMigration } = options
  if (beforeMigration && isMigrationDue(storage, migrations)) await beforeMigration()
  migrate(storage, migrations)
  const db = openDrizzle(storage)
  const last = new LastChanges(storage)
  for (const news of await settle(db, storage, options.list)) options.onListNews?.(news)
  let isOpen = true
  const driver: Driver = {
    db,
    prepare(query) {
      let text = ''
      const exec = (values: readonly unknown[]) => {
        text ||= query.toSQL().sql
        return storage.sql.exec(text, ...values)
      }
      return {
        run(...values) {
          exec(values)
          return last
        },
        get: (...values) => readBytes(exec(values).next().value),
        all: (...values) => exec(values).toArray().map(readBytes),
      }
    },
    ...createTransact(storage, options.onCommit),
    giveUp() {},
    read(operation, query) {
      if (!isOpen) throw new StoreError(operation, 'unavailable', 'closed')
      try {
        return query()
      } catch (error) {
        throw toStoreError(operation, error)
      }
    },
    readStamp: () => 0,
    // The platform keeps the log, and its backups of the last 30 days with it.
    clearLog: () => true,
    clearLogSoon() {},
    notes: options.list,
    isOpen: () => isOpen,
    close() {
      isOpen = false
    },
  }
  return assembleStore(driver, { busyTimeoutMs: 0 })
}
