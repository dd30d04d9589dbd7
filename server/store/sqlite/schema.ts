import { sql } from 'drizzle-orm'
import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import type { ConsentState, DataKinds, Language } from '../../contract/index.ts'
import type { ConsentRecord, Dimension, Measure } from '../store.ts'

const bytes = () => blob({ mode: 'buffer' })
const isoDay = () => text()

/**
 * What was consented to, once. The migration makes it `WITHOUT ROWID`, so that ids, which grow with time, are appended
 * to one tree instead of two, and forbids changes by a trigger.
 */
export const consentRecords = sqliteTable('consent_records', {
  id: text().primaryKey(),
  secretHash: bytes().notNull(),
  language: text().$type<Language>().notNull(),
  policyVersion: text().notNull(),
  noticeSha256: text().notNull(),
  actor: text().$type<ConsentRecord['actor']>().notNull(),
  surface: text().notNull(),
  gpcAtChoice: integer({ mode: 'boolean' }).notNull(),
  givenAtMs: integer().notNull(),
  validUntilMs: integer().notNull(),
})

/** Changes of consent records in the order in which they were stored. Triggers in the migration forbid all but adding. */
export const consentEvents = sqliteTable(
  'consent_events',
  {
    seq: integer().primaryKey(),
    id: text().notNull(),
    consentId: text()
      .notNull()
      .references(() => consentRecords.id),
    state: text().$type<ConsentState>().notNull(),
    purposes: text({ mode: 'json' }).$type<Readonly<Record<string, boolean>>>().notNull(),
    dataKinds: text({ mode: 'json' }).$type<DataKinds>().notNull(),
    atMs: integer().notNull(),
  },
  (table) => [
    index('consent_events_by_consent').on(table.consentId),
    // The first event bears its record's id, which is unique there: leaving it out spares a new consent a third tree.
    uniqueIndex('consent_events_by_id').on(table.id).where(sql`${table.id} <> ${table.consentId}`),
  ],
)

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
 * Raw visits. One tree ordered by day and id (`WITHOUT ROWID` in the migration): a hidden row number would tell in
 * which order visits came even where their time was refused.
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
    primaryKey({ columns: [table.day, table.id] }),
    index('visits_by_whole_address').on(table.day).where(sql`${table.isAddressWhole} = 1`),
  ],
)

/** Messages of the contact form; personal fields are sealed. */
export const messages = sqliteTable('messages', {
  id: text().primaryKey(),
  reference: text().notNull().unique(),
  consentId: text()
    .notNull()
    .references(() => consentRecords.id),
  name: bytes().notNull(),
  email: bytes(),
  phone: bytes(),
  message: bytes().notNull(),
  language: text().$type<Language>().notNull(),
  receivedAtMs: integer().notNull(),
})

/** Exact texts once shown, by their hash. */
export const notices = sqliteTable('notices', {
  sha256: text().primaryKey(),
  language: text().$type<Language>().notNull(),
  content: text().notNull(),
  firstShownAtMs: integer().notNull(),
})

/** The administrator's password: one row, whose id is 1. */
export const adminPasswords = sqliteTable('admin_passwords', {
  id: integer().primaryKey(),
  passwordHash: text().notNull(),
  setAtMs: integer().notNull(),
})

/** Signed-in browsers of the administrator. */
export const adminSessions = sqliteTable('admin_sessions', {
  tokenHash: bytes().primaryKey(),
  createdAtMs: integer().notNull(),
  lastSeenAtMs: integer().notNull(),
})
