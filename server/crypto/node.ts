import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'
import type { Cryptography, IndexPurpose, SealPurpose } from './cryptography.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { createRandomPool } from './random-pool.ts'

const SECRET_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** First byte of a sealed value: which derivation of which secret. A second one is for the day a secret is changed. */
const KEY_ID = 1
const HEAD_BYTES = 1 + NONCE_BYTES

const deriveKey = (secret: Uint8Array, purpose: SealPurpose) =>
  createSecretKey(
    new Uint8Array(hkdfSync('sha256', secret, '', `kelisim seal 1 ${purpose}`, SECRET_BYTES)),
  )

const deriveIndexKey = (secret: Uint8Array, purpose: IndexPurpose) =>
  createSecretKey(
    new Uint8Array(hkdfSync('sha256', secret, '', `kelisim index 1 ${purpose}`, SECRET_BYTES)),
  )

const associatedData = (purpose: SealPurpose, rowId: string) => Buffer.from(`${purpose}\n${rowId}`)

/** Nonces fetched from the system at once: asking for twelve bytes each time costs as much as encrypting. */
const NONCES_AT_ONCE = 256

function createNonces(): () => Uint8Array {
  const pool = new Uint8Array(NONCES_AT_ONCE * NONCE_BYTES)
  let at = pool.length
  return () => {
    if (at === pool.length) {
      randomFillSync(pool)
      at = 0
    }
    at += NONCE_BYTES
    return pool.subarray(at - NONCE_BYTES, at)
  }
}

function seal(key: KeyObject, nonce: Uint8Array, aad: Buffer, text: string): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad)
  const body = cipher.update(text, 'utf8')
  cipher.final()
  const sealed = new Uint8Array(HEAD_BYTES + body.length + TAG_BYTES)
  sealed[0] = KEY_ID
  sealed.set(nonce, 1)
  sealed.set(body, HEAD_BYTES)
  sealed.set(cipher.getAuthTag(), HEAD_BYTES + body.length)
  return sealed
}

function open(key: KeyObject, aad: Buffer, sealed: Uint8Array): string {
  if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== KEY_ID) {
    throw new Error('open a sealed value: not sealed by this version')
  }
  const nonce = sealed.subarray(1, HEAD_BYTES)
  const tagAt = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aad)
    .setAuthTag(sealed.subarray(tagAt))
  const text = decipher.update(sealed.subarray(HEAD_BYTES, tagAt))
  return Buffer.concat([text, decipher.final()]).toString('utf8')
}

/**
 * Cryptography by Node's own OpenSSL.
 *
 * @param secret `KELISIM_SECRET`, 32 bytes.
 * @throws where the secret has another length.
 */
export function createNodeCryptography(secret: Uint8Array): Cryptography {
  if (secret.length !== SECRET_BYTES) throw new Error(`secret: needs ${SECRET_BYTES} bytes`)
  // A copy: a caller that wipes its own must not change the keys that are derived later.
  const ownSecret = Uint8Array.from(secret)
  const nextNonce = createNonces()
  const keys = new Map<SealPurpose, KeyObject>()
  const keyOf = (purpose: SealPurpose): KeyObject => {
    const key = keys.get(purpose) ?? deriveKey(ownSecret, purpose)
    keys.set(purpose, key)
    return key
  }
  const indexKeys = new Map<IndexPurpose, KeyObject>()
  const indexKeyOf = (purpose: IndexPurpose): KeyObject => {
    const key = indexKeys.get(purpose) ?? deriveIndexKey(ownSecret, purpose)
    indexKeys.set(purpose, key)
    return key
  }
  return {
    randomBytes: createRandomPool(),
    sha256: (data) => hash('sha256', data, 'buffer'),
    seal: (purpose, rowId, text) =>
      seal(keyOf(purpose), nextNonce(), associatedData(purpose, rowId), text),
    open: (purpose, rowId, sealed) => open(keyOf(purpose), associatedData(purpose, rowId), sealed),
    blindIndexes: (purpose, text) => [
      createHmac('sha256', indexKeyOf(purpose)).update(text, 'utf8').digest(),
    ],
    isEqual: (a, b) => a.length === b.length && timingSafeEqual(a, b),
    hashPassword,
    verifyPassword,
  }
}
