import type { LedgerEnds, LedgerGuard, LedgerHead, Store, UnsealedRow } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'

/** An inconsistency between the head of a ledger and its rows. */
export type LedgerBreak =
  | 'head_missing'
  | 'head_unbound'
  | 'rows_unbound'
  | 'checkpoints_differ'
  | 'rows_differ'

/** Rows per read; others run in between. */
const ROWS_PER_READ = 1_000

const hasSameCheckpoint = (
  { checkpoint, checkpointHash }: LedgerHead,
  last: LedgerEnds['lastCheckpoint'],
) =>
  checkpoint === (last?.number ?? 0) &&
  (last === undefined || toHex(checkpointHash) === toHex(last.hash))

/** Returns the problem that the head alone shows, without its rows. */
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

/** Returns whether the rows after the last checkpoint roll to the head's hashes. */
export const isRolledTo = (
  head: LedgerHead,
  rolled: { readonly events: Uint8Array; readonly entries: Uint8Array },
): boolean =>
  toHex(rolled.events) === toHex(head.eventHash) && toHex(rolled.entries) === toHex(head.entryHash)

interface BreakDeps {
  readonly store: Pick<Store, 'readUnsealed' | 'readLedgerEnds'>
  readonly guard: LedgerGuard
}

/** Rolls over all unsealed rows that the head covers. */
async function rollUnsealed({ store, guard }: BreakDeps, head: LedgerHead) {
  let after = { event: 0, entry: 0 }
  let events = head.sealedEventHash
  let entries = head.sealedEntryHash
  for (;;) {
    const page = await store.readUnsealed(ROWS_PER_READ, after)
    // Rows written since the head was read are ignored.
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

/** Returns whether the head and the unsealed rows are as a process with the secret has written them. */
export async function findBreak(
  deps: BreakDeps,
  ends: LedgerEnds,
): Promise<LedgerBreak | undefined> {
  const found = findHeadBreak(ends, deps.guard.isBound)
  if (found || !ends.head) return found
  if (isRolledTo(ends.head, await rollUnsealed(deps, ends.head))) return undefined
  // If another process has sealed meanwhile, its rows were missed.
  const now = await deps.store.readLedgerEnds()
  return now.head?.checkpoint === ends.head.checkpoint ? 'rows_differ' : findBreak(deps, now)
}
