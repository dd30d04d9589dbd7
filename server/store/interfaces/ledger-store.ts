import type { AddResult } from '../add-result.ts'
import type { ConsentEvent, ConsentRecord } from './consent-store.ts'
import type { KeyGeneration } from './key-store.ts'
import type { RegisterEntry } from './register-entry.ts'
import type { StoredEntry } from './register-store.ts'

/** A row without a place in the chain. */
export interface UnsealedRow {
  /** Order of writing, 1 or more: the store's own, in which the head is rolled. Identifies the row for `addCheckpoint`. */
  readonly arrival: number
  /** 32 bytes. */
  readonly commitment: Uint8Array
}

/** A sequence number, which is a place in the chain, with its commitment. */
export interface Leaf {
  readonly seq: number
  /** 32 bytes. */
  readonly commitment: Uint8Array
}

/** A signed link of the chain: the rows between the previous one and this one. */
export interface Checkpoint {
  /** 1, 2, 3 …, without a gap. */
  readonly number: number
  /** For each consent event sealed here: 8 bytes sequence number, big-endian, and 32 bytes commitment. */
  readonly eventLeaves: Uint8Array
  /** The same for each register entry. */
  readonly entryLeaves: Uint8Array
  /** `hash` of the previous checkpoint; 32 zeros for the first. */
  readonly previousHash: Uint8Array
  readonly hash: Uint8Array
  /** Highest sequence numbers sealed by this or an earlier checkpoint; 0 where there is none. */
  readonly lastEventSeq: number
  readonly lastEntrySeq: number
  readonly sealedAtMs: number
  /** JWS (RFC 7515) over number, hashes and time; its `kid` names the key. */
  readonly signature: string
}

/** A key that signs receipts and checkpoints. */
export interface SigningKey {
  /** Its `kid`: the JWK thumbprint (RFC 7638). */
  readonly id: string
  /** Public key as JWK, JSON text. */
  readonly publicJwk: string
  /** Private key as JWK, encrypted (`signing.key`); `null` once retired. */
  readonly privateJwk: Uint8Array | null
  readonly createdAtMs: number
  readonly retiredAtMs: number | null
}

/** A key with the hash that binds its row to the secret; `null` where there is none, as in older databases. */
export interface StoredSigningKey extends SigningKey {
  readonly keyedHash: Uint8Array | null
}

/** Where the ledger ends. Rolled hashes have 32 bytes; 32 zeros before the first row. */
export interface LedgerHead {
  /** Arrival of the last event and register line included; 0 where there is none. */
  readonly eventArrival: number
  readonly entryArrival: number
  /** Hash rolled over the commitments up to there. */
  readonly eventHash: Uint8Array
  readonly entryHash: Uint8Array
  /** Number of the last checkpoint, 0 where there is none, and its hash. */
  readonly checkpoint: number
  readonly checkpointHash: Uint8Array
  /** The rolled hashes at the end of the last checkpoint: the rows after it lead from here to `eventHash`, `entryHash`. */
  readonly sealedEventHash: Uint8Array
  readonly sealedEntryHash: Uint8Array
  /** When the ledger was bound to the secret, and the last checkpoint before that; 0 where there was none. */
  readonly sinceMs: number
  readonly sinceCheckpoint: number
  /** `false` once rows were found that no process with the secret had written. */
  readonly isWhole: boolean
}

/** A head with the hash that binds it to the secret. */
export interface StoredHead extends LedgerHead {
  readonly keyedHash: Uint8Array
}

/** The rolled hashes at the end of a checkpoint. */
export type SealedHashes = Pick<LedgerHead, 'sealedEventHash' | 'sealedEntryHash'>
/** When the ledger was bound to the secret. */
export type BoundSince = Pick<LedgerHead, 'sinceMs' | 'sinceCheckpoint'>

/** The head with the current ends of the tables, read at one moment. */
export interface LedgerEnds {
  readonly head: StoredHead | undefined
  /** Arrival of the last event and register line; 0 where there is none. */
  readonly lastEvent: number
  readonly lastEntry: number
  readonly lastCheckpoint:
    | Pick<Checkpoint, 'number' | 'hash' | 'lastEventSeq' | 'lastEntrySeq'>
    | undefined
}

/** Rolls a head forward and binds it to the secret, for which the database itself has no key. Synchronous. */
export interface LedgerGuard {
  roll(hash: Uint8Array, row: UnsealedRow): Uint8Array
  /** Returns the hash that binds a head to the secret. */
  bind(head: LedgerHead): Uint8Array
  isBound(head: StoredHead): boolean
}

/** A link of the chain with the rows that it seals: each gets the place of its leaf. */
export interface NewCheckpoint {
  readonly checkpoint: Checkpoint
  /** Arrivals, in the order of the leaves. */
  readonly events: readonly number[]
  readonly entries: readonly number[]
}

/** A list read some hundred at a time. */
export type Pages<T> = AsyncIterable<readonly T[]>

/** A run of events deleted at the end of their retention period, and the register line that records it. */
export interface Pruning {
  readonly firstSeq: number
  readonly lastSeq: number
  readonly entryId: string
}

/** Everything needed for a proof, as stored and in order, at one moment. Lists are read as they are iterated. */
export interface LedgerSnapshot {
  checkpoints(): Pages<Checkpoint>
  /** In chain order, then those without a place in the order of writing. The same applies to the entries. */
  events(): Pages<LedgerEvent>
  entries(): Pages<LedgerEntry>
  /** By `firstSeq`. */
  prunings(): Pages<Pruning>
  notices(): Pages<{ readonly sha256: string; readonly content: string }>
  signingKeys(): Promise<readonly Omit<StoredSigningKey, 'privateJwk'>[]>
  /** `undefined` where there is none, as in older databases. */
  head(): Promise<StoredHead | undefined>
  keyGenerations(): Promise<readonly KeyGeneration[]>
  /** Ids of records without any event. */
  orphans(): Pages<string>
  /** Disclosures that the index of disclosures does not find by each of the people whom they name. */
  unlisted(): Pages<{ readonly arrival: number; readonly id: string }>
  /** Problems that the database detects in itself, such as a damaged page. */
  damages(): Promise<readonly string[]>
  close(): Promise<void>
}

/** An event with its record, values as stored. */
export interface LedgerEvent
  extends Omit<ConsentRecord, 'id' | 'actor' | 'gpcAtChoice'>,
    Omit<ConsentEvent, 'state' | 'purposes' | 'dataKinds'> {
  readonly arrival: number
  /** Place in the chain; `null` where it has none. */
  readonly seq: number | null
  /** The event that this one claims to follow, '' for the first; and the actual previous one, `null` where there is none. */
  readonly afterId: string
  readonly precedingId: string | null
  readonly state: string
  /** JSON text, as are `dataKinds`. */
  readonly purposes: string
  readonly dataKinds: string
  /** `null` where the record is missing; then all fields of the record are. */
  readonly recordId: string | null
  readonly recordActor: ConsentRecord['actor']
  /** `null` where the stored value is neither. */
  readonly gpcAtChoice: boolean | null
}

/** A line of a register with its place in the chain; `null` where it has none. */
export type LedgerEntry = StoredEntry & { readonly seq: number | null }

/** The chain over consent events and registers. */
export interface LedgerStore {
  /**
   * Returns rows without a place in the chain, up to `limit` of each kind, in the order of writing: an event comes after the
   * one that it follows in its record. A row whose commit was late is included, whatever was sealed before. Yields to others
   * first.
   *
   * @param after arrivals that are not read again. Default: from the beginning.
   */
  readUnsealed(
    limit: number,
    after?: { readonly event: number; readonly entry: number },
  ): Promise<{ readonly events: readonly UnsealedRow[]; readonly entries: readonly UnsealedRow[] }>
  findLatestCheckpoint(): Promise<Checkpoint | undefined>
  /**
   * Appends a link and gives the rows that it seals their places, permanently, in one commit. `overtaken` where another
   * process has written this number: only one link follows each link, and nothing is changed.
   *
   * @param sealed the rolled hashes up to its end; stored in the head. Absent where there is no head.
   * @throws {StoreError} `invalid_write` where a row is missing or already has a place; nothing is changed.
   */
  addCheckpoint(added: NewCheckpoint, sealed?: SealedHashes): Promise<'stored' | 'overtaken'>
  /**
   * Provides the guard; from then on every commit that adds to the ledger updates its head. Without a guard the head is not
   * updated, and additions are unbound.
   */
  guardLedger(guard: LedgerGuard): void
  readLedgerEnds(): Promise<LedgerEnds>
  /**
   * Recreates the head from the current ledger; requires a guard. Removes places that no checkpoint has given.
   *
   * @param isWhole whether it rolls over all unsealed rows at once. If not, the head is marked as proving nothing.
   */
  takeLedgerOver(since: BoundSince, isWhole: boolean): Promise<void>
  /** Binds a valid head again with the newest key; requires a guard. */
  rebindLedger(): Promise<void>
  /** Returns up to `limit` checkpoints after a number, in order. */
  readCheckpoints(afterNumber: number, limit: number): Promise<readonly Checkpoint[]>
  /**
   * Returns the places of a record's events in the chain, in the order of `readConsentEvents`; `null` for one that is not
   * sealed.
   */
  readEventSeqs(consentId: string): Promise<readonly (number | null)[]>
  /**
   * Examines up to `limit` events after `afterSeq` and returns the records whose consent ended (latest event
   * `ConsentWithdrawn` or `ConsentExpired`) with one of them before `beforeMs`, with all events sealed (at most `sealedSeq`),
   * without a legal hold at `nowMs`, and not of an existing message.
   */
  findPrunable(
    range: {
      readonly afterSeq: number
      readonly beforeMs: number
      readonly sealedSeq: number
      readonly nowMs: number
    },
    limit: number,
  ): Promise<{
    readonly consents: readonly { readonly consentId: string; readonly seqs: readonly number[] }[]
    /** The last event examined; `null` where there was none. */
    readonly lastSeq: number | null
  }>
  /**
   * Writes the register entry, deletes the records and events that it covers, and adds them to the tally `consents`: one
   * commit.
   */
  pruneConsents(
    entry: RegisterEntry,
    pruned: {
      readonly consentIds: readonly string[]
      /** First and last sequence number of each run of deleted events. */
      readonly ranges: readonly (readonly [number, number])[]
    },
  ): Promise<void>
  /**
   * Returns the checkpoint that sealed the event with this sequence number, or nothing where none has yet. Looks at some
   * twenty checkpoints, however many there are.
   */
  findCheckpointOfEvent(seq: number): Promise<Checkpoint | undefined>
  readSigningKeys(): Promise<readonly StoredSigningKey[]>
  addSigningKey(key: StoredSigningKey): Promise<AddResult>
  /** Deletes the private key; its signatures can still be verified. `keyedHash` binds the row in its new state. */
  retireSigningKey(id: string, atMs: number, keyedHash: Uint8Array | null): Promise<void>
  /** Binds keys' rows to the secret, in one commit. */
  bindSigningKeys(
    bindings: readonly { readonly keyId: string; readonly keyedHash: Uint8Array }[],
  ): Promise<void>
}
