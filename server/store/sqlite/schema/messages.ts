import { isNotNull, isNull } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Language } from '../../../contract/index.ts'
import { bytes, workColumns } from './columns.ts'
import { consentRecords } from './consents.ts'

/** Messages of the contact form; personal fields are encrypted. */
export const messages = sqliteTable(
  'messages',
  {
    id: text().primaryKey(),
    reference: text().notNull().unique(),
    consentId: text()
      .notNull()
      .references(() => consentRecords.id),
    name: bytes().notNull(),
    email: bytes(),
    phone: bytes(),
    message: bytes().notNull(),
    /** Keyed hash of the email, by which its messages are found without being readable; null where there is none. */
    emailIndex: bytes(),
    /** SHA-256 of the code that opens the message for its sender. */
    secretHash: bytes().notNull(),
    language: text().$type<Language>().notNull(),
    receivedAtMs: integer().notNull(),
    /** When the school closed it, or it was closed automatically. */
    closedAtMs: integer(),
    ...workColumns(),
  },
  (table) => [
    index('messages_by_email').on(table.emailIndex),
    index('messages_by_consent').on(table.consentId),
    index('messages_by_receipt').on(table.receivedAtMs, table.id),
    // Few are open.
    index('messages_open').on(table.receivedAtMs, table.id).where(isNull(table.closedAtMs)),
    index('messages_by_assignee')
      .on(table.assignee, table.receivedAtMs, table.id)
      .where(isNotNull(table.assignee)),
    index('messages_by_answer').on(table.answerMailId).where(isNotNull(table.answerMailId)),
  ],
)
