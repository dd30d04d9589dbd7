import type { StoredMessage } from './message-store.ts'

/** Who a breach has affected (BR-03). Each reads at most `limit`, in no set order, and is asked rarely. */
export interface AffectedStore {
  /** Messages received from `fromMs` until before `beforeMs`; blocked ones too, since a leak does not stop at them. */
  findMessagesReceived(
    fromMs: number,
    beforeMs: number,
    limit: number,
  ): Promise<readonly StoredMessage[]>
  /** Ids of consents to what a website does, given from `fromMs` until before `beforeMs`; erased ones lead to nobody and are left out. */
  findConsentsGiven(fromMs: number, beforeMs: number, limit: number): Promise<readonly string[]>
  /** Ids of the consents under which visits of the days from `fromDay` to `toDay` are kept. */
  findVisitors(fromDay: string, toDay: string, limit: number): Promise<readonly string[]>
}
