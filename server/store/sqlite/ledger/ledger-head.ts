import { desc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm'
import type {
  BoundSince,
  Checkpoint,
  Leaf,
  LedgerEnds,
  LedgerGuard,
  LedgerHead,
  SealedHashes,
  StoredHead,
} from '../../store.ts'
import type { Driver } from '../driver.ts'
import { type Database, type PrepareDriver, value, valuesOf } from '../queries.ts'
import { consentEvents } from '../schema/consents.ts'
import { ledgerCheckpoints, ledgerHeads, registerEntries } from '../schema/ledger.ts'

/** The one row. */
const ID = 1
const ZEROS = Buffer.alloc(32)

/** The last sequence numbers; read at the end of each tree. */
const lastRows = {
  lastEventSeq: sql<number | null>`(select max(seq) from consent_events)`.as('lastEventSeq'),
  lastEntrySeq: sql<number | null>`(select max(seq) from register_entries)`.as('lastEntrySeq'),
}
const lastCheckpoint = {
  number: ledgerCheckpoints.number,
  hash: ledgerCheckpoints.hash,
  lastEventSeq: ledgerCheckpoints.lastEventSeq,
  lastEntrySeq: ledgerCheckpoints.lastEntrySeq,
}

/** Keeps the head of the ledger where its rows end. */
export interface HeadKeeper {
  readonly guard: (guard: LedgerGuard) => void
  /** Called when a transaction has begun: meets what others have written since. `stamp` as of `Driver.readStamp`. */
  readonly begin: (stamp: number) => void
  /** Called before a transaction is committed: counts in what it has added. */
  readonly end: () => void
  /** Called once it is committed. */
  readonly committed: () => void
  readonly read: () => LedgerEnds
  /** The rest is called inside a write. */
  readonly noteCheckpoint: (checkpoint: Checkpoint, sealed: SealedHashes) => void
  readonly takeOver: (since: BoundSince, isWhole: boolean) => void
  readonly rebind: () => void
}

/**
 * Prepares what reads the rows of a ledger after one. Every commit reads what it has added: by the driver alone, and as hex
 * digits, which cost a quarter of what a buffer for each row does.
 */
function prepareRowsAfter(
  db: Database,
  prepareDriver: PrepareDriver,
  table: typeof consentEvents | typeof registerEntries,
): (afterSeq: number) => readonly Leaf[] {
  const rows = prepareDriver(
    db
      .select({ seq: table.seq, hex: sql<string>`hex(${table.commitment})`.as('hex') })
      .from(table)
      .where(gt(table.seq, value('afterSeq')))
      .orderBy(table.seq),
  )
  return (afterSeq) =>
    (rows.all(afterSeq) as readonly { seq: number; hex: string }[]).map(({ seq, hex }) => ({
      seq,
      commitment: Buffer.from(hex, 'hex'),
    }))
}

/** Prepares what keeps the head, in the one row. */
function prepareSave(db: Database, prepareDriver: PrepareDriver): (head: StoredHead) => void {
  const columns = Object.entries(getTableColumns(ledgerHeads))
  // SQL in `set` is not encoded by its column: what is written anew is what the insertion would have written.
  const set: Record<string, SQL> = Object.fromEntries(
    columns.map(([name]) => [
      name,
      sql.raw(`excluded.${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`),
    ]),
  )
  const save = prepareDriver(
    db
      .insert(ledgerHeads)
      .values(valuesOf(ledgerHeads))
      .onConflictDoUpdate({ target: ledgerHeads.id, set }),
  )
  return (head) => {
    const row: Readonly<Record<string, unknown>> = { ...head, id: ID }
    save.run(...columns.map(([name, column]) => column.mapToDriverValue(row[name])))
  }
}

const prepareHead = (db: Database, prepareDriver: PrepareDriver) => {
  return {
    // One statement, so that all of it is of one moment.
    ends: db
      .select({ head: ledgerHeads, ...lastRows, lastCheckpoint })
      .from(ledgerHeads)
      .leftJoin(
        ledgerCheckpoints,
        sql`${ledgerCheckpoints.number} = (select max(number) from ledger_checkpoints)`,
      )
      .where(eq(ledgerHeads.id, ID))
      .prepare(),
    lastRows: prepareDriver(db.select(lastRows).from(sql`(select 1)`)),
    lastCheckpoint: db
      .select(lastCheckpoint)
      .from(ledgerCheckpoints)
      .orderBy(desc(ledgerCheckpoints.number))
      .limit(1)
      .prepare(),
    eventsAfter: prepareRowsAfter(db, prepareDriver, consentEvents),
    entriesAfter: prepareRowsAfter(db, prepareDriver, registerEntries),
    save: prepareSave(db, prepareDriver),
  }
}
type HeadQueries = ReturnType<typeof prepareHead>

function readLast(own: HeadQueries): Pick<LedgerEnds, 'lastEventSeq' | 'lastEntrySeq'> {
  const last = own.lastRows.get() as Partial<Record<keyof typeof lastRows, number | null>>
  return { lastEventSeq: last?.lastEventSeq ?? 0, lastEntrySeq: last?.lastEntrySeq ?? 0 }
}

function readEnds(own: HeadQueries): LedgerEnds {
  const found = own.ends.get()
  if (!found) return { head: undefined, ...readLast(own), lastCheckpoint: own.lastCheckpoint.get() }
  const { id: _, ...head } = found.head
  return {
    head,
    lastEventSeq: found.lastEventSeq ?? 0,
    lastEntrySeq: found.lastEntrySeq ?? 0,
    lastCheckpoint: found.lastCheckpoint ?? undefined,
  }
}

const rollAll = ({ roll }: LedgerGuard, hash: Uint8Array, leaves: readonly Leaf[]) =>
  leaves.reduce(roll, hash)

/**
 * The head moved on over rows that it does not count in yet. One that is not whole proves nothing of what it has rolled over, so
 * rows that somebody else has put in, a million of them too, are not read.
 */
function moveOn(
  head: LedgerHead,
  { lastEventSeq, lastEntrySeq }: Pick<LedgerEnds, 'lastEventSeq' | 'lastEntrySeq'>,
  { own, guard }: { readonly own: HeadQueries; readonly guard: LedgerGuard },
): LedgerHead {
  if (!head.isWhole) return { ...head, eventSeq: lastEventSeq, entrySeq: lastEntrySeq }
  const events = lastEventSeq > head.eventSeq ? own.eventsAfter(head.eventSeq) : []
  const entries = lastEntrySeq > head.entrySeq ? own.entriesAfter(head.entrySeq) : []
  return {
    ...head,
    eventSeq: lastEventSeq,
    entrySeq: lastEntrySeq,
    eventHash: rollAll(guard, head.eventHash, events),
    entryHash: rollAll(guard, head.entryHash, entries),
  }
}

/** A head made of the ledger as it stands: what is rolled begins anew after the last checkpoint. */
function beginHead(since: BoundSince, isWhole: boolean, own: HeadQueries): LedgerHead {
  const last = own.lastCheckpoint.get()
  return {
    sinceMs: since.sinceMs,
    sinceCheckpoint: since.sinceCheckpoint,
    eventSeq: last?.lastEventSeq ?? 0,
    entrySeq: last?.lastEntrySeq ?? 0,
    ...{ eventHash: ZEROS, entryHash: ZEROS, sealedEventHash: ZEROS, sealedEntryHash: ZEROS },
    checkpoint: last?.number ?? 0,
    checkpointHash: last?.hash ?? ZEROS,
    isWhole,
  }
}

/**
 * Makes the keeper of one connection's head. Rows that this connection finds without having written them, and that no other
 * process with the secret has counted in, are passed over, and leave their mark: the head is not whole any more.
 */
export function createHeadKeeper({ db, prepare }: Pick<Driver, 'db' | 'prepare'>): HeadKeeper {
  const own = prepareHead(db, prepare)
  let guard: LedgerGuard | undefined
  /** The head as this connection knows it; read anew where another may have changed it. */
  let known: { readonly head: StoredHead | undefined; readonly stamp: number } | undefined
  let head: LedgerHead | undefined
  let isChanged = false
  /** Saved, and known once it is committed. */
  let pending: StoredHead | undefined

  function meet(given: LedgerGuard, stamp: number): StoredHead | undefined {
    if (known?.stamp === stamp) return known.head
    const ends = readEnds(own)
    const isAtEnd =
      ends.lastEventSeq === ends.head?.eventSeq && ends.lastEntrySeq === ends.head.entrySeq
    isChanged = ends.head !== undefined && !(isAtEnd && given.isBound(ends.head))
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
      const isAtEnd = last.lastEventSeq === head.eventSeq && last.lastEntrySeq === head.entrySeq
      if (isAtEnd && !isChanged) return
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
      head = beginHead(since, isWhole, own)
      isChanged = true
    },
    rebind() {
      if (head?.isWhole) isChanged = true
    },
  }
}
