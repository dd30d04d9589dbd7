import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  type KeyObject,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'
import type { Cryptography, IndexPurpose, SealPurpose } from './cryptography.ts'
import { deriveFingerprint, deriveIndexKey, deriveSealKey } from './derive.ts'
import { createKeyRing, type KeyRing } from './key-ring.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { createRandomPool } from './random-pool.ts'
import { SealError } from './seal-error.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + NONCE_BYTES
/** Used instead of an `update` call with no bytes, on which workerd throws. */
const NOTHING = Buffer.alloc(0)

const associatedData = (purpose: SealPurpose, rowId: string) => Buffer.from(`${purpose}\n${rowId}`)

/** Nonces requested from the system at once: a request for twelve bytes costs as much as encrypting. */
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

interface SealKey {
  /** First byte of what it seals. */
  readonly id: number
  readonly key: KeyObject
}

function seal({ id, key }: SealKey, nonce: Uint8Array, aad: Buffer, text: string): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad)
  const body = text === '' ? NOTHING : cipher.update(text, 'utf8')
  cipher.final()
  const sealed = Buffer.allocUnsafe(HEAD_BYTES + body.length + TAG_BYTES)
  sealed[0] = id
  sealed.set(nonce, 1)
  sealed.set(body, HEAD_BYTES)
  sealed.set(cipher.getAuthTag(), HEAD_BYTES + body.length)
  return sealed
}

function open(key: KeyObject, aad: Buffer, sealed: Uint8Array): string {
  const nonce = sealed.subarray(1, HEAD_BYTES)
  const tagAt = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aad)
    .setAuthTag(sealed.subarray(tagAt))
  const text = tagAt > HEAD_BYTES ? decipher.update(sealed.subarray(HEAD_BYTES, tagAt)) : NOTHING
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    throw new SealError('altered')
  }
}

/** Caches derived keys, since a derivation costs ten times an encryption. Generations and uses are few. */
function keepDerived<P extends string>(
  ring: KeyRing,
  derive: (secret: Uint8Array, generation: number, purpose: P) => KeyObject,
): (generation: number, purpose: P) => KeyObject | undefined {
  const keys: (Map<P, KeyObject> | undefined)[] = []
  return (generation, purpose) => {
    const kept = keys[generation]?.get(purpose)
    if (kept) return kept
    const secret = ring.secretOf(generation)
    if (!secret) return undefined
    const key = derive(secret, generation, purpose)
    keys[generation] ??= new Map()
    keys[generation].set(purpose, key)
    return key
  }
}

/** Reads the generations again after a value of an unknown one; concurrent calls share one read. */
export type Refresh = () => Promise<void>

/**
 * Cryptography by Node's OpenSSL, on the generations of a ring.
 *
 * @param refresh updates the ring after a value of an unknown generation; without it such a value throws.
 */
export function createRingCryptography(ring: KeyRing, refresh?: Refresh): Cryptography {
  const nextNonce = createNonces()
  const sealKey = keepDerived<SealPurpose>(ring, deriveSealKey)
  const indexKey = keepDerived<IndexPurpose>(ring, deriveIndexKey)

  function keyToSeal(purpose: SealPurpose): SealKey {
    const id = ring.newestId()
    const key = sealKey(id, purpose)
    if (!key) throw new SealError('key_unknown')
    return { id, key }
  }

  function openSealed(purpose: SealPurpose, rowId: string, sealed: Uint8Array) {
    if (sealed.length < HEAD_BYTES + TAG_BYTES) throw new SealError('altered')
    const id = sealed[0] ?? 0
    const key = sealKey(id, purpose)
    if (key) return open(key, associatedData(purpose, rowId), sealed)
    if (!refresh) throw new SealError('key_unknown')
    return refresh().then(() => {
      const found = sealKey(id, purpose)
      if (!found) throw new SealError('key_unknown')
      return open(found, associatedData(purpose, rowId), sealed)
    })
  }

  return {
    randomBytes: createRandomPool(),
    // Through hex digits: creating a buffer in OpenSSL costs twice as much as the digits and a buffer from Node's pool.
    sha256: (data) => Buffer.from(hash('sha256', data, 'hex'), 'hex'),
    seal: (purpose, rowId, text) =>
      seal(keyToSeal(purpose), nextNonce(), associatedData(purpose, rowId), text),
    open: openSealed,
    blindIndexes: (purpose, text) =>
      ring.idsInUse().flatMap((id) => {
        const key = indexKey(id, purpose)
        return key ? [createHmac('sha256', key).update(text, 'utf8').digest()] : []
      }),
    keyedHash: (key, text) => createHmac('sha256', key).update(text, 'utf8').digest(),
    hmacSha1: (key, message) => createHmac('sha1', key).update(message).digest(),
    isEqual: (a, b) => a.length === b.length && timingSafeEqual(a, b),
    hashPassword,
    verifyPassword,
  }
}

/**
 * Cryptography of the first generation only, for where there is no database to read generations from.
 *
 * @param secret `KELISIM_SECRET`, 32 bytes.
 * @throws where the secret has another length.
 */
export function createNodeCryptography(secret: Uint8Array): Cryptography {
  const first = { id: 1, fingerprint: deriveFingerprint(secret, 1), retiredAtMs: null }
  return createRingCryptography(createKeyRing([secret], [first]))
}
