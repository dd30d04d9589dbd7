import type { RunWrite } from './group-commit.ts'
import type { Queries } from './queries.ts'

/** What each part of the store is given. */
export interface Connection {
  readonly queries: Queries
  readonly write: RunWrite
  /** Runs a query that changes nothing. @throws {StoreError} */
  readonly read: <T>(operation: string, query: () => T) => Promise<T>
}
