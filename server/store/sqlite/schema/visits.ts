import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Dimension, Measure } from '../../store.ts'
import { bytes, isoDay } from './columns.ts'

/** Counts by day: nothing in a row, nor the row's place, leads to a visitor (TR-03). */
export const dailyCounts = sqliteTable(
  'daily_counts',
  {
    day: isoDay().notNull(),
    measure: text().$type<Measure>().notNull(),
    dimension: text().$type<Dimension>().notNull(),
    value: text().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.measure, table.dimension, table.value] })],
)

/**
 * Raw visits. One tree ordered by day, consent and id (`WITHOUT ROWID` in the migration): a hidden row number would tell
 * in which order visits came even where their time was refused. The consent stands before the id, so that a person's own
 * visits are found by one look into each day, and only the pages of today are written to.
 */
export const visits = sqliteTable(
  'visits',
  {
    day: isoDay().notNull(),
    id: text().notNull(),
    consentId: text().notNull(),
    seenAtMs: integer(),
    durationMs: integer(),
    address: bytes(),
    /** 1 from the insertion of an address until it is cut short; null where there is none. */
    isAddressWhole: integer({ mode: 'boolean' }),
    browser: text(),
    os: text(),
    device: text(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.consentId, table.id] }),
    index('visits_by_whole_address').on(table.day).where(sql`${table.isAddressWhole} = 1`),
  ],
)
