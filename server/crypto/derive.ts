import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { IndexPurpose, SealPurpose } from './cryptography.ts'

/** Length of `KELISIM_SECRET` and of every key derived from it. */
export const SECRET_BYTES = 32

/** HKDF-SHA256 (RFC 5869). `info` separates the uses, so no two keys are equal. */
const derive = (secret: Uint8Array, info: string, salt: Uint8Array | string = ''): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, info, SECRET_BYTES))

/** @throws where the secret is not 32 bytes long. */
export function checkSecret(secret: Uint8Array): void {
  if (secret.length !== SECRET_BYTES) throw new Error(`secret: needs ${SECRET_BYTES} bytes`)
}

/** Derives the key that encrypts one column in one generation. */
export const deriveSealKey = (
  secret: Uint8Array,
  generation: number,
  purpose: SealPurpose,
): KeyObject => createSecretKey(derive(secret, `kelisim seal ${generation} ${purpose}`))

/** Derives the key of one blind index in one generation. */
export const deriveIndexKey = (
  secret: Uint8Array,
  generation: number,
  purpose: IndexPurpose,
): KeyObject => createSecretKey(derive(secret, `kelisim index ${generation} ${purpose}`))

/**
 * Derives a generation's fingerprint, 32 bytes, which identifies its secret and reveals nothing about it. It also marks the
 * ledger as bound to the secret: it is stored only where that is so, and only the secret's holder can compute it.
 */
export const deriveFingerprint = (secret: Uint8Array, generation: number): Uint8Array =>
  derive(secret, `kelisim fingerprint bound ${generation}`)

/** Derives the fingerprint used in older databases whose ledger is not bound to the secret yet. */
export const deriveUnboundFingerprint = (secret: Uint8Array, generation: number): Uint8Array =>
  derive(secret, `kelisim fingerprint ${generation}`)

/** Derives the key of one backup. The salt is random, so no two backups share a key and a chunk's number can be its nonce. */
export const deriveBackupKey = (secret: Uint8Array, salt: Uint8Array): KeyObject =>
  createSecretKey(derive(secret, 'kelisim backup 1', salt))

/** Derives the secret of one of several sites in a deployment, so no site's data can be decrypted with another's secret. */
export const deriveSiteSecret = (secret: Uint8Array, host: string): Uint8Array =>
  derive(secret, `kelisim site ${host}`)

/** Derives the token for the first start where a process does not outlive the set-up; it stays the same. */
export const deriveSetupToken = (secret: Uint8Array): string =>
  Buffer.from(derive(secret, 'kelisim setup').subarray(0, 24)).toString('base64url')
