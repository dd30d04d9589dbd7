import type {
  BoundSince,
  LedgerEntry,
  LedgerEvent,
  LedgerGuard,
  LedgerSnapshot,
  StoredSigningKey,
} from '../../store/store.ts'
import { findHeadBreak, isRolledTo, type LedgerBreak } from './find-breaks.ts'
import type { LedgerProblem } from './verify-rows.ts'

/** Tools for checking the binding to the secret. */
export interface BindingTools {
  readonly guard: LedgerGuard
  readonly isKeyBound: (key: Omit<StoredSigningKey, 'privateJwk'>) => boolean
}

/** The chain after it was walked. */
interface WalkedChain {
  readonly number: number
  readonly hash: Uint8Array
  readonly lastEventSeq: number
  readonly lastEntrySeq: number
}

const WORDS: Readonly<Record<LedgerBreak, string>> = {
  head_missing: 'what binds the end of the ledger to the secret is missing',
  head_unbound: 'what binds the end of the ledger to the secret was altered',
  rows_unbound: 'rows were written by somebody who does not have the secret',
  checkpoints_differ: 'checkpoints were cut off, or written anew, without the secret',
  rows_differ: 'what was written since the last checkpoint was altered or cut off',
}

/** Compares keys and the ledger's end with their bindings to the secret. */
export interface BindingCheck {
  /** Called for every row, unsealed ones in the order of writing. */
  takeEvent(row: LedgerEvent): void
  takeEntry(row: LedgerEntry): void
  finish(chain: WalkedChain): Promise<readonly LedgerProblem[]>
  readonly since: BoundSince | null
}

/** Creates the check of one snapshot. */
export async function createBindingCheck(
  snapshot: LedgerSnapshot,
  { guard, isKeyBound }: BindingTools,
): Promise<BindingCheck> {
  const head = await snapshot.head()
  let events = head?.sealedEventHash ?? new Uint8Array()
  let entries = head?.sealedEntryHash ?? new Uint8Array()
  let lastEvent = 0
  let lastEntry = 0
  /** Rolls the hash forward over an unsealed row. */
  const roll = (hash: Uint8Array, { seq, arrival, commitment }: LedgerEvent | LedgerEntry) =>
    seq === null ? guard.roll(hash, { arrival, commitment }) : hash

  function findBreak(chain: WalkedChain): LedgerBreak | undefined {
    const found = findHeadBreak(
      {
        ...{ head, lastEvent, lastEntry },
        lastCheckpoint: chain.number === 0 ? undefined : chain,
      },
      guard.isBound,
    )
    return found ?? (head && !isRolledTo(head, { events, entries }) ? 'rows_differ' : undefined)
  }

  return {
    takeEvent(row) {
      lastEvent = Math.max(lastEvent, row.arrival)
      events = roll(events, row)
    },
    takeEntry(row) {
      lastEntry = Math.max(lastEntry, row.arrival)
      entries = roll(entries, row)
    },
    async finish(chain) {
      const keys = (await snapshot.signingKeys()).filter((key) => !isKeyBound(key))
      const found = findBreak(chain)
      return [
        ...keys.map(({ id }) => ({
          ...{ part: 'key' as const, id },
          what: 'it was put in or altered by somebody who does not have the secret',
        })),
        ...(found ? [{ part: 'head' as const, what: WORDS[found] }] : []),
      ]
    },
    since: head ? { sinceMs: head.sinceMs, sinceCheckpoint: head.sinceCheckpoint } : null,
  }
}
