import type { ErasureNotes } from './erasure/erasure-notes.ts'
import type { RunWrite } from './group-commit.ts'
import type { HeadKeeper } from './ledger/ledger-head.ts'
import type { Database, Queries } from './queries.ts'
import type { LogTidying } from './tidy-log.ts'
import type { Turns } from './turns.ts'
import type { EarlierVisits } from './visits/earlier-visits.ts'
import type { HiddenVisits } from './visits/hidden-visits.ts'
import type { VisitBudgets } from './visits/visit-budgets.ts'

/** What each part of the store is given. */
export interface Connection {
  /** Prepares statements of a part's own, once. */
  readonly db: Database
  readonly queries: Queries
  /** What the running day has used. Asked and told inside writes alone. */
  readonly budgets: VisitBudgets
  /** Of which consents no visit lies on the day before. Asked inside writes alone. */
  readonly earlier: EarlierVisits
  /** Visits that may not be joined. */
  readonly hidden: HiddenVisits
  readonly write: RunWrite
  /** Given to others by whatever reads for long. */
  readonly turns: Turns
  /**
   * Empties the write-ahead log, so that nothing of what was erased is left in it. Called once an erasure is on disk. Waits for
   * nobody: returns whether it is empty, and where another process reads it is tried again until it is.
   */
  readonly clearLog: () => boolean
  /** Told of what is destroyed in many commits. */
  readonly tidyLog: LogTidying
  /** As `write`, of what destroys something: what it was is not left in the log. */
  readonly destroy: RunWrite
  /** Runs a query that changes nothing. @throws {StoreError} */
  readonly read: <T>(operation: string, query: () => T) => Promise<T>
  /** Asked before a write that erases a person's data, and outside of it. */
  readonly erasures: ErasureNotes
  /** Where the ledger ends; moved on by the transactions of this connection. */
  readonly head: HeadKeeper
}
