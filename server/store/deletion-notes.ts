import type { HeldKind } from './interfaces/subject-store.ts'

/** What a database knows of its list of deletions. The list may be longer: a note is written before its erasure. */
export interface ListMark {
  /** UUID of the database to which the list belongs. */
  readonly databaseId: string
  /** Where the list is: a path, an object's name. `null` where there is none yet. */
  readonly place: string | null
  /** Number of lines known, 0 or more. */
  readonly lineCount: number
  /** Bytes of those lines. */
  readonly byteCount: number
  /** SHA-256 of the last of them and of the chain before it, hex. */
  readonly chain: string
}

/** One line of the list. `held`: an erasure noted under this id is not carried out because of a legal hold. */
export interface DeletionNote {
  readonly word: HeldKind | 'held'
  /** Id of the consent record or the message. */
  readonly id: string
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number
}

/**
 * The list of deletions, which is outside the database (RT-07). Called before an erasure, and never while a transaction is
 * open: it may be a file, or an object on another machine.
 */
export interface DeletionNotes {
  /**
   * Appends lines to an existing list, all or, as far as a reader of the list can tell, none. Never creates one.
   *
   * @param known what the database knows of it now; another or a shorter list is rejected.
   * @returns the mark after these lines, which are on disk.
   * @throws {StoreError} `unavailable`: nothing may be erased on the basis of these lines.
   */
  add(known: ListMark, notes: readonly DeletionNote[]): Promise<ListMark>
}
