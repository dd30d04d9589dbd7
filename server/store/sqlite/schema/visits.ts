import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
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
 * Raw visits. One tree ordered by day, id and consent (`WITHOUT ROWID` in the migration): a hidden row number would tell
 * in which order visits came even where their time was refused. Ids grow with time, so that visits which arrive together
 * lie together: one page is written for many of them. Ordered by consent, each visit would write a page of its own.
 */
export const visits = sqliteTable(
  'visits',
  {
    day: isoDay().notNull(),
    id: text().notNull(),
    /** Empty where the visit may not be joined to others: then `visit_places` leads its person, and nobody else, to it. */
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
  (table) => [primaryKey({ columns: [table.day, table.id, table.consentId] })],
)

/**
 * By what the visits of a day that may not be joined are hidden: a random key, sealed. It goes with the day's visits, and
 * after that nobody can tell any more whose they were.
 */
export const visitKeys = sqliteTable('visit_keys', {
  day: isoDay().primaryKey(),
  sealedKey: bytes().notNull(),
})

/**
 * Leads a person to those of their visits that may not be joined. Both columns are made of a keyed hash over consent and running
 * number, so that no two rows can be told to belong together, nor a row to a visit, without the key of the day.
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
 * Where in `visits` those of a consent lie that may be joined, so that a person's own are found without reading a day from end to end. A
 * row for each stretch of a day in which there is one, not for each visit: most add nothing here. It tells no more than
 * the ids that it leads to, and goes with them.
 */
export const visitStretches = sqliteTable(
  'visit_stretches',
  {
    day: isoDay().notNull(),
    consentId: text().notNull(),
    /** How the ids of the stretch begin: 7 hex digits, which are the same for 17 minutes. */
    idStart: text().notNull(),
    /** How many visits were added to the stretch, for the day's budget of the consent. Rows of older versions begin at 0. */
    visits: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.day, table.consentId, table.idStart] })],
)
