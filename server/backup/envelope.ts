import { randomBytes } from 'node:crypto'
import { deriveBackupKey } from '../crypto/derive.ts'
import {
  CHUNK_BYTES,
  decodeHeader,
  encodeHeader,
  HEADER_BYTES,
  openChunk,
  sealChunk,
  TAG_BYTES,
} from './format.ts'

/** Seals what is in memory into the bytes of a backup. */
export function sealBackup(
  plain: Uint8Array,
  facts: { readonly secret: Uint8Array; readonly generation: number; readonly createdAtMs: number },
): Buffer {
  const salt = randomBytes(32)
  const key = deriveBackupKey(facts.secret, salt)
  const chunkCount = Math.ceil(plain.length / CHUNK_BYTES)
  const { generation, createdAtMs } = facts
  const sizes = { plainBytes: plain.length, chunkCount, chunkBytes: CHUNK_BYTES }
  const { fields, bytes } = encodeHeader({ salt, generation, createdAtMs, ...sizes }, key)
  const chunks = Array.from({ length: chunkCount }, (_, index) =>
    sealChunk(
      key,
      fields,
      index + 1,
      plain.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
    ),
  )
  return Buffer.concat([bytes, ...chunks])
}

/** Opens the bytes of a backup. @returns `undefined` where they are not what was sealed. @throws {BackupError} `unfit`. */
export function openBackup(sealed: Buffer, secret: Uint8Array): Buffer | undefined {
  const { header, fields, tag } = decodeHeader(sealed.subarray(0, HEADER_BYTES))
  const key = deriveBackupKey(secret, header.salt)
  if (openChunk(key, fields, 0, tag) === undefined) return undefined
  const size = CHUNK_BYTES + TAG_BYTES
  const chunks = Array.from({ length: header.chunkCount }, (_, index) => {
    const at = HEADER_BYTES + index * size
    return openChunk(key, fields, index + 1, sealed.subarray(at, at + size))
  })
  const plain = chunks.flatMap((chunk) => (chunk ? [chunk] : []))
  return plain.length === chunks.length ? Buffer.concat(plain) : undefined
}
