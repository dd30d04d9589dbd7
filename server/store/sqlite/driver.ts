import type { DeletionNotes, StoreCondition } from '../store.ts'
import type { NotBegun } from './group-commit.ts'
import type { Database } from './queries.ts'
import type { PrepareDriver } from './schema/insert-by-name.ts'

/** A transaction: its work, and what runs once it is on disk. */
export interface Transaction {
  readonly work: () => void
  readonly committed: () => void
}

/** A SQLite with the tables of this version, on any runtime. Everything except `close` is synchronous. */
export interface Driver {
  readonly db: Database
  /** Prepares a frequent query, bypassing drizzle's mapping. */
  readonly prepare: PrepareDriver
  /** As `Transactions.transact` of the group commit. */
  transact(transaction: Transaction, mayWait: boolean): NotBegun | undefined
  /** Called after writes that waited for another process were given up. */
  giveUp(error: unknown): void
  /** Runs a query that changes nothing. @throws {StoreError} */
  read<T>(operation: string, query: () => T): T
  /** Returns a value that changes whenever another connection has changed the database; constant where there is no other. */
  readStamp(): number
  /** Empties the write-ahead log. @returns whether nothing erased remains in it. */
  clearLog(): boolean
  /** The same within some seconds. */
  clearLogSoon(): void
  /** The list of deletions; `undefined` where there is none. */
  readonly notes: DeletionNotes | undefined
  /** Returns the database's condition, checked now. */
  readonly look: () => StoreCondition
  readonly isOpen: () => boolean
  close(): void
}
