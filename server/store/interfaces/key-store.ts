import type { AddResult } from '../add-result.ts'

/** One generation of the encryption keys. */
export interface KeyGeneration {
  /** First byte of every value encrypted in it, 1 to 255. */
  readonly id: number
  /** Identifies this generation's secret (`fingerprintOf`), and reveals nothing about it. */
  readonly fingerprint: Uint8Array
  readonly createdAtMs: number
  readonly retiredAtMs: number | null
}

/** A column with encrypted values; also the purpose that they are encrypted for. */
export type SealedField =
  | 'visits.address'
  | 'visits.key'
  | 'messages.name'
  | 'messages.email'
  | 'messages.phone'
  | 'messages.message'
  | 'consents.name'
  | 'requests.name'
  | 'requests.email'
  | 'requests.text'
  | 'requests.answer'
  | 'erasure.act'
  | 'mail.recipient'
  | 'mail.content'
  | 'signing.key'
  | 'accounts.name'
  | 'accounts.email'
  | 'accounts.totp'
  | 'invitations.email'

/** An encrypted value in the database. */
export interface SealedValue {
  readonly field: SealedField
  /** The row's primary key, with as many parts as the table's key has. */
  readonly key: readonly string[]
  /** The row's id, which is authenticated with the value. */
  readonly rowId: string
  readonly value: Uint8Array
}

/** A re-encrypted value. */
export interface ResealedValue extends SealedValue {
  readonly resealed: Uint8Array
  /**
   * For `messages.email` and `accounts.email`: the blind index in the same generation; both are replaced, or neither. One-time
   * codes and sessions under the message's old index get the new one too.
   */
  readonly index?: Uint8Array
}

/** Generations of the encryption keys, and the values encrypted under them. */
export interface KeyStore {
  /** Returns all generations, oldest first. */
  readKeyGenerations(): Promise<readonly KeyGeneration[]>
  /** `duplicate` where a generation with this id exists. */
  addKeyGeneration(generation: KeyGeneration): Promise<AddResult>
  retireKeyGeneration(id: number, atMs: number): Promise<void>
  /** Replaces a generation's fingerprint. */
  setKeyFingerprint(id: number, fingerprint: Uint8Array): Promise<void>
  /**
   * Returns up to `limit` encrypted values of a column in the order of the table's key, after the row `afterKey`; `null`:
   * from the first.
   */
  readSealedValues(
    field: SealedField,
    afterKey: readonly string[] | null,
    limit: number,
  ): Promise<readonly SealedValue[]>
  /**
   * Replaces encrypted values that have not changed since: values changed or erased meanwhile are kept as they are. One
   * commit.
   */
  resealValues(values: readonly ResealedValue[]): Promise<void>
}
