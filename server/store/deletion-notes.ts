import type { HeldKind } from './interfaces/subject-store.ts'

/** How far a database knows its list of deletions. The list may be longer: a note is there before its erasure is. */
export interface ListMark {
  /** UUID of the database to which the list belongs. */
  readonly databaseId: string
  /** Where the list lies: a path, an object's name. `null` where it lies nowhere yet. */
  readonly place: string | null
  /** Lines known, 0 or more. */
  readonly lineCount: number
  /** Bytes of those lines. */
  readonly byteCount: number
  /** SHA-256 of the last of them and of the chain before it, hex. */
  readonly chain: string
}

/** One line of the list. `held`: an erasure that was noted under this id is not carried out, since the law has the thing kept. */
export interface DeletionNote {
  readonly word: HeldKind | 'held'
  /** Of the consent record or the message. */
  readonly id: string
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number
}

/**
 * The list of deletions, which lies outside the database (RT-07). Asked before an erasure, and never while a transaction is open:
 * it may be a file, or an object on another machine.
 */
export interface DeletionNotes {
  /**
   * Adds lines to a list that is there, all or, as far as a reader of the list can tell, none. Never makes one.
   *
   * @param known what the database knows of it now: a list that is another one, or shorter, is not added to.
   * @returns the same once the lines are known too. They are on disk.
   * @throws {StoreError} `unavailable`: nothing may be erased on the strength of these lines.
   */
  add(known: ListMark, notes: readonly DeletionNote[]): Promise<ListMark>
}
