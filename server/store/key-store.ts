import type { AddResult } from './add-result.ts'

/** One generation of the encryption keys. */
export interface KeyGeneration {
  /** First byte of every value sealed in it, 1 to 255. */
  readonly id: number
  /** Tells whether a secret is this generation's (`fingerprintOf`), and nothing about it. */
  readonly fingerprint: Uint8Array
  readonly createdAtMs: number
  readonly retiredAtMs: number | null
}

/** A sealed value somewhere in the database, to be sealed anew under another key. */
export interface SealedValue {
  /** Table and column: `visits.address`, `messages.name` … */
  readonly field: string
  /** The row's primary key: as many parts as the table's key has, in its order. */
  readonly key: readonly string[]
  readonly value: Uint8Array
}

/** Generations of the encryption keys, and what is sealed under them. */
export interface KeyStore {
  readKeyGenerations(): Promise<readonly KeyGeneration[]>
  addKeyGeneration(generation: KeyGeneration): Promise<AddResult>
  retireKeyGeneration(id: number, atMs: number): Promise<void>
  /** Up to `limit` values that are sealed under a key generation other than `keyId`. */
  findSealedUnder(otherThanKeyId: number, limit: number): Promise<readonly SealedValue[]>
  /** Replaces sealed values where they still are what they were. */
  resealValues(values: readonly (SealedValue & { readonly resealed: Uint8Array })[]): Promise<void>
}
