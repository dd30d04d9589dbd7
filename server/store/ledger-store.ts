import type { AddResult } from './add-result.ts'
import type { ConsentEvent, ConsentRecord } from './consent-store.ts'
import type { KeyGeneration } from './key-store.ts'
import type { RegisterEntry, StoredEntry } from './register-store.ts'

/** A sequence number and the commitment that stands there. */
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

/** Everything that a proof reads, as it is stored and in order, of one moment. Every list is read as it is walked through. */
export interface LedgerSnapshot {
  checkpoints(): Iterable<Checkpoint>
  events(): Iterable<LedgerEvent>
  entries(): Iterable<LedgerEntry>
  prunings(): Iterable<{
    readonly firstSeq: number
    readonly lastSeq: number
    readonly entryId: string
  }>
  notices(): Iterable<{ readonly sha256: string; readonly content: string }>
  signingKeys(): Iterable<Pick<SigningKey, 'id' | 'publicJwk'>>
  keyGenerations(): Iterable<KeyGeneration>
  /** Ids of records that no event says anything about. */
  orphans(): Iterable<string>
  /** What the database finds wrong with itself, such as a page that is damaged. */
  damages(): Iterable<string>
  close(): void
}

/** An event beside its record, values as they are stored; bytes, but for the sealed name, in hex. */
export interface LedgerEvent
  extends Omit<
      ConsentRecord,
      'id' | 'actor' | 'gpcAtChoice' | 'secretHash' | 'subjectSalt' | 'subjectCommitment'
    >,
    Omit<ConsentEvent, 'state' | 'purposes' | 'dataKinds' | 'commitment'> {
  readonly seq: number
  readonly state: string
  /** JSON text, as are `dataKinds`. */
  readonly purposes: string
  readonly dataKinds: string
  readonly commitment: string
  /** `null` where the record is missing: then all that is the record's is. */
  readonly recordId: string | null
  readonly recordActor: ConsentRecord['actor']
  /** 0 or 1 where nobody has tampered with it. */
  readonly gpcAtChoice: unknown
  readonly secretHash: string | null
  readonly subjectSalt: string | null
  readonly subjectCommitment: string
}

/** A line of a register with its commitment in hex. */
export type LedgerEntry = Omit<StoredEntry, 'commitment'> & { readonly commitment: string }

/** The chain over consent events and registers. */
export interface LedgerStore {
  /** Commitments after the sequence numbers given, in order, up to `limit` of each kind. */
  readUnsealed(
    after: { readonly eventSeq: number; readonly entrySeq: number },
    limit: number,
  ): Promise<{ readonly events: readonly Leaf[]; readonly entries: readonly Leaf[] }>
  findLatestCheckpoint(): Promise<Checkpoint | undefined>
  /** `conflict` where another process has written this number: only one link follows each link. */
  addCheckpoint(checkpoint: Checkpoint): Promise<AddResult>
  /** Up to `limit` checkpoints after a number, in order. */
  readCheckpoints(afterNumber: number, limit: number): Promise<readonly Checkpoint[]>
  /** Sequence numbers of a record's events, in order. */
  readEventSeqs(consentId: string): Promise<readonly number[]>
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
  /** Writes the register entry, and deletes the records and events that it covers: one commit. */
  pruneConsents(
    entry: RegisterEntry,
    pruned: {
      readonly consentIds: readonly string[]
      /** First and last sequence number of each run of deleted events. */
      readonly ranges: readonly (readonly [number, number])[]
    },
  ): Promise<void>
  readSigningKeys(): Promise<readonly SigningKey[]>
  addSigningKey(key: SigningKey): Promise<AddResult>
  /** Takes the private half away; what the key has signed stays verifiable. */
  retireSigningKey(id: string, atMs: number): Promise<void>
}
