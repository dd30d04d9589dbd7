import type { DeletionNotes, StoreCondition } from '../store.ts'
import type { NotBegun } from './group-commit.ts'
import type { Database, PrepareDriver } from './queries.ts'

/** A transaction: what runs in it, and what runs as soon as it is on disk. */
export interface Transaction {
  readonly work: () => void
  readonly committed: () => void
}

/** A SQLite with the tables of this version in it, wherever it runs. Everything but `close` is synchronous. */
export interface Driver {
  readonly db: Database
  /** Prepares a query that runs often, past drizzle's mapping. */
  readonly prepare: PrepareDriver
  /** As `Transactions.transact` of the group commit. */
  transact(transaction: Transaction, mayWait: boolean): NotBegun | undefined
  /** Told that writes were given up which waited for another process. */
  giveUp(error: unknown): void
  /** Runs a query that changes nothing. @throws {StoreError} */
  read<T>(operation: string, query: () => T): T
  /** Changes whenever another connection has changed the database; always the same where there is no other. */
  readStamp(): number
  /** Empties the write-ahead log. @returns whether nothing of what was erased is left in it. */
  clearLog(): boolean
  /** The same within some seconds. */
  clearLogSoon(): void
  /** The list of deletions; `undefined` where none is kept. */
  readonly notes: DeletionNotes | undefined
  /** How the database is, looked at now. */
  readonly look: () => StoreCondition
  readonly isOpen: () => boolean
  close(): void
}
