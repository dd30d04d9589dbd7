/** The parts of a Durable Object's storage that the store uses. Every call except `transaction` is synchronous. */
export interface DurableStorage {
  readonly sql: { exec(statement: string, ...values: readonly unknown[]): DurableCursor }
  transactionSync<T>(work: () => T): T
  /** The object does nothing else meanwhile. Writes are rolled back where `work` rejects. */
  transaction<T>(work: () => Promise<T>): Promise<T>
}

/** Result of a statement. */
interface DurableCursor {
  next(): { readonly done?: boolean; readonly value?: Record<string, unknown> }
  toArray(): Record<string, unknown>[]
  readonly columnNames: readonly string[]
  raw(): Iterable<unknown[]> & { toArray(): unknown[][] }
}

/** A migration as written by drizzle-kit. */
export interface Migration {
  /** When it was made, milliseconds since 1970 UTC; its key in the table of completed migrations. */
  readonly when: number
  /** SHA-256 of its file, hex. */
  readonly hash: string
  readonly statements: readonly string[]
}
