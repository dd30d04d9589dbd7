import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Dimension, Measure } from '../../store.ts'
import { bytes, isoDay } from './columns.ts'

/** Counts by day: neither a row nor its position can be traced to a visitor (TR-03). */
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
 * Raw visits. One tree ordered by day, id and consent (`WITHOUT ROWID` in the migration): a hidden row number would reveal
 * the order of visits even where their time was refused. Ids grow with time, so visits that arrive together are stored
 * together: one page is written for many of them. Ordered by consent, each visit would write a page of its own.
 */
export const visits = sqliteTable(
  'visits',
  {
    day: isoDay().notNull(),
    id: text().notNull(),
    /** Empty where the visit must not be joined to others: then only its person can find it, through `visit_places`. */
    consentId: text().notNull(),
    seenAtMs: integer(),
    durationMs: integer(),
    address: bytes(),
    /** 1 from the insertion of an address until it is truncated; null where there is none. */
    isAddressWhole: integer({ mode: 'boolean' }),
    browser: text(),
    os: text(),
    device: text(),
  },
  (table) => [primaryKey({ columns: [table.day, table.id, table.consentId] })],
)

/**
 * The key that hides a day's visits that must not be joined: random, encrypted. It is deleted with the day's visits; after
 * that nobody can tell whose they were.
 */
export const visitKeys = sqliteTable('visit_keys', {
  day: isoDay().primaryKey(),
  sealedKey: bytes().notNull(),
})

/**
 * Lets a person find their visits that must not be joined. Both columns are derived from a keyed hash over consent and
 * running number, so without the day's key no two rows can be linked, nor a row to a visit.
 */
export const visitPlaces = sqliteTable(
  'visit_places',
  {
    day: isoDay().notNull(),
    /** First half of the keyed hash. */
    mark: bytes().notNull(),
    /** Id of the visit, hidden under the second half. */
    hiddenId: bytes().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.mark] })],
)

/**
 * The positions in `visits` of a consent's visits that may be joined, so that a person's own are found without scanning a
 * day. One row for each stretch of a day with a visit, not for each visit: most visits add nothing here. It reveals no more
 * than the ids that it refers to, and is deleted with them.
 */
export const visitStretches = sqliteTable(
  'visit_stretches',
  {
    day: isoDay().notNull(),
    consentId: text().notNull(),
    /** Prefix of the stretch's ids: 7 hex digits, constant for 17 minutes. */
    idStart: text().notNull(),
    /** Number of visits added to the stretch, for the consent's budget of the day. Rows of older versions begin at 0. */
    visits: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.day, table.consentId, table.idStart] })],
)
