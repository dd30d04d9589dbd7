import type { AddResult } from '../add-result.ts'
import type { ConsentEvent, ConsentRecord } from './consent-store.ts'
import type { KeyGeneration } from './key-store.ts'
import type { RegisterEntry } from './register-entry.ts'
import type { StoredEntry } from './register-store.ts'

/** What was written and has no place in the chain yet. */
export interface UnsealedRow {
  /** Order of writing, 1 or more: the store's own, which the head is rolled in. It names the row to `addCheckpoint`. */
  readonly arrival: number
  /** 32 bytes. */
  readonly commitment: Uint8Array
}

/** A sequence number, which is a place in the chain, and the commitment that stands there. */
export interface Leaf {
  readonly seq: number
  /** 32 bytes. */
  readonly commitment: Uint8Array
}

/** A signed link of the chain: what was written between the one before and this one. */
export interface Checkpoint {
  /** 1, 2, 3 …, without a gap. */
  readonly number: number
  /** Of each consent event sealed here: 8 bytes sequence number, big-endian, and 32 bytes commitment. */
  readonly eventLeaves: Uint8Array
  /** The same of each register entry. */
  readonly entryLeaves: Uint8Array
  /** `hash` of the checkpoint before; 32 zeros for the first. */
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
  /** Public half as JWK, JSON text. */
  readonly publicJwk: string
  /** Private half as JWK, sealed (`signing.key`); `null` once retired. */
  readonly privateJwk: Uint8Array | null
  readonly createdAtMs: number
  readonly retiredAtMs: number | null
}

/** A key with what binds its row to the secret; `null` where nothing does, as in databases of before. */
export interface StoredSigningKey extends SigningKey {
  readonly keyedHash: Uint8Array | null
}

/** Where the ledger ends. What is rolled is 32 bytes; 32 zeros before the first row. */
export interface LedgerHead {
  /** Arrival of the last event and register line that were counted in; 0 where there is none. */
  readonly eventArrival: number
  readonly entryArrival: number
  /** Rolled over the commitments up to there. */
  readonly eventHash: Uint8Array
  readonly entryHash: Uint8Array
  /** Number of the last checkpoint, 0 where there is none, and its hash. */
  readonly checkpoint: number
  readonly checkpointHash: Uint8Array
  /** What had been rolled at the end of the last checkpoint: the rows after it lead from here to `eventHash`, `entryHash`. */
  readonly sealedEventHash: Uint8Array
  readonly sealedEntryHash: Uint8Array
  /** Since when the ledger is bound to the secret, and the last checkpoint of before; 0 where there was none. */
  readonly sinceMs: number
  readonly sinceCheckpoint: number
  /** `false` once rows were met that no process with the secret had written. */
  readonly isWhole: boolean
}

/** A head with what binds it to the secret. */
export interface StoredHead extends LedgerHead {
  readonly keyedHash: Uint8Array
}

/** What had been rolled at the end of a checkpoint. */
export type SealedHashes = Pick<LedgerHead, 'sealedEventHash' | 'sealedEntryHash'>
/** From when on the ledger is bound to the secret. */
export type BoundSince = Pick<LedgerHead, 'sinceMs' | 'sinceCheckpoint'>

/** The head beside the ends that the tables have, all of one moment. */
export interface LedgerEnds {
  readonly head: StoredHead | undefined
  /** Arrival of the last event and register line; 0 where there is none. */
  readonly lastEvent: number
  readonly lastEntry: number
  readonly lastCheckpoint:
    | Pick<Checkpoint, 'number' | 'hash' | 'lastEventSeq' | 'lastEntrySeq'>
    | undefined
}

/** By what a head is moved on and bound to the secret: the database itself has neither. All at once. */
export interface LedgerGuard {
  roll(hash: Uint8Array, row: UnsealedRow): Uint8Array
  /** Binds a head to the secret. */
  bind(head: LedgerHead): Uint8Array
  isBound(head: StoredHead): boolean
}

/** Link of the chain, with the rows that it seals: each is given the place that its leaf has. */
export interface NewCheckpoint {
  readonly checkpoint: Checkpoint
  /** Arrivals, in the order of the leaves. */
  readonly events: readonly number[]
  readonly entries: readonly number[]
}

/** A list, read some hundred at a time. */
export type Pages<T> = AsyncIterable<readonly T[]>

/** A run of events that were deleted at the end of their term, and the register line that says so. */
export interface Pruning {
  readonly firstSeq: number
  readonly lastSeq: number
  readonly entryId: string
}

/** Everything that a proof reads, as it is stored and in order, of one moment. Lists are read as they are walked through. */
export interface LedgerSnapshot {
  checkpoints(): Pages<Checkpoint>
  /** By their places, then those that have none, in the order of writing. So are the entries. */
  events(): Pages<LedgerEvent>
  entries(): Pages<LedgerEntry>
  /** By `firstSeq`. */
  prunings(): Pages<Pruning>
  notices(): Pages<{ readonly sha256: string; readonly content: string }>
  signingKeys(): Promise<readonly Omit<StoredSigningKey, 'privateJwk'>[]>
  /** `undefined` where there is none, as in databases of before. */
  head(): Promise<StoredHead | undefined>
  keyGenerations(): Promise<readonly KeyGeneration[]>
  /** Ids of records that no event says anything about. */
  orphans(): Pages<string>
  /** What the database finds wrong with itself, such as a page that is damaged. */
  damages(): Promise<readonly string[]>
  close(): Promise<void>
}

/** An event beside its record, values as they are stored. */
export interface LedgerEvent
  extends Omit<ConsentRecord, 'id' | 'actor' | 'gpcAtChoice'>,
    Omit<ConsentEvent, 'state' | 'purposes' | 'dataKinds'> {
  readonly arrival: number
  /** Place in the chain; `null` where it has none. */
  readonly seq: number | null
  /** The event that this one says it follows, '' of the first; and the one before it in fact, `null` where there is none. */
  readonly afterId: string
  readonly precedingId: string | null
  readonly state: string
  /** JSON text, as are `dataKinds`. */
  readonly purposes: string
  readonly dataKinds: string
  /** `null` where the record is missing: then all that is the record's is. */
  readonly recordId: string | null
  readonly recordActor: ConsentRecord['actor']
  /** `null` where what is stored is neither. */
  readonly gpcAtChoice: boolean | null
}

/** A line of a register with its place in the chain; `null` where it has none. */
export type LedgerEntry = StoredEntry & { readonly seq: number | null }

/** The chain over consent events and registers. */
export interface LedgerStore {
  /**
   * What has no place in the chain yet, up to `limit` of each kind, in the order of writing: an event of a record comes after the
   * one that it follows. A row whose commit came late is among them, whatever was sealed before. Others get their turn before.
   *
   * @param after arrivals that are not read again. Default: from the beginning.
   */
  readUnsealed(
    limit: number,
    after?: { readonly event: number; readonly entry: number },
  ): Promise<{ readonly events: readonly UnsealedRow[]; readonly entries: readonly UnsealedRow[] }>
  findLatestCheckpoint(): Promise<Checkpoint | undefined>
  /**
   * Adds a link and gives the rows that it seals their places, once and for good: one commit. `overtaken` where another process
   * has written this number: only one link follows each link, and nothing is changed.
   *
   * @param sealed what is rolled up to its end; goes into the head. Absent where there is no head.
   * @throws {StoreError} `invalid_write` where a row is gone or has a place already; nothing is changed.
   */
  addCheckpoint(added: NewCheckpoint, sealed?: SealedHashes): Promise<'stored' | 'overtaken'>
  /** From now on every commit that adds to the ledger moves its head on. Without a guard the head stays, and what is added is unbound. */
  guardLedger(guard: LedgerGuard): void
  readLedgerEnds(): Promise<LedgerEnds>
  /**
   * Makes the head anew from the ledger as it stands: needs a guard. A place that no checkpoint has given is taken back.
   *
   * @param isWhole whether it rolls over all rows that wait to be sealed, at once. One that does not proves nothing, and says so.
   */
  takeLedgerOver(since: BoundSince, isWhole: boolean): Promise<void>
  /** Binds a right head anew, with the newest key: needs a guard. */
  rebindLedger(): Promise<void>
  /** Up to `limit` checkpoints after a number, in order. */
  readCheckpoints(afterNumber: number, limit: number): Promise<readonly Checkpoint[]>
  /** Places of a record's events in the chain, in the order of `readConsentEvents`; `null` of one that is not sealed. */
  readEventSeqs(consentId: string): Promise<readonly (number | null)[]>
  /**
   * Looks at up to `limit` events after `afterSeq` and finds the records whose consent ended (latest event `ConsentWithdrawn` or
   * `ConsentExpired`) with one of them before `beforeMs`, all their events sealed (at most `sealedSeq`); none under a legal hold
   * at `nowMs`, none of a message that is still there.
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
    /** The last event looked at; `null` where there was none to look at. */
    readonly lastSeq: number | null
  }>
  /** Writes the register entry, deletes the records and events that it covers, and adds them to the tally `consents`: one commit. */
  pruneConsents(
    entry: RegisterEntry,
    pruned: {
      readonly consentIds: readonly string[]
      /** First and last sequence number of each run of deleted events. */
      readonly ranges: readonly (readonly [number, number])[]
    },
  ): Promise<void>
  readSigningKeys(): Promise<readonly StoredSigningKey[]>
  addSigningKey(key: StoredSigningKey): Promise<AddResult>
  /** Takes the private half away; what the key has signed stays verifiable. `keyedHash` binds the row as it is then. */
  retireSigningKey(id: string, atMs: number, keyedHash: Uint8Array | null): Promise<void>
  /** Binds keys' rows to the secret: one commit. */
  bindSigningKeys(
    bindings: readonly { readonly keyId: string; readonly keyedHash: Uint8Array }[],
  ): Promise<void>
}
