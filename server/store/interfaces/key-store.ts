import type { AddResult } from '../add-result.ts'

/** One generation of the encryption keys. */
export interface KeyGeneration {
  /** First byte of every value sealed in it, 1 to 255. */
  readonly id: number
  /** Tells whether a secret is this generation's (`fingerprintOf`), and nothing about it. */
  readonly fingerprint: Uint8Array
  readonly createdAtMs: number
  readonly retiredAtMs: number | null
}

/** A column that holds sealed values; also the purpose that they are sealed for. */
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
  | 'mail.recipient'
  | 'mail.content'
  | 'signing.key'

/** A sealed value somewhere in the database. */
export interface SealedValue {
  readonly field: SealedField
  /** The row's primary key, as many parts as the table's key has. */
  readonly key: readonly string[]
  /** The row's id, which is sealed with the value. */
  readonly rowId: string
  readonly value: Uint8Array
}

/** A value sealed anew. */
export interface ResealedValue extends SealedValue {
  readonly resealed: Uint8Array
  /** Of `messages.email`: the blind index in the same generation; both are replaced, or neither. */
  readonly index?: Uint8Array
}

/** Generations of the encryption keys, and what is sealed under them. */
export interface KeyStore {
  /** All generations, the oldest first. */
  readKeyGenerations(): Promise<readonly KeyGeneration[]>
  /** `duplicate` where a generation with this id is there. */
  addKeyGeneration(generation: KeyGeneration): Promise<AddResult>
  retireKeyGeneration(id: number, atMs: number): Promise<void>
  /** Replaces what tells a generation's secret. */
  setKeyFingerprint(id: number, fingerprint: Uint8Array): Promise<void>
  /** Up to `limit` sealed values of a column in the order of the table's key, after the row `afterKey`; `null`: from the first. */
  readSealedValues(
    field: SealedField,
    afterKey: readonly string[] | null,
    limit: number,
  ): Promise<readonly SealedValue[]>
  /** Replaces sealed values where they still are what they were: what was changed or erased meanwhile stays so. One commit. */
  resealValues(values: readonly ResealedValue[]): Promise<void>
}
