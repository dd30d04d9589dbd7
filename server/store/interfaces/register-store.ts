import type { RegisterName } from '../../contract/index.ts'
import type { AddResult } from '../add-result.ts'
import type { WithWrite } from '../with-write.ts'
import type { RegisterEntry } from './register-entry.ts'

/** A line with its number in the order of writing. */
export interface StoredEntry extends RegisterEntry {
  readonly arrival: number
}

/** Registers. */
export interface RegisterStore {
  /** Adds a line, with further lines and the mails about it, in one commit. `duplicate`: nothing is written. */
  addRegisterEntry(entry: RegisterEntry, further?: WithWrite): Promise<AddResult>
  /** Returns up to `limit` lines of a register after `afterArrival` (0: from the beginning), in the order of writing. */
  readRegister(
    register: RegisterName,
    afterArrival: number,
    limit: number,
  ): Promise<readonly StoredEntry[]>
  /** Returns the lines of one thread, in the order of writing. */
  readRegisterThread(register: RegisterName, thread: string): Promise<readonly StoredEntry[]>
  /**
   * Returns up to `limit` lines of the register of disclosures after `afterArrival` (0: from the beginning) that name one of
   * `refs` among their `subjects`, in the order of writing. Only the last line of each thread counts: a corrected line is
   * omitted, also where the correction names somebody else.
   */
  readDisclosures(
    refs: readonly string[],
    afterArrival: number,
    limit: number,
  ): Promise<readonly StoredEntry[]>
}
