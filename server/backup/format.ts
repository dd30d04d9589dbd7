import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { deriveBackupKey } from '../crypto/derive.ts'
import { BackupError } from './backup-error.ts'

/**
 * A backup is a header of 84 bytes and chunks, each encrypted with AES-256-GCM under a key that only this file has (HKDF of
 * the secret with the salt of the header).
 *
 * Header: 8 bytes `KELISIMB`, version, key generation, 2 bytes zero, 32 bytes salt, then big-endian 8 bytes time in
 * milliseconds, 8 bytes length of the database, 4 bytes number of chunks, 4 bytes length of a chunk; 16 bytes tag over all of
 * it. A chunk's nonce is its number, counted from 1. The whole header and the number are authenticated with each chunk, so a
 * chunk that was changed, moved, repeated, omitted or taken from another file fails to decrypt.
 */
export interface BackupHeader {
  /** The newest key generation at the time. Informs the operator; no key depends on it. */
  readonly generation: number
  /** 32 random bytes. */
  readonly salt: Uint8Array
  readonly createdAtMs: number
  /** Length of the database in bytes. */
  readonly plainBytes: number
  readonly chunkCount: number
  readonly chunkBytes: number
}

const MAGIC = Buffer.from('KELISIMB')

/** Whether what begins like this is a backup, and no database. @param head the first 8 bytes. */
export const isBackup = (head: Uint8Array): boolean => MAGIC.equals(head.subarray(0, MAGIC.length))
const VERSION = 1
const NONCE_BYTES = 12
const FIELDS_BYTES = 68
/** Used instead of an `update` call with no bytes, on which workerd throws. */
const NOTHING = Buffer.alloc(0)

export const TAG_BYTES = 16
export const HEADER_BYTES = FIELDS_BYTES + TAG_BYTES
/** Plain bytes of a chunk, and so the memory needed at a time. */
export const CHUNK_BYTES = 1024 * 1024

function encodeFields(header: BackupHeader): Buffer {
  const fields = Buffer.alloc(FIELDS_BYTES)
  MAGIC.copy(fields)
  fields[8] = VERSION
  fields[9] = header.generation
  fields.set(header.salt, 12)
  fields.writeBigUInt64BE(BigInt(header.createdAtMs), 44)
  fields.writeBigUInt64BE(BigInt(header.plainBytes), 52)
  fields.writeUInt32BE(header.chunkCount, 60)
  fields.writeUInt32BE(header.chunkBytes, 64)
  return fields
}

const nonceOf = (chunk: number): Buffer => {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(chunk, NONCE_BYTES - 4)
  return nonce
}

const associatedData = (fields: Uint8Array, chunk: number): Buffer =>
  Buffer.concat([fields, nonceOf(chunk)])

/** Encrypts chunk `chunk`; number 0 is the empty one whose tag ends the header. */
function sealChunk(key: KeyObject, fields: Uint8Array, chunk: number, plain: Uint8Array): Buffer {
  const options = { authTagLength: TAG_BYTES }
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(chunk), options)
  cipher.setAAD(associatedData(fields, chunk))
  const body = plain.length > 0 ? cipher.update(plain) : NOTHING
  cipher.final()
  return Buffer.concat([body, cipher.getAuthTag()])
}

/** Decrypts a chunk. @returns `undefined` where the chunk does not match its tag. */
export function openChunk(
  key: KeyObject,
  fields: Uint8Array,
  chunk: number,
  sealed: Uint8Array,
): Buffer | undefined {
  const tagAt = sealed.length - TAG_BYTES
  const options = { authTagLength: TAG_BYTES }
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(chunk), options)
  decipher.setAAD(associatedData(fields, chunk)).setAuthTag(sealed.subarray(tagAt))
  const body = tagAt > 0 ? decipher.update(sealed.subarray(0, tagAt)) : NOTHING
  try {
    decipher.final()
    return body
  } catch {
    return undefined
  }
}

/** Encodes the header, and the part of it that is authenticated with each chunk. */
function encodeHeader(header: BackupHeader, key: KeyObject) {
  const fields = encodeFields(header)
  return { fields, bytes: Buffer.concat([fields, sealChunk(key, fields, 0, new Uint8Array())]) }
}

/** Facts about a backup that its maker sets. */
export interface BackupFacts {
  readonly secret: Uint8Array
  readonly generation: number
  readonly createdAtMs: number
}

/**
 * Begins a backup of a given length: returns its header, under a new key, and the function that encrypts its chunks, counted
 * from 1.
 */
export function beginBackup(plainBytes: number, { secret, generation, createdAtMs }: BackupFacts) {
  const salt = randomBytes(32)
  const key = deriveBackupKey(secret, salt)
  const chunkCount = Math.ceil(plainBytes / CHUNK_BYTES)
  const sizes = { plainBytes, chunkCount, chunkBytes: CHUNK_BYTES }
  const { fields, bytes } = encodeHeader({ salt, generation, createdAtMs, ...sizes }, key)
  return {
    header: bytes,
    chunkCount,
    seal: (chunk: number, plain: Uint8Array) => sealChunk(key, fields, chunk, plain),
  }
}

/**
 * Decodes a header without authenticating it; only its tag does.
 *
 * @throws {BackupError} `unfit`.
 */
export function decodeHeader(bytes: Buffer): {
  readonly header: BackupHeader
  readonly fields: Buffer
  readonly tag: Buffer
} {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, 8).equals(MAGIC))
    throw new BackupError(
      'unfit',
      'This file is no backup of Kelisim, or its beginning is damaged.',
    )
  if (bytes[8] !== VERSION)
    throw new BackupError(
      'unfit',
      `This backup is of format ${bytes[8]}; this version of Kelisim reads format ${VERSION}.`,
    )
  const header = {
    generation: bytes[9] ?? 0,
    salt: bytes.subarray(12, 44),
    createdAtMs: Number(bytes.readBigUInt64BE(44)),
    plainBytes: Number(bytes.readBigUInt64BE(52)),
    chunkCount: bytes.readUInt32BE(60),
    chunkBytes: bytes.readUInt32BE(64),
  }
  return {
    header,
    fields: bytes.subarray(0, FIELDS_BYTES),
    tag: bytes.subarray(FIELDS_BYTES, HEADER_BYTES),
  }
}
