import type { LedgerEnds, LedgerGuard, LedgerHead, Store, UnsealedRow } from '../../store/store.ts'
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
  { head, lastEvent, lastEntry, lastCheckpoint }: LedgerEnds,
  isBound: LedgerGuard['isBound'],
): LedgerBreak | undefined {
  if (!head) return 'head_missing'
  if (!isBound(head)) return 'head_unbound'
  if (!hasSameCheckpoint(head, lastCheckpoint)) return 'checkpoints_differ'
  if (lastEvent < head.eventArrival || lastEntry < head.entryArrival) return 'rows_differ'
  if (lastEvent > head.eventArrival || lastEntry > head.entryArrival) return 'rows_unbound'
  return head.isWhole ? undefined : 'rows_unbound'
}

/** Whether rows after the last checkpoint roll to what the head says. */
export const isRolledTo = (
  head: LedgerHead,
  rolled: { readonly events: Uint8Array; readonly entries: Uint8Array },
): boolean =>
  toHex(rolled.events) === toHex(head.eventHash) && toHex(rolled.entries) === toHex(head.entryHash)

interface BreakDeps {
  readonly store: Pick<Store, 'readUnsealed' | 'readLedgerEnds'>
  readonly guard: LedgerGuard
}

/** Rolls over all that is not sealed yet, as far as the head has counted it in. */
async function rollUnsealed({ store, guard }: BreakDeps, head: LedgerHead) {
  let after = { event: 0, entry: 0 }
  let events = head.sealedEventHash
  let entries = head.sealedEntryHash
  for (;;) {
    const page = await store.readUnsealed(ROWS_PER_READ, after)
    // What was written since the head was read is of no concern here.
    const upTo = (rows: readonly UnsealedRow[], last: number) =>
      rows.filter(({ arrival }) => arrival <= last)
    const known = {
      events: upTo(page.events, head.eventArrival),
      entries: upTo(page.entries, head.entryArrival),
    }
    if (known.events.length + known.entries.length === 0) break
    events = known.events.reduce(guard.roll, events)
    entries = known.entries.reduce(guard.roll, entries)
    after = {
      event: known.events.at(-1)?.arrival ?? after.event,
      entry: known.entries.at(-1)?.arrival ?? after.entry,
    }
  }
  return { events, entries }
}

/** Looks whether the head and all that is not sealed yet are as a process with the secret has written them. */
export async function findBreak(
  deps: BreakDeps,
  ends: LedgerEnds,
): Promise<LedgerBreak | undefined> {
  const found = findHeadBreak(ends, deps.guard.isBound)
  if (found || !ends.head) return found
  if (isRolledTo(ends.head, await rollUnsealed(deps, ends.head))) return undefined
  // Where another process has sealed meanwhile, what it has sealed was left out.
  const now = await deps.store.readLedgerEnds()
  return now.head?.checkpoint === ends.head.checkpoint ? 'rows_differ' : findBreak(deps, now)
}
