import type { RegisterName } from '../../contract/index.ts'
import type { AddResult } from '../add-result.ts'
import type { WithWrite } from '../with-write.ts'
import type { RegisterEntry } from './register-entry.ts'

/** A line with its number in the order of writing. */
export interface StoredEntry extends RegisterEntry {
  readonly arrival: number
}

/** What must be so in the commit that adds a line. Default: nothing. */
export interface EntryConditions {
  /** Id of the line that is the last of its thread: the one that its writer saw. */
  readonly lastId?: string | undefined
  /** A number that is in the current line of no other thread of the register. */
  readonly ownNumber?: string | undefined
}

/** Which lines of a register are listed. */
export interface RegisterSelection {
  readonly register: RegisterName
  /** First moment, in milliseconds since 1970 UTC. Default: the beginning. */
  readonly fromMs?: number | undefined
  /** First moment after the last. Default: no end. */
  readonly beforeMs?: number | undefined
  /**
   * Only lines with this id, thread, number or reference: those of documents, requests, contracts, consents, breaches and
   * destructions, without regard to the case of Latin letters, and those of the people whom a disclosure names. Default: all.
   */
  readonly search?: string | undefined
}

/** A part of a register in the order of time, or against it; lines of one moment in the order of writing. */
export interface RegisterRange extends RegisterSelection {
  readonly order: 'newest' | 'oldest'
  /** The line after which it begins, in this order. Default: the first. */
  readonly after?: Pick<StoredEntry, 'atMs' | 'arrival'> | undefined
}

/** Registers. */
export interface RegisterStore {
  /**
   * Adds a line, with further lines and the mails about it, in one commit. Otherwise nothing is written: `duplicate` where its
   * id is there already, `overtaken` where another line has been added to its thread, `taken` where the number is another
   * thread's.
   */
  addRegisterEntry(
    entry: RegisterEntry,
    further?: WithWrite,
    conditions?: EntryConditions,
  ): Promise<AddResult | 'overtaken' | 'taken'>
  /** Returns up to `limit` lines of a register after `afterArrival` (0: from the beginning), in the order of writing. */
  readRegister(
    register: RegisterName,
    afterArrival: number,
    limit: number,
  ): Promise<readonly StoredEntry[]>
  /** Returns up to `limit` lines. What is read grows with these, not with the register. */
  listRegister(range: RegisterRange, limit: number): Promise<readonly StoredEntry[]>
  /** Returns the number of lines, or `atMost` where there are more. */
  countRegister(selection: RegisterSelection, atMost: number): Promise<number>
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
