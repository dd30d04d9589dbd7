import SqliteDatabase from 'better-sqlite3'
import type { Checkpoint, LedgerEntry, LedgerEvent, LedgerSnapshot, StoredHead } from '../store.ts'

// Hex made by SQLite: each value of bytes would cost a microsecond to hand over.
const EVENT_COLUMNS = `e.seq, e.id, e.consent_id consentId, e.state, e.purposes, e.data_kinds dataKinds, e.actor, e.at_ms atMs,
  lower(hex(e.commitment)) commitment, r.id recordId, lower(iif(r.secret_hash is null, null, hex(r.secret_hash))) secretHash, r.language, r.policy_version policyVersion,
  r.notice_sha256 noticeSha256, r.actor recordActor, r.surface, r.gpc_at_choice gpcAtChoice, r.given_at_ms givenAtMs,
  r.valid_until_ms validUntilMs, r.subject_name subjectName, lower(iif(r.subject_salt is null, null, hex(r.subject_salt))) subjectSalt,
  lower(hex(r.subject_commitment)) subjectCommitment`

function readHead(sqlite: SqliteDatabase.Database): StoredHead | undefined {
  const row = sqlite
    .prepare(
      `select event_seq eventSeq, entry_seq entrySeq, event_hash eventHash, entry_hash entryHash, checkpoint,
         checkpoint_hash checkpointHash, sealed_event_hash sealedEventHash, sealed_entry_hash sealedEntryHash,
         since_ms sinceMs, since_checkpoint sinceCheckpoint, is_whole isWhole, keyed_hash keyedHash
       from ledger_heads where id = 1`,
    )
    .get() as (Omit<StoredHead, 'isWhole'> & { isWhole: unknown }) | undefined
  return row && { ...row, isWhole: row.isWhole === 1 }
}

/**
 * Opens a database file for proving it, beside a server that may be writing to it: for reading only, all of one moment. The
 * driver is asked by itself, since drizzle would make of what is stored what should be stored.
 *
 * @throws the driver's error where the file is no database of this version; it names no data.
 */
export function openLedgerSnapshot(path: string): LedgerSnapshot {
  const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  // One connection can walk through several lists at once only within one transaction.
  sqlite.exec('BEGIN')
  // A backup of before has neither table.
  const isBound =
    sqlite.prepare(`select 1 from sqlite_schema where name = 'ledger_heads'`).get() !== undefined
  const all = <T>(sql: string) => sqlite.prepare(sql).iterate() as Iterable<T>
  return {
    checkpoints: () =>
      all<Checkpoint>(
        `select number, event_leaves eventLeaves, entry_leaves entryLeaves, previous_hash previousHash, hash,
           last_event_seq lastEventSeq, last_entry_seq lastEntrySeq, sealed_at_ms sealedAtMs, signature
         from ledger_checkpoints order by number`,
      ),
    events: () =>
      all<LedgerEvent>(
        `select ${EVENT_COLUMNS} from consent_events e left join consent_records r on r.id = e.consent_id order by e.seq`,
      ),
    entries: () =>
      all<LedgerEntry>(
        `select seq, id, register, thread, content, actor, at_ms atMs, lower(hex(commitment)) commitment from register_entries order by seq`,
      ),
    prunings: () =>
      all(
        `select first_seq firstSeq, last_seq lastSeq, entry_id entryId from pruned_events order by first_seq`,
      ),
    notices: () => all(`select sha256, content from notices`),
    signingKeys: () =>
      all(
        `select id, public_jwk publicJwk, created_at_ms createdAtMs, retired_at_ms retiredAtMs,
           ${isBound ? '(select keyed_hash from signing_key_bindings where key_id = id)' : 'null'} keyedHash from signing_keys`,
      ),
    head: () => (isBound ? readHead(sqlite) : undefined),
    keyGenerations: () =>
      all(
        `select id, fingerprint, created_at_ms createdAtMs, retired_at_ms retiredAtMs from key_generations`,
      ),
    orphans: () =>
      sqlite
        .prepare(
          `select id from consent_records r where not exists (select 1 from consent_events e where e.consent_id = r.id)`,
        )
        .pluck()
        .iterate() as Iterable<string>,
    damages: () => [
      ...(sqlite.prepare('pragma integrity_check(20)').pluck().all() as string[]).filter(
        (line) => line !== 'ok',
      ),
    ],
    close: () => sqlite.close(),
  }
}
