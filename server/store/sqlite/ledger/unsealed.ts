import { and, gt, isNull, sql } from 'drizzle-orm'
import { type Database, value } from '../queries.ts'
import type { consentEvents } from '../schema/consents.ts'
import { ledgerCheckpoints, type registerEntries } from '../schema/ledger.ts'

/** A table whose rows the chain seals. */
export type LedgerTable = typeof consentEvents | typeof registerEntries

/** Rows of a table without a place in the chain, in the order of writing. */
export const prepareUnsealed = (db: Database, table: LedgerTable) =>
  db
    .select({ arrival: table.arrival, commitment: table.commitment })
    .from(table)
    .where(and(isNull(table.seq), gt(table.arrival, value('after'))))
    .orderBy(table.arrival)
    .limit(value('limit'))
    .prepare()

/**
 * Removes places that no checkpoint has given: of rows whose checkpoint was interrupted, or that somebody has numbered by
 * hand.
 */
export function takeBackPlaces(db: Database, table: LedgerTable, last: 'event' | 'entry'): void {
  const { lastEventSeq, lastEntrySeq } = ledgerCheckpoints
  const lastSeq = last === 'event' ? lastEventSeq : lastEntrySeq
  db.update(table)
    .set({ seq: null })
    .where(
      gt(
        table.seq,
        sql`coalesce((select ${lastSeq} from ${ledgerCheckpoints} order by ${ledgerCheckpoints.number} desc limit 1), 0)`,
      ),
    )
    .run()
}
