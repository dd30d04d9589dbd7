import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes } from './columns.ts'

/** Queued mails. Recipient and text are encrypted; the row is deleted when the mail is sent or given up. */
export const mailQueue = sqliteTable(
  'mail_queue',
  {
    id: text().primaryKey(),
    recipient: bytes().notNull(),
    content: bytes().notNull(),
    createdAtMs: integer().notNull(),
    nextAttemptAtMs: integer().notNull(),
    attempts: integer().notNull(),
  },
  (table) => [index('mail_queue_by_attempt').on(table.nextAttemptAtMs)],
)

/** Uses that are limited by mailbox or network. Counted by keyed hash; deleted a day later. */
export const countedUses = sqliteTable(
  'counted_uses',
  {
    keyHash: bytes().notNull(),
    atMs: integer().notNull(),
  },
  (table) => [index('counted_uses_by_key').on(table.keyHash, table.atMs)],
)

/** Jobs run by one process at a time: the holder, its lease, and the progress. */
export const jobs = sqliteTable('jobs', {
  name: text().primaryKey(),
  holder: text(),
  heldUntilMs: integer().notNull(),
  lastRunAtMs: integer(),
  /** Where the next run continues. */
  position: text(),
})

/** How many things of a class were destroyed since the last entry in the register of destructions: empty between two runs. */
export const destructionTallies = sqliteTable('destruction_tallies', {
  dataClass: text().primaryKey(),
  count: integer().notNull(),
})
