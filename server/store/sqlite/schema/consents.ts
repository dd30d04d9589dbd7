import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ConsentState, DataKinds, Language } from '../../../contract/index.ts'
import type { ConsentRecord, EventActor } from '../../store.ts'
import { bytes } from './columns.ts'

/**
 * The facts of a consent, written once. The migration makes it `WITHOUT ROWID`, so that ids, which grow with time, are
 * appended to one tree instead of two, and a trigger forbids every change except one: setting the three columns that link to
 * a person to null (CR-12).
 */
export const consentRecords = sqliteTable(
  'consent_records',
  {
    id: text().primaryKey(),
    secretHash: bytes(),
    language: text().$type<Language>().notNull(),
    policyVersion: text().notNull(),
    noticeSha256: text().notNull(),
    actor: text().$type<ConsentRecord['actor']>().notNull(),
    surface: text().notNull(),
    gpcAtChoice: integer({ mode: 'boolean' }).notNull(),
    givenAtMs: integer().notNull(),
    validUntilMs: integer().notNull(),
    subjectName: bytes(),
    subjectSalt: bytes(),
    subjectCommitment: bytes().notNull(),
  },
  // Expiry times grow with start times, so this tree is appended to as well.
  (table) => [index('consent_records_by_end').on(table.validUntilMs)],
)

/**
 * Changes of consent records. Triggers in the migration permit only inserting, setting the place in the chain once, and
 * deleting events covered by a pruning in the register.
 */
export const consentEvents = sqliteTable(
  'consent_events',
  {
    /** Order of writing in this database; it has no meaning outside it. */
    arrival: integer().primaryKey(),
    id: text().notNull(),
    consentId: text()
      .notNull()
      .references(() => consentRecords.id),
    state: text().$type<ConsentState>().notNull(),
    purposes: text({ mode: 'json' }).$type<Readonly<Record<string, boolean>>>().notNull(),
    dataKinds: text({ mode: 'json' }).$type<DataKinds>().notNull(),
    actor: text().$type<EventActor>().notNull(),
    atMs: integer().notNull(),
    commitment: bytes().notNull(),
    /** Place in the chain; null until a checkpoint seals the event. */
    seq: integer(),
    /** The event of the same record that this one follows; '' for the first. */
    afterId: text().notNull().default(''),
  },
  (table) => [
    // No event is followed by two.
    uniqueIndex('consent_events_by_consent').on(table.consentId, table.afterId),
    // Unsealed rows are together at its beginning.
    uniqueIndex('consent_events_by_seq').on(table.seq),
    // The first event has its record's id, which is unique there: omitting it spares a new consent a third tree.
    uniqueIndex('consent_events_by_id').on(table.id).where(sql`${table.id} <> ${table.consentId}`),
  ],
)

/** Exact texts once shown, by hash. Never changed. */
export const notices = sqliteTable('notices', {
  sha256: text().primaryKey(),
  language: text().$type<Language>().notNull(),
  content: text().notNull(),
  firstShownAtMs: integer().notNull(),
})
