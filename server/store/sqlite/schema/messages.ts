import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Language } from '../../../contract/index.ts'
import { bytes } from './columns.ts'
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
  },
  (table) => [
    index('messages_by_email').on(table.emailIndex),
    index('messages_by_consent').on(table.consentId),
    // Few are open.
    index('messages_open').on(table.receivedAtMs).where(sql`closed_at_ms is null`),
  ],
)
