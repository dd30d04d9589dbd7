import type { RegisterName } from '../../contract/index.ts'

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
