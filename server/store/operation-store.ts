import type { AddResult } from './add-result.ts'

/** Mail that waits. Recipient and content are sealed. */
export interface QueuedMail {
  readonly id: string
  readonly recipient: Uint8Array
  readonly content: Uint8Array
  readonly createdAtMs: number
  readonly nextAttemptAtMs: number
  readonly attempts: number
}

/** One generation of the encryption keys. */
export interface KeyGeneration {
  /** First byte of every value sealed in it, 1 to 255. */
  readonly id: number
  /** Tells whether a secret is this generation's (`fingerprintOf`), and nothing about it. */
  readonly fingerprint: Uint8Array
  readonly createdAtMs: number
  readonly retiredAtMs: number | null
}

/** Work that one process does at a time. */
export interface JobState {
  readonly lastRunAtMs: number | null
  /** Where the next run goes on; `null` at the beginning. */
  readonly position: string | null
}

/** A sealed value somewhere in the database, to be sealed anew under another key. */
export interface SealedValue {
  /** Table and column: `visits.address`, `messages.name` … */
  readonly field: string
  /** The row's primary key: as many parts as the table's key has, in its order. */
  readonly key: readonly string[]
  readonly value: Uint8Array
}

/** What keeps the server itself going. */
export interface OperationStore {
  enqueueMail(mail: QueuedMail): Promise<AddResult>
  /** Up to `limit` mails whose next attempt is due, the longest due first. */
  readDueMail(nowMs: number, limit: number): Promise<readonly QueuedMail[]>
  postponeMail(id: string, nextAttemptAtMs: number): Promise<void>
  deleteMail(id: string): Promise<void>

  /**
   * Takes a job for a holder until `untilMs`, or prolongs it; `undefined` while another holds it.
   */
  takeJob(
    name: string,
    holder: string,
    time: { readonly nowMs: number; readonly untilMs: number },
  ): Promise<JobState | undefined>
  /** Notes how far the holder has come; `false` where the job is no longer its own. */
  noteJob(name: string, holder: string, state: JobState): Promise<boolean>
  releaseJob(name: string, holder: string): Promise<void>

  readKeyGenerations(): Promise<readonly KeyGeneration[]>
  addKeyGeneration(generation: KeyGeneration): Promise<AddResult>
  retireKeyGeneration(id: number, atMs: number): Promise<void>
  /** Up to `limit` values that are sealed under a key generation other than `keyId`. */
  findSealedUnder(otherThanKeyId: number, limit: number): Promise<readonly SealedValue[]>
  /** Replaces sealed values where they still are what they were. */
  resealValues(values: readonly (SealedValue & { readonly resealed: Uint8Array })[]): Promise<void>
}
