import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { RegisterName } from '../../../contract/index.ts'
import { bytes } from './columns.ts'

/**
 * The day by which the subject of a disclosure must be informed; null on every other line. A line that somebody with the file
 * has damaged is no reason not to start.
 */
export const noticeDueOn = sql`(case when register = 'disclosures' and json_valid(content) then content ->> '$.noticeDueOn' end)`

/**
 * All registers in one table, in the order of writing. Triggers permit only inserting, and setting the place in the chain
 * once.
 */
export const registerEntries = sqliteTable(
  'register_entries',
  {
    arrival: integer().primaryKey(),
    id: text().notNull().unique(),
    register: text().$type<RegisterName>().notNull(),
    /** The thread: its entries are the history of one thing. */
    thread: text().notNull(),
    content: text().notNull(),
    actor: text().notNull(),
    atMs: integer().notNull(),
    commitment: bytes().notNull(),
    /** Place in the chain; null until a checkpoint seals the line. */
    seq: integer(),
  },
  (table) => [
    index('register_entries_by_thread').on(table.register, table.thread),
    // Each index ends in the row’s number: the first gives the order of writing, the second the order of time.
    index('register_entries_by_register').on(table.register),
    index('register_entries_by_time').on(table.register, table.atMs),
    uniqueIndex('register_entries_by_seq').on(table.seq),
    index('register_entries_by_notice').on(noticeDueOn).where(sql`${noticeDueOn} is not null`),
  ],
)

/**
 * The people whom each line of the register of disclosures names, so that a person's own lines are found. One tree
 * (`WITHOUT ROWID` in the migration). Triggers permit only inserting.
 */
export const disclosedSubjects = sqliteTable(
  'disclosed_subjects',
  {
    /** Id of a consent record or a message, or the reference of a message, as the line names it. */
    ref: text().notNull(),
    /** The line, by its number in the order of writing. */
    arrival: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.ref, table.arrival] })],
)

/**
 * The numbers and references by which a line is found: of its document, its request, its consent, its breach, its destruction.
 * One tree (`WITHOUT ROWID` in the migration). Triggers permit only inserting.
 */
export const registerKeys = sqliteTable(
  'register_keys',
  {
    register: text().$type<RegisterName>().notNull(),
    /** As in the line, with Latin letters in lower case. */
    key: text().notNull(),
    /** The line, by its number in the order of writing. */
    arrival: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.register, table.key, table.arrival] })],
)

/** Events whose deletion a register entry covers; the trigger of `consent_events` reads this table. */
export const prunedEvents = sqliteTable('pruned_events', {
  firstSeq: integer().primaryKey(),
  lastSeq: integer().notNull(),
  entryId: text()
    .notNull()
    .references(() => registerEntries.id),
})

/** Signed links of the chain. Triggers permit only inserting. */
export const ledgerCheckpoints = sqliteTable('ledger_checkpoints', {
  number: integer().primaryKey(),
  /** For each event sealed here: 8 bytes sequence number, big-endian, and 32 bytes commitment. */
  eventLeaves: bytes().notNull(),
  /** The same for each register entry. */
  entryLeaves: bytes().notNull(),
  previousHash: bytes().notNull(),
  hash: bytes().notNull(),
  lastEventSeq: integer().notNull(),
  lastEntrySeq: integer().notNull(),
  sealedAtMs: integer().notNull(),
  /** JWS (RFC 7515) over number, hashes and time; its `kid` names the key. */
  signature: text().notNull(),
})

/** Keys that sign receipts and checkpoints. The private key is encrypted, and deleted when the key is retired. */
export const signingKeys = sqliteTable('signing_keys', {
  id: text().primaryKey(),
  /** Public key as JWK. Kept as long as anything that it signed. */
  publicJwk: text().notNull(),
  privateJwk: bytes(),
  createdAtMs: integer().notNull(),
  retiredAtMs: integer(),
})

/**
 * Binds each signing key to `KELISIM_SECRET`: a keyed hash over its id, public key and times. A key without a valid hash is
 * not trusted.
 */
export const signingKeyBindings = sqliteTable('signing_key_bindings', {
  keyId: text().primaryKey(),
  keyedHash: bytes().notNull(),
})

/** One row: the end of the ledger, bound to `KELISIM_SECRET`. Updated by every commit that adds to the ledger. */
export const ledgerHeads = sqliteTable('ledger_heads', {
  id: integer().primaryKey(),
  /** The last event and register line covered, and the hashes rolled over the commitments up to there. */
  eventArrival: integer().notNull(),
  entryArrival: integer().notNull(),
  eventHash: bytes().notNull(),
  entryHash: bytes().notNull(),
  /** Number and hash of the last checkpoint, and the rolled hashes at its end. */
  checkpoint: integer().notNull(),
  checkpointHash: bytes().notNull(),
  sealedEventHash: bytes().notNull(),
  sealedEntryHash: bytes().notNull(),
  /** When the ledger was bound to the secret, and the last checkpoint before that; 0 where there was none. */
  sinceMs: integer().notNull(),
  sinceCheckpoint: integer().notNull(),
  /** Whether every row up to here was written by a process with the secret. */
  isWhole: integer({ mode: 'boolean' }).notNull(),
  keyedHash: bytes().notNull(),
})

/** Generations of the encryption keys. The keys themselves are derived from `KELISIM_SECRET` and never stored. */
export const keyGenerations = sqliteTable('key_generations', {
  /** The key id in the first byte of every encrypted value, 1 to 255. */
  id: integer().primaryKey(),
  /** Identifies the secret of this generation, and reveals nothing about it. */
  fingerprint: bytes().notNull(),
  createdAtMs: integer().notNull(),
  retiredAtMs: integer(),
})
