import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { IndexPurpose, SealPurpose } from './cryptography.ts'

/** Bytes of `KELISIM_SECRET` and of every key that is derived from it. */
export const SECRET_BYTES = 32

/** HKDF-SHA256 (RFC 5869): `info` keeps the uses apart, so that no two keys are ever the same. */
const derive = (secret: Uint8Array, info: string, salt: Uint8Array | string = ''): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, info, SECRET_BYTES))

/** @throws where the secret has another length than 32 bytes. */
export function checkSecret(secret: Uint8Array): void {
  if (secret.length !== SECRET_BYTES) throw new Error(`secret: needs ${SECRET_BYTES} bytes`)
}

/** The key that seals one column in one generation. */
export const deriveSealKey = (
  secret: Uint8Array,
  generation: number,
  purpose: SealPurpose,
): KeyObject => createSecretKey(derive(secret, `kelisim seal ${generation} ${purpose}`))

/** The key of one blind index in one generation. */
export const deriveIndexKey = (
  secret: Uint8Array,
  generation: number,
  purpose: IndexPurpose,
): KeyObject => createSecretKey(derive(secret, `kelisim index ${generation} ${purpose}`))

/**
 * Tells whether a secret is the one of a generation, 32 bytes; nothing about the secret can be learnt from it. It also says that
 * the ledger is bound to the secret: only who has the secret can write it, and only where that is so it is written.
 */
export const deriveFingerprint = (secret: Uint8Array, generation: number): Uint8Array =>
  derive(secret, `kelisim fingerprint bound ${generation}`)

/** The fingerprint in databases of before, whose ledger is not bound to the secret yet. */
export const deriveUnboundFingerprint = (secret: Uint8Array, generation: number): Uint8Array =>
  derive(secret, `kelisim fingerprint ${generation}`)

/** The key of one backup: its salt is random, so that no two backups share a key and a chunk's number can be its nonce. */
export const deriveBackupKey = (secret: Uint8Array, salt: Uint8Array): KeyObject =>
  createSecretKey(derive(secret, 'kelisim backup 1', salt))

/** The secret of one site of several that share a deployment: nothing of one site can be opened with another's. */
export const deriveSiteSecret = (secret: Uint8Array, host: string): Uint8Array =>
  derive(secret, `kelisim site ${host}`)

/** The token of a first start where a process does not last as long as the set-up: it stays the same. */
export const deriveSetupToken = (secret: Uint8Array): string =>
  Buffer.from(derive(secret, 'kelisim setup').subarray(0, 24)).toString('base64url')
