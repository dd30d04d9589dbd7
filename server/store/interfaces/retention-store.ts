import type { RegisterEntry } from './register-entry.ts'
import type { HeldKind } from './subject-store.ts'

/** What the daily job destroys by itself, class by class. */
export type DestroyedClass =
  | 'visits'
  | 'small_counts'
  | 'daily_counts'
  | 'messages'
  | 'requests'
  | 'restrictions'
  | 'legal_holds'
  | 'mail_queue'
  | 'admin_sessions'

/** From when on something is due. */
export interface Due {
  /** First day, in the site's time zone, that is not due: for what is kept by day. */
  readonly beforeDay: string
  /** The same as an instant: for what is kept by time. */
  readonly beforeMs: number
  /** Now: legal holds that end later are in force (RT-06). */
  readonly nowMs: number
  /** First day that is looked at. */
  readonly fromDay: string
  /** Counts below this one are small. */
  readonly smallest: number
}

/** What was destroyed and does not stand in the register of destructions yet. */
export interface Tally {
  readonly dataClass: string
  readonly count: number
}

/** What the list of deletions alone has erased, and the register of destructions does not tell yet. */
export interface ErasedAgain {
  /** `requests`: what they are about was gone already, and they alone are to be ended. */
  readonly kind: HeldKind | 'requests'
  /** Id of the consent record or the message. */
  readonly ref: string
  /** Visits of the consent; of a message 1; of requests 0. */
  readonly tally: Tally
}

/** A restore that the register does not tell yet. */
export interface RestoreNote {
  /** When the backup was made, milliseconds since 1970 UTC. */
  readonly createdAtMs: number
  /** Its count: rows changed by the list of deletions. */
  readonly tally: Tally
}

/** What is past its term. What is under a legal hold is never due. */
export interface RetentionStore {
  /**
   * What the store keeps and no retention rule speaks of.
   *
   * @param held what the rules hold: tables by their names.
   */
  findUncovered(held: readonly string[]): Promise<readonly string[]>
  /**
   * Destroys up to `limit` things of a class that are due and adds them to the class's tally: one commit, so that a process that
   * dies leaves neither without the other. With a message go its answers to requests, and what of its consent leads to the person;
   * the messages of a batch are noted in the list of deletions before, all at once. What led to visits goes after the last that are
   * due, and no tally tells it: it said nothing that they did not. Nothing of what was destroyed is left on the disk some seconds
   * later, unless another process is reading.
   *
   * @returns how many.
   */
  destroyDue(dataClass: DestroyedClass, due: Due, limit: number): Promise<number>
  /** How many things of a class are due, counted up to `limit`. */
  countDue(dataClass: DestroyedClass, due: Due, limit: number): Promise<number>
  /** How many visits of a day still have a whole address, counted up to `limit`; of none under a legal hold. */
  countWholeAddresses(day: string, limit: number, nowMs: number): Promise<number>
  readTallies(): Promise<readonly Tally[]>
  /** What was erased by the list of deletions alone. */
  readErasedAgain(): Promise<readonly ErasedAgain[]>
  /** Restores that were noted with the load, each for a line that closes its tally. */
  readRestores(): Promise<readonly RestoreNote[]>
  /**
   * Writes a line of the register of destructions and takes away the tally that it tells: one commit. `conflict` where the tally
   * has changed. Without `entry` nothing was destroyed that there is to tell.
   */
  closeTally(tally: Tally, entry?: RegisterEntry): Promise<'stored' | 'conflict'>
}
