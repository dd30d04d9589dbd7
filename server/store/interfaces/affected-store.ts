import type { StoredMessage } from './message-store.ts'

/** The people affected by a breach (BR-03). Each method reads at most `limit`, in no defined order, and is called rarely. */
export interface AffectedStore {
  /** Returns messages received from `fromMs` until before `beforeMs`, including blocked ones, since a leak affects those too. */
  findMessagesReceived(
    fromMs: number,
    beforeMs: number,
    limit: number,
  ): Promise<readonly StoredMessage[]>
  /**
   * Returns ids of consents on a website, given from `fromMs` until before `beforeMs`, without erased ones, which identify
   * nobody.
   */
  findConsentsGiven(fromMs: number, beforeMs: number, limit: number): Promise<readonly string[]>
  /** Returns ids of the consents with visits stored on the days from `fromDay` to `toDay`. */
  findVisitors(fromDay: string, toDay: string, limit: number): Promise<readonly string[]>
}
