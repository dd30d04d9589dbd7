import type { WithWrite } from '../with-write.ts'
import type { HeldKind } from './subject-store.ts'

/** Classes that the daily job destroys on its own. */
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
  | 'invitations'

/** The time from which data are due. */
export interface Due {
  /** First day, in the site's time zone, that is not due: for data stored by day. */
  readonly beforeDay: string
  /** The same as an instant: for data stored by time. */
  readonly beforeMs: number
  /** Now: legal holds that end later are in force (RT-06). */
  readonly nowMs: number
  /** First day that is examined. */
  readonly fromDay: string
  /** Counts below this one are small. */
  readonly smallest: number
}

/** What was destroyed and is not in the register of destructions yet. */
export interface Tally {
  readonly dataClass: string
  readonly count: number
}

/** What only the list of deletions has erased, and the register of destructions does not contain yet. */
export interface ErasedAgain {
  /** `requests`: their thing was gone already, and only they must be ended. */
  readonly kind: HeldKind | 'requests'
  /** Id of the consent record or the message. */
  readonly ref: string
  /** Visits of the consent; for a message 1; for requests 0. */
  readonly tally: Tally
}

/** A restore that the register does not contain yet. */
export interface RestoreNote {
  /** When the backup was made, milliseconds since 1970 UTC. */
  readonly createdAtMs: number
  /** Its count: rows changed by the list of deletions. */
  readonly tally: Tally
}

/** Data past their retention period. Data under a legal hold are never due. */
export interface RetentionStore {
  /**
   * Returns stored data that no retention rule covers.
   *
   * @param held names of the tables that the rules cover.
   */
  findUncovered(held: readonly string[]): Promise<readonly string[]>
  /**
   * Destroys up to `limit` due things of a class and adds them to the class's tally in one commit, so that a crash leaves
   * neither without the other. A message's answers to requests are deleted with it, and the fields of its consent that link
   * to the person; the messages of a batch are noted in the list of deletions before, all at once. The links to visits are
   * deleted after the last due ones, and not counted, since they contained nothing further. Nothing destroyed remains on the
   * disk some seconds later, unless another process is reading.
   *
   * @returns the number destroyed.
   */
  destroyDue(dataClass: DestroyedClass, due: Due, limit: number): Promise<number>
  /** Returns how many things of a class are due, counted up to `limit`. */
  countDue(dataClass: DestroyedClass, due: Due, limit: number): Promise<number>
  /** Returns how many visits of a day still have a full address, counted up to `limit`, without those under a legal hold. */
  countWholeAddresses(day: string, limit: number, nowMs: number): Promise<number>
  readTallies(): Promise<readonly Tally[]>
  /** Returns what only the list of deletions has erased. */
  readErasedAgain(): Promise<readonly ErasedAgain[]>
  /** Returns the restores noted with the load, each to be recorded by a line that closes its tally. */
  readRestores(): Promise<readonly RestoreNote[]>
  /**
   * Deletes a tally, in one commit with the line of the register of destructions that covers it. `conflict` where the tally
   * has changed: then nothing of `further` is written. Without `further` there was nothing to record.
   */
  closeTally(tally: Tally, further?: WithWrite): Promise<'stored' | 'conflict'>
}
