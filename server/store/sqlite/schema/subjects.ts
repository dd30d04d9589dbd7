import { isNotNull } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Language } from '../../../contract/index.ts'
import type { DeferredErasure, HeldKind, RequestKind, RequestRow } from '../../store.ts'
import { bytes, isoDay, workColumns } from './columns.ts'

/** Blocks (no purpose) and restrictions (one purpose), set by the person or for them (clause 9.1(2), (4)). */
export const restrictions = sqliteTable(
  'restrictions',
  {
    id: text().primaryKey(),
    kind: text().$type<HeldKind>().notNull(),
    /** Id of the consent record or the message. */
    ref: text().notNull(),
    /** The purpose restricted; '' blocks everything. */
    purpose: text().notNull(),
    atMs: integer().notNull(),
    liftedAtMs: integer(),
  },
  (table) => [index('restrictions_by_ref').on(table.ref)],
)

/** Legal holds: data kept beyond their retention period (RT-06). */
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
  (table) => [
    index('legal_holds_by_ref').on(table.ref),
    index('legal_holds_by_end').on(table.untilMs),
  ],
)

/** Erasures delayed by a legal hold or begun: carried out when nothing forbids it. */
export const deferredErasures = sqliteTable('deferred_erasures', {
  /** Id of the consent record or the message. */
  ref: text().primaryKey(),
  kind: text().$type<HeldKind>().notNull(),
  /** Its number in the register of destructions. */
  number: text().notNull(),
  ground: text().$type<DeferredErasure['ground']>().notNull(),
  atMs: integer().notNull(),
  /** The act of staff that it is part of, encrypted. */
  act: bytes(),
})

/** Requests of data subjects, with the due day. Personal fields are encrypted. */
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
    /** The last day that the law allows, as computed when it was received. Empty in rows of earlier versions. */
    limitOn: isoDay(),
    /** Keyed hash of a verified address, by which somebody without a credential is found. */
    emailIndex: bytes(),
    /** Number of one of the person's requests, the same in all of them. */
    thread: text().notNull().default(''),
    ...workColumns(),
  },
  (table) => [
    index('requests_by_subject').on(table.subjectRef),
    index('requests_by_due').on(table.state, table.dueOn, table.id, table.thread),
    index('requests_all_by_due').on(table.dueOn, table.id, table.thread),
    index('requests_by_receipt').on(table.receivedAtMs, table.id, table.thread),
    index('requests_by_thread').on(table.thread, table.state, table.dueOn, table.id),
    index('requests_by_email').on(table.emailIndex).where(isNotNull(table.emailIndex)),
    index('requests_by_answer').on(table.answerMailId).where(isNotNull(table.answerMailId)),
  ],
)

/** One-time codes, and the short session that a correct one opens. */
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
