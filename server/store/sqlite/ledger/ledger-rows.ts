import type {
  Checkpoint,
  KeyGeneration,
  LedgerEntry,
  LedgerEvent,
  LedgerSnapshot,
  StoredHead,
  StoredSigningKey,
} from '../../store.ts'
import { NAMED_SUBJECTS } from './named-subjects.ts'

// Hex encoded by SQLite: passing each value of bytes would cost a microsecond.
const EVENT_COLUMNS = `e.id, e.consent_id consentId, e.state, e.purposes, e.data_kinds dataKinds, e.actor, e.at_ms atMs,
  lower(hex(e.commitment)) commitment, r.id recordId, lower(iif(r.secret_hash is null, null, hex(r.secret_hash))) secretHash, r.language, r.policy_version policyVersion,
  r.notice_sha256 noticeSha256, r.actor recordActor, r.surface, r.gpc_at_choice gpcAtChoice, r.given_at_ms givenAtMs,
  r.valid_until_ms validUntilMs, r.subject_name subjectName, lower(iif(r.subject_salt is null, null, hex(r.subject_salt))) subjectSalt,
  lower(hex(r.subject_commitment)) subjectCommitment`
const EVENTS = 'consent_events e left join consent_records r on r.id = e.consent_id'
const ENTRY_COLUMNS =
  'id, register, thread, content, actor, at_ms atMs, lower(hex(commitment)) commitment'

const CHECKPOINTS = `select number, event_leaves eventLeaves, entry_leaves entryLeaves, previous_hash previousHash, hash,
    last_event_seq lastEventSeq, last_entry_seq lastEntrySeq, sealed_at_ms sealedAtMs, signature
  from ledger_checkpoints order by number`

/** Access to a database. Values are as stored, bytes as `Uint8Array`. */
export interface LedgerSource {
  /** Returns rows one at a time; several lists are iterated at once. */
  readonly all: <T>(statement: string) => Iterable<T>
  /** The driver's own check for damage; `ok` in the first column means none. */
  readonly damageCheck: 'integrity_check' | 'quick_check'
  readonly close: () => void
}

const first = <T>(rows: Iterable<T>): T | undefined => {
  for (const row of rows) return row
  return undefined
}

const isThere = (all: LedgerSource['all'], table: string, like = '%'): boolean =>
  first(all(`select 1 from sqlite_schema where name = '${table}' and sql like '${like}'`)) !==
  undefined

/** How rows of one kind are read: those with a place in the chain, then those without. */
interface RowsLayout {
  readonly sealed: string
  readonly unsealed: string
}
interface Layout {
  readonly events: RowsLayout
  readonly entries: RowsLayout
  readonly headColumns: string
}

/** The event of the same record before `e`: ordered by the chain where both are sealed, else by the order of writing. */
const preceding = (isEarlier: string, order: string) =>
  `(select p.id from consent_events p where p.consent_id = e.consent_id and ${isEarlier} order by ${order} limit 1) precedingId`

const PRESENT: Layout = {
  events: {
    sealed: `select e.arrival, e.seq, e.after_id afterId, ${preceding('p.seq < e.seq', 'p.seq desc')}, ${EVENT_COLUMNS}
      from ${EVENTS} where e.seq is not null order by e.seq`,
    unsealed: `select e.arrival, e.seq, e.after_id afterId,
        ${preceding('(p.seq is not null or p.arrival < e.arrival)', 'p.seq is not null, p.seq desc, p.arrival desc')}, ${EVENT_COLUMNS}
      from ${EVENTS} where e.seq is null order by e.arrival`,
  },
  entries: {
    sealed: `select arrival, seq, ${ENTRY_COLUMNS} from register_entries where seq is not null order by seq`,
    unsealed: `select arrival, seq, ${ENTRY_COLUMNS} from register_entries where seq is null order by arrival`,
  },
  headColumns: 'event_arrival eventArrival, entry_arrival entryArrival',
}

/** Tables of earlier versions: sequence numbers were given when rows were written, and were their order as well. */
function layoutOfBefore(all: LedgerSource['all']): Layout {
  const last = first(
    all<{ readonly event: number; readonly entry: number }>(
      'select coalesce(max(last_event_seq), 0) event, coalesce(max(last_entry_seq), 0) entry from ledger_checkpoints',
    ),
  ) ?? { event: 0, entry: 0 }
  const before = preceding('p.seq < e.seq', 'p.seq desc')
  const events = (seq: string, range: string) => `select *, coalesce(precedingId, '') afterId
    from (select e.seq arrival, ${seq} seq, ${before}, ${EVENT_COLUMNS} from ${EVENTS} where e.seq ${range} order by e.seq)`
  const entries = (seq: string, range: string) =>
    `select seq arrival, ${seq} seq, ${ENTRY_COLUMNS} from register_entries where seq ${range} order by arrival`
  return {
    events: {
      sealed: events('e.seq', `<= ${last.event}`),
      unsealed: events('null', `> ${last.event}`),
    },
    entries: {
      sealed: entries('seq', `<= ${last.entry}`),
      unsealed: entries('null', `> ${last.entry}`),
    },
    headColumns: 'event_seq eventArrival, entry_seq entryArrival',
  }
}

/** Rows per page. */
const ROWS_PER_PAGE = 500
/** Checkpoints per page: each may have 200 kB. */
const CHECKPOINTS_PER_PAGE = 10

/** Yields rows in pages. The statement is released when the reader stops. */
async function* inPages<T>(
  rows: Iterable<T>,
  rowsPerPage = ROWS_PER_PAGE,
): AsyncGenerator<readonly T[]> {
  let page: T[] = []
  for (const row of rows) {
    page.push(row)
    if (page.length < rowsPerPage) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

/** Bytes that SQLite has encoded as hex. */
type InHex<T, K extends keyof T> = Omit<T, K> & {
  readonly [name in K]: null extends T[name] ? string | null : string
}
type EventRow = Omit<
  InHex<LedgerEvent, 'commitment' | 'secretHash' | 'subjectSalt' | 'subjectCommitment'>,
  'gpcAtChoice'
> & {
  readonly gpcAtChoice: unknown
}
type EntryRow = InHex<LedgerEntry, 'commitment'>

/** Decodes hex digits; empty for a missing value. */
const bytesOf = (hex: string | null) => Buffer.from(hex ?? '', 'hex')

function* readEvents(
  all: LedgerSource['all'],
  { sealed, unsealed }: RowsLayout,
): Iterable<LedgerEvent> {
  for (const statement of [sealed, unsealed])
    for (const row of all<EventRow>(statement)) {
      const { gpcAtChoice, secretHash, subjectSalt } = row
      // Modified in place: copying each row would cost as much as reading it.
      yield Object.assign(row, {
        gpcAtChoice: gpcAtChoice === 0 || gpcAtChoice === 1 ? gpcAtChoice === 1 : null,
        commitment: bytesOf(row.commitment),
        secretHash: secretHash === null ? null : bytesOf(secretHash),
        subjectSalt: subjectSalt === null ? null : bytesOf(subjectSalt),
        subjectCommitment: bytesOf(row.subjectCommitment),
      }) as unknown as LedgerEvent
    }
}

function* readEntries(
  all: LedgerSource['all'],
  { sealed, unsealed }: RowsLayout,
): Iterable<LedgerEntry> {
  for (const statement of [sealed, unsealed])
    for (const row of all<EntryRow>(statement))
      yield Object.assign(row, { commitment: bytesOf(row.commitment) }) as unknown as LedgerEntry
}

function readHead(all: LedgerSource['all'], columns: string): StoredHead | undefined {
  const row = first(
    all<Omit<StoredHead, 'isWhole'> & { isWhole: unknown }>(
      `select ${columns}, event_hash eventHash, entry_hash entryHash, checkpoint,
         checkpoint_hash checkpointHash, sealed_event_hash sealedEventHash, sealed_entry_hash sealedEntryHash,
         since_ms sinceMs, since_checkpoint sinceCheckpoint, is_whole isWhole, keyed_hash keyedHash
       from ledger_heads where id = 1`,
    ),
  )
  return row && { ...row, isWhole: row.isWhole === 1 }
}

function* pluck<T>(rows: Iterable<Readonly<Record<string, T>>>): Iterable<T> {
  for (const row of rows) yield* Object.values(row)
}

/**
 * Reads the ledger of a database for verification. Bypasses drizzle, which would convert stored values to the expected types.
 *
 * @param source of one moment: nothing is written while the ledger is read. @throws the driver's error where a table is
 *   missing.
 */
export function readLedgerRows({ all, damageCheck, close }: LedgerSource): LedgerSnapshot {
  // A backup of an earlier version has neither table.
  const isBound = isThere(all, 'ledger_heads')
  const layout = isThere(all, 'consent_events', '%arrival%') ? PRESENT : layoutOfBefore(all)
  return {
    checkpoints: () => inPages(all<Checkpoint>(CHECKPOINTS), CHECKPOINTS_PER_PAGE),
    events: () => inPages(readEvents(all, layout.events)),
    entries: () => inPages(readEntries(all, layout.entries)),
    prunings: () =>
      inPages(
        all(
          `select first_seq firstSeq, last_seq lastSeq, entry_id entryId from pruned_events order by first_seq`,
        ),
      ),
    notices: () => inPages(all(`select sha256, content from notices`)),
    signingKeys: async () => [
      ...all<Omit<StoredSigningKey, 'privateJwk'>>(
        `select id, public_jwk publicJwk, created_at_ms createdAtMs, retired_at_ms retiredAtMs,
           ${isBound ? '(select keyed_hash from signing_key_bindings where key_id = id)' : 'null'} keyedHash from signing_keys`,
      ),
    ],
    head: async () => (isBound ? readHead(all, layout.headColumns) : undefined),
    keyGenerations: async () => [
      ...all<KeyGeneration>(
        `select id, fingerprint, created_at_ms createdAtMs, retired_at_ms retiredAtMs from key_generations`,
      ),
    ],
    orphans: () =>
      inPages(
        pluck<string>(
          all(
            `select id from consent_records r where not exists (select 1 from consent_events e where e.consent_id = r.id)`,
          ),
        ),
      ),
    unlisted: () =>
      inPages(
        // A backup of an earlier version has no index; it is made when the backup is opened.
        isThere(all, 'disclosed_subjects')
          ? all<{ readonly arrival: number; readonly id: string }>(
              `select distinct line.arrival, line.id from ${NAMED_SUBJECTS} and not exists (select 1
                 from disclosed_subjects d where d.ref = subject.value and d.arrival = line.arrival) order by line.arrival`,
            )
          : [],
      ),
    damages: async () =>
      [...pluck<string>(all(`pragma ${damageCheck}(20)`))].filter((line) => line !== 'ok'),
    close: async () => close(),
  }
}
