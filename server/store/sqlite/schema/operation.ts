import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes } from './columns.ts'

/** Mail that waits to be sent. Recipient and text are sealed; the row goes when it is sent or given up. */
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

/** When something was done of which a mailbox or a network has so much a day. Counted by keyed hash; gone a day later. */
export const countedUses = sqliteTable(
  'counted_uses',
  {
    keyHash: bytes().notNull(),
    atMs: integer().notNull(),
  },
  (table) => [index('counted_uses_by_key').on(table.keyHash, table.atMs)],
)

/** Work that is done by one process at a time: who does it until when, and how far it has come. */
export const jobs = sqliteTable('jobs', {
  name: text().primaryKey(),
  holder: text(),
  heldUntilMs: integer().notNull(),
  lastRunAtMs: integer(),
  /** Where the next run goes on. */
  position: text(),
})

/** How many things of a class were destroyed since the register of destructions was last told: empty between two runs. */
export const destructionTallies = sqliteTable('destruction_tallies', {
  dataClass: text().primaryKey(),
  count: integer().notNull(),
})
