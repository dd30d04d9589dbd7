import type { RegisterName } from '../../contract/index.ts'
import type { AddResult } from '../add-result.ts'
import type { WithWrite } from '../with-write.ts'

/** One line of a register. A correction is a further line of the same thread. */
export interface RegisterEntry {
  /** UUIDv7 made by the server. */
  readonly id: string
  readonly register: RegisterName
  /** What the line is about: the lines of one thread are the history of one thing. */
  readonly thread: string
  /** JSON text. Names no person: records and messages stand in it by their ids and references. */
  readonly content: string
  /** Who wrote it: `administrator`, `subject`, `system`. */
  readonly actor: string
  readonly atMs: number
  /** Commitment to all of the above, 32 bytes (`commitToEntry`); the ledger seals it. */
  readonly commitment: Uint8Array
}

/** A line with its place in the order of writing. */
export interface StoredEntry extends RegisterEntry {
  readonly seq: number
}

/** Registers. */
export interface RegisterStore {
  /** Adds a line, with further lines and the mails about it, in one commit. `duplicate`: nothing is written. */
  addRegisterEntry(entry: RegisterEntry, further?: WithWrite): Promise<AddResult>
  /** Up to `limit` lines of a register after `afterSeq` (0: from the beginning), in the order of writing. */
  readRegister(
    register: RegisterName,
    afterSeq: number,
    limit: number,
  ): Promise<readonly StoredEntry[]>
  /** The lines of one thread, in the order of writing. */
  readRegisterThread(register: RegisterName, thread: string): Promise<readonly StoredEntry[]>
}
