import { desc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm'
import type { LedgerEnds, StoredHead, UnsealedRow } from '../../store.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { consentEvents } from '../schema/consents.ts'
import { type PrepareDriver, prepareInsert } from '../schema/insert-by-name.ts'
import { ledgerCheckpoints, ledgerHeads, registerEntries } from '../schema/ledger.ts'
import { type LedgerTable, prepareUnsealed } from './unsealed.ts'

/** The id of the only row. */
const ID = 1

/** The last arrivals; read at the end of each tree. */
const lastRows = {
  lastEvent: sql<number | null>`(select max(arrival) from consent_events)`.as('lastEvent'),
  lastEntry: sql<number | null>`(select max(arrival) from register_entries)`.as('lastEntry'),
}
const lastCheckpoint = {
  number: ledgerCheckpoints.number,
  hash: ledgerCheckpoints.hash,
  lastEventSeq: ledgerCheckpoints.lastEventSeq,
  lastEntrySeq: ledgerCheckpoints.lastEntrySeq,
}

/**
 * Prepares reading the rows of a ledger after a given one. Every commit reads what it has added: bypassing drizzle, and as
 * hex digits, which cost a quarter of a buffer for each row.
 */
function prepareRowsAfter(
  db: Database,
  prepareDriver: PrepareDriver,
  table: LedgerTable,
): (after: number) => readonly UnsealedRow[] {
  const rows = prepareDriver(
    db
      .select({ arrival: table.arrival, hex: sql<string>`hex(${table.commitment})`.as('hex') })
      .from(table)
      .where(gt(table.arrival, value('after')))
      .orderBy(table.arrival),
  )
  return (after) =>
    (rows.all(after) as readonly { arrival: number; hex: string }[]).map(({ arrival, hex }) => ({
      arrival,
      commitment: Buffer.from(hex, 'hex'),
    }))
}

/** Prepares storing the head in its only row. */
function prepareSave(db: Database, prepareDriver: PrepareDriver): (head: StoredHead) => void {
  const names = Object.keys(getTableColumns(ledgerHeads))
  // SQL in `set` is not encoded by its column, so the update uses the insertion's values.
  const set: Record<string, SQL> = Object.fromEntries(
    names.map((name) => [
      name,
      sql.raw(`excluded.${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`),
    ]),
  )
  const save = prepareInsert(
    prepareDriver,
    db
      .insert(ledgerHeads)
      .values(valuesOf(ledgerHeads))
      .onConflictDoUpdate({ target: ledgerHeads.id, set }),
  )
  return (head) => void save({ ...head, id: ID })
}

/** Prepares reading and writing the head. */
export const prepareHead = (db: Database, prepareDriver: PrepareDriver) => {
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
    unsealedEvents: prepareUnsealed(db, consentEvents),
    unsealedEntries: prepareUnsealed(db, registerEntries),
    save: prepareSave(db, prepareDriver),
  }
}
/** Statements about the head. */
export type HeadQueries = ReturnType<typeof prepareHead>

/** The last arrivals of both tables. */
export type LastRows = Pick<LedgerEnds, 'lastEvent' | 'lastEntry'>

/** Returns the ends of the tables. */
export function readLast(own: HeadQueries): LastRows {
  const last = own.lastRows.get() as Partial<Record<keyof typeof lastRows, number | null>>
  return { lastEvent: last?.lastEvent ?? 0, lastEntry: last?.lastEntry ?? 0 }
}

/** Returns the ends of tables, head and chain, all of one moment. */
export function readEnds(own: HeadQueries): LedgerEnds {
  const found = own.ends.get()
  if (!found) return { head: undefined, ...readLast(own), lastCheckpoint: own.lastCheckpoint.get() }
  const { id: _, ...head } = found.head
  return {
    head,
    lastEvent: found.lastEvent ?? 0,
    lastEntry: found.lastEntry ?? 0,
    lastCheckpoint: found.lastCheckpoint ?? undefined,
  }
}
