import type { ErasureNotes } from './erasure/erasure-notes.ts'
import type { RunWrite } from './group-commit.ts'
import type { HeadKeeper } from './ledger/ledger-head.ts'
import type { Database, Queries } from './queries.ts'
import type { LogTidying } from './tidy-log.ts'
import type { Turns } from './turns.ts'
import type { EarlierVisits } from './visits/earlier-visits.ts'
import type { HiddenVisits } from './visits/hidden-visits.ts'
import type { VisitBudgets } from './visits/visit-budgets.ts'

/** Dependencies of each part of the store. */
export interface Connection {
  /** Prepares a part's own statements, once. */
  readonly db: Database
  readonly queries: Queries
  /** The budgets used on the current day. Used inside writes only. */
  readonly budgets: VisitBudgets
  /** Knows which consents have no visit on the day before. Used inside writes only. */
  readonly earlier: EarlierVisits
  /** Visits that must not be joined. */
  readonly hidden: HiddenVisits
  readonly write: RunWrite
  /** Lets long reads yield to others. */
  readonly turns: Turns
  /**
   * Empties the write-ahead log, so that nothing erased remains in it. Called once an erasure is on disk. Does not wait:
   * returns whether it is empty, and if another process is reading, it is retried until it is.
   */
  readonly clearLog: () => boolean
  /** Called about data destroyed in many commits. */
  readonly tidyLog: LogTidying
  /** As `write`, for destruction: the destroyed data do not remain in the log. */
  readonly destroy: RunWrite
  /** Runs a query that changes nothing. @throws {StoreError} */
  readonly read: <T>(operation: string, query: () => T) => Promise<T>
  /** Called before a write that erases a person's data, and outside of it. */
  readonly erasures: ErasureNotes
  /** The end of the ledger, updated by the transactions of this connection. */
  readonly head: HeadKeeper
}
