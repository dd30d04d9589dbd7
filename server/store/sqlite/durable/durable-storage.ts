/** A Durable Object's storage, as far as the store uses it. Every call but `transaction` is synchronous. */
export interface DurableStorage {
  readonly sql: { exec(statement: string, ...values: readonly unknown[]): DurableCursor }
  transactionSync<T>(work: () => T): T
  /** The object does nothing else meanwhile. What is written in it goes where `work` rejects. */
  transaction<T>(work: () => Promise<T>): Promise<T>
}

/** What a statement has found. */
interface DurableCursor {
  next(): { readonly done?: boolean; readonly value?: Record<string, unknown> }
  toArray(): Record<string, unknown>[]
  readonly columnNames: readonly string[]
  raw(): Iterable<unknown[]> & { toArray(): unknown[][] }
}

/** A migration as drizzle-kit has written it. */
export interface Migration {
  /** When it was made, milliseconds since 1970 UTC; its number in the table of those that ran. */
  readonly when: number
  /** SHA-256 of its file, hex. */
  readonly hash: string
  readonly statements: readonly string[]
}
