import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Language } from '../../../contract/index.ts'
import type { DeferredErasure, HeldKind, RequestKind, RequestRow } from '../../store.ts'
import { bytes, isoDay } from './columns.ts'

/** What was blocked (no purpose) or restricted (one purpose), by the person or for them (clause 9.1(2), (4)). */
export const restrictions = sqliteTable(
  'restrictions',
  {
    id: text().primaryKey(),
    kind: text().$type<HeldKind>().notNull(),
    /** The consent record or the message. */
    ref: text().notNull(),
    /** The purpose restricted; '' blocks everything. */
    purpose: text().notNull(),
    atMs: integer().notNull(),
    liftedAtMs: integer(),
  },
  (table) => [index('restrictions_by_ref').on(table.ref)],
)

/** What is kept past its term because the law says so (RT-06). */
export const legalHolds = sqliteTable(
  'legal_holds',
  {
    id: text().primaryKey(),
    kind: text().$type<HeldKind>().notNull(),
    ref: text().notNull(),
    reason: text().notNull(),
    atMs: integer().notNull(),
    untilMs: integer().notNull(),
  },
  (table) => [index('legal_holds_by_ref').on(table.ref)],
)

/** Erasures that a legal hold stands against: carried out when it ends. Ids only. */
export const deferredErasures = sqliteTable('deferred_erasures', {
  /** The consent record or the message. */
  ref: text().primaryKey(),
  kind: text().$type<HeldKind>().notNull(),
  /** Number under which the register of destructions will have it. */
  number: text().notNull(),
  ground: text().$type<DeferredErasure['ground']>().notNull(),
  atMs: integer().notNull(),
})

/** Requests of data subjects, with the day on which the answer is due. Personal fields are sealed. */
export const requests = sqliteTable(
  'requests',
  {
    id: text().primaryKey(),
    number: text().notNull().unique(),
    kind: text().$type<RequestKind>().notNull(),
    scope: text().$type<RequestRow['scope']>().notNull(),
    /** Whose request it is: the consent record or message that it was made with, or a verified address. */
    subjectKind: text().$type<RequestRow['subjectKind']>().notNull(),
    subjectRef: text().notNull(),
    name: bytes(),
    email: bytes(),
    text: bytes(),
    language: text().$type<Language>().notNull(),
    receivedAtMs: integer().notNull(),
    dueOn: isoDay().notNull(),
    state: text().$type<RequestRow['state']>().notNull(),
    answer: bytes(),
    closedAtMs: integer(),
  },
  (table) => [
    index('requests_by_subject').on(table.subjectRef),
    index('requests_by_due').on(table.state, table.dueOn),
  ],
)

/** One-time codes, and the short session that a right one opens. */
export const oneTimeCodes = sqliteTable(
  'one_time_codes',
  {
    id: text().primaryKey(),
    emailIndex: bytes().notNull(),
    codeHash: bytes().notNull(),
    triesLeft: integer().notNull(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
    tokenHash: bytes(),
  },
  (table) => [
    uniqueIndex('one_time_codes_by_token').on(table.tokenHash),
    index('one_time_codes_by_email').on(table.emailIndex),
  ],
)
