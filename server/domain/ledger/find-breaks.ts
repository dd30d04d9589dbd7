import type { Leaf, LedgerEnds, LedgerGuard, LedgerHead, Store } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'

/** What does not fit between the head of a ledger and its rows. */
export type LedgerBreak =
  | 'head_missing'
  | 'head_unbound'
  | 'rows_unbound'
  | 'checkpoints_differ'
  | 'rows_differ'

/** Rows read at a time; others get their turn between. */
const ROWS_PER_READ = 1_000

const hasSameCheckpoint = (
  { checkpoint, checkpointHash }: LedgerHead,
  last: LedgerEnds['lastCheckpoint'],
) =>
  checkpoint === (last?.number ?? 0) &&
  (last === undefined || toHex(checkpointHash) === toHex(last.hash))

/** What can be told of a head by itself, without the rows that it has rolled over. */
export function findHeadBreak(
  { head, lastEventSeq, lastEntrySeq, lastCheckpoint }: LedgerEnds,
  isBound: LedgerGuard['isBound'],
): LedgerBreak | undefined {
  if (!head) return 'head_missing'
  if (!isBound(head)) return 'head_unbound'
  if (!hasSameCheckpoint(head, lastCheckpoint)) return 'checkpoints_differ'
  if (lastEventSeq < head.eventSeq || lastEntrySeq < head.entrySeq) return 'rows_differ'
  if (lastEventSeq > head.eventSeq || lastEntrySeq > head.entrySeq) return 'rows_unbound'
  return head.isWhole ? undefined : 'rows_unbound'
}

/** Whether rows after the last checkpoint roll to what the head says. */
export const isRolledTo = (
  head: LedgerHead,
  rolled: { readonly events: Uint8Array; readonly entries: Uint8Array },
): boolean =>
  toHex(rolled.events) === toHex(head.eventHash) && toHex(rolled.entries) === toHex(head.entryHash)

interface BreakDeps {
  readonly store: Pick<Store, 'readUnsealed'>
  readonly guard: LedgerGuard
}

/** Looks whether the head and all that is not sealed yet are as a process with the secret has written them. */
export async function findBreak(
  { store, guard }: BreakDeps,
  ends: LedgerEnds,
): Promise<LedgerBreak | undefined> {
  const found = findHeadBreak(ends, guard.isBound)
  if (found || !ends.head) return found
  const { head, lastCheckpoint } = ends
  let eventSeq = lastCheckpoint?.lastEventSeq ?? 0
  let entrySeq = lastCheckpoint?.lastEntrySeq ?? 0
  let events = head.sealedEventHash
  let entries = head.sealedEntryHash
  for (;;) {
    const page = await store.readUnsealed({ eventSeq, entrySeq }, ROWS_PER_READ)
    // What was written since the head was read is of no concern here.
    const upTo = (leaves: readonly Leaf[], last: number) => leaves.filter(({ seq }) => seq <= last)
    const known = {
      events: upTo(page.events, head.eventSeq),
      entries: upTo(page.entries, head.entrySeq),
    }
    if (known.events.length + known.entries.length === 0) break
    events = known.events.reduce(guard.roll, events)
    entries = known.entries.reduce(guard.roll, entries)
    eventSeq = known.events.at(-1)?.seq ?? eventSeq
    entrySeq = known.entries.at(-1)?.seq ?? entrySeq
  }
  return isRolledTo(head, { events, entries }) ? undefined : 'rows_differ'
}
