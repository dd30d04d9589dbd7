import type {
  BoundSince,
  Checkpoint,
  LedgerEnds,
  LedgerGuard,
  LedgerHead,
  SealedHashes,
  StoredHead,
  UnsealedRow,
} from '../../store.ts'
import type { Driver } from '../driver.ts'
import { consentEvents } from '../schema/consents.ts'
import { registerEntries } from '../schema/ledger.ts'
import { type HeadQueries, type LastRows, prepareHead, readEnds, readLast } from './head-queries.ts'
import { takeBackPlaces } from './unsealed.ts'

const ZEROS = Buffer.alloc(32)

/** Maintains the head of the ledger, which covers all its rows. */
export interface HeadKeeper {
  readonly guard: (guard: LedgerGuard) => void
  /** Called at the start of a transaction: reads what other connections have written since. `stamp` as in `Driver.readStamp`. */
  readonly begin: (stamp: number) => void
  /** Called before a transaction is committed: includes the rows that it has added. */
  readonly end: () => void
  /** Called after the commit. */
  readonly committed: () => void
  readonly read: () => LedgerEnds
  /** The following are called inside a write. */
  readonly noteCheckpoint: (checkpoint: Checkpoint, sealed: SealedHashes) => void
  readonly takeOver: (since: BoundSince, isWhole: boolean) => void
  readonly rebind: () => void
}

const rollAll = ({ roll }: LedgerGuard, hash: Uint8Array, rows: readonly UnsealedRow[]) =>
  rows.reduce(roll, hash)

/** Returns whether a head covers all rows of the tables. */
const isAtEnd = (head: LedgerHead, { lastEvent, lastEntry }: LastRows): boolean =>
  lastEvent === head.eventArrival && lastEntry === head.entryArrival

/**
 * Returns the head advanced over the rows that it does not cover yet. A head that is not whole proves nothing about those
 * rows, so they are not read; an attacker may have inserted a million.
 */
function moveOn(
  head: LedgerHead,
  { lastEvent, lastEntry }: LastRows,
  { own, guard }: { readonly own: HeadQueries; readonly guard: LedgerGuard },
): LedgerHead {
  if (!head.isWhole) return { ...head, eventArrival: lastEvent, entryArrival: lastEntry }
  const events = lastEvent > head.eventArrival ? own.eventsAfter(head.eventArrival) : []
  const entries = lastEntry > head.entryArrival ? own.entriesAfter(head.entryArrival) : []
  return {
    ...head,
    eventArrival: lastEvent,
    entryArrival: lastEntry,
    eventHash: rollAll(guard, head.eventHash, events),
    entryHash: rollAll(guard, head.entryHash, entries),
  }
}

/** All unsealed rows at once. */
const ALL = { after: 0, limit: -1 }

/** Creates a head from the current ledger: its rolled hashes start anew, over the unsealed rows. */
function beginHead(
  since: BoundSince,
  isWhole: boolean,
  { own, guard }: { readonly own: HeadQueries; readonly guard: LedgerGuard },
): LedgerHead {
  const last = own.lastCheckpoint.get()
  const { lastEvent, lastEntry } = readLast(own)
  return {
    sinceMs: since.sinceMs,
    sinceCheckpoint: since.sinceCheckpoint,
    eventArrival: lastEvent,
    entryArrival: lastEntry,
    eventHash: isWhole ? rollAll(guard, ZEROS, own.unsealedEvents.all(ALL)) : ZEROS,
    entryHash: isWhole ? rollAll(guard, ZEROS, own.unsealedEntries.all(ALL)) : ZEROS,
    ...{ sealedEventHash: ZEROS, sealedEntryHash: ZEROS },
    checkpoint: last?.number ?? 0,
    checkpointHash: last?.hash ?? ZEROS,
    isWhole,
  }
}

/**
 * Creates the keeper of one connection's head. If it finds rows that neither this connection nor another process with the
 * secret has written, it marks the head as not whole and advances over them.
 */
export function createHeadKeeper({ db, prepare }: Pick<Driver, 'db' | 'prepare'>): HeadKeeper {
  const own = prepareHead(db, prepare)
  let guard: LedgerGuard | undefined
  /** The head as this connection knows it; read again when another connection may have changed it. */
  let known: { readonly head: StoredHead | undefined; readonly stamp: number } | undefined
  let head: LedgerHead | undefined
  let isChanged = false
  /** Saved in the open transaction; becomes `known` once it is committed. */
  let pending: StoredHead | undefined

  function meet(given: LedgerGuard, stamp: number): StoredHead | undefined {
    if (known?.stamp === stamp) return known.head
    const ends = readEnds(own)
    isChanged = ends.head !== undefined && !(isAtEnd(ends.head, ends) && given.isBound(ends.head))
    known = { head: ends.head && { ...ends.head, ...(isChanged && { isWhole: false }) }, stamp }
    return known.head
  }

  return {
    guard(given) {
      guard = given
      known = undefined
    },
    begin(stamp) {
      isChanged = false
      pending = undefined
      head = guard && meet(guard, stamp)
    },
    end() {
      if (!guard || !head) return
      const last = readLast(own)
      if (isAtEnd(head, last) && !isChanged) return
      const moved = moveOn(head, last, { own, guard })
      const row = { ...moved, keyedHash: Buffer.from(guard.bind(moved)) }
      own.save(row)
      pending = row
    },
    committed() {
      if (known && pending) known = { ...known, head: pending }
      pending = undefined
    },
    read: () => readEnds(own),
    noteCheckpoint({ number, hash }, sealed) {
      if (!head) return
      head = { ...head, ...sealed, checkpoint: number, checkpointHash: hash }
      isChanged = true
    },
    takeOver(since, isWhole) {
      if (!guard) throw new Error('take the ledger over: there is no guard')
      takeBackPlaces(db, consentEvents, 'event')
      takeBackPlaces(db, registerEntries, 'entry')
      head = beginHead(since, isWhole, { own, guard })
      isChanged = true
    },
    rebind() {
      if (head?.isWhole) isChanged = true
    },
  }
}
