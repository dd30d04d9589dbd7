import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RegisterName } from '../../../contract/index.ts'
import { bytes } from './columns.ts'

/** Every register in one list, in the order of writing. Triggers forbid all but adding. */
export const registerEntries = sqliteTable(
  'register_entries',
  {
    seq: integer().primaryKey(),
    id: text().notNull().unique(),
    register: text().$type<RegisterName>().notNull(),
    /** What the entry is about: entries of one thread are the history of one thing. */
    thread: text().notNull(),
    content: text().notNull(),
    actor: text().notNull(),
    atMs: integer().notNull(),
    commitment: bytes().notNull(),
  },
  (table) => [index('register_entries_by_thread').on(table.register, table.thread)],
)

/** Events whose deletion a register entry covers; the trigger of `consent_events` asks here. */
export const prunedEvents = sqliteTable('pruned_events', {
  firstSeq: integer().primaryKey(),
  lastSeq: integer().notNull(),
  entryId: text()
    .notNull()
    .references(() => registerEntries.id),
})

/** Signed links of the chain. Triggers forbid all but adding. */
export const ledgerCheckpoints = sqliteTable('ledger_checkpoints', {
  number: integer().primaryKey(),
  /** Of each event sealed here: 8 bytes sequence number, big-endian, and 32 bytes commitment. */
  eventLeaves: bytes().notNull(),
  /** The same of each register entry. */
  entryLeaves: bytes().notNull(),
  previousHash: bytes().notNull(),
  hash: bytes().notNull(),
  lastEventSeq: integer().notNull(),
  lastEntrySeq: integer().notNull(),
  sealedAtMs: integer().notNull(),
  /** JWS (RFC 7515) over number, hashes and time; its `kid` names the key. */
  signature: text().notNull(),
})

/** Keys that sign receipts and checkpoints. The private half is sealed, and goes when the key is retired. */
export const signingKeys = sqliteTable('signing_keys', {
  id: text().primaryKey(),
  /** Public half as JWK. Kept for as long as anything that it signed. */
  publicJwk: text().notNull(),
  privateJwk: bytes(),
  createdAtMs: integer().notNull(),
  retiredAtMs: integer(),
})

/** Generations of the encryption keys. The keys themselves are derived from `KELISIM_SECRET` and stand nowhere. */
export const keyGenerations = sqliteTable('key_generations', {
  /** The key id in the first byte of every sealed value, 1 to 255. */
  id: integer().primaryKey(),
  /** Tells whether a secret is the one of this generation, and nothing about it. */
  fingerprint: bytes().notNull(),
  createdAtMs: integer().notNull(),
  retiredAtMs: integer(),
})
