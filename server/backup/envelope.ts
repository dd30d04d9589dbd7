import { deriveBackupKey } from '../crypto/derive.ts'
import {
  type BackupFacts,
  beginBackup,
  CHUNK_BYTES,
  decodeHeader,
  HEADER_BYTES,
  openChunk,
  TAG_BYTES,
} from './format.ts'

/** Seals what is in memory into the bytes of a backup. */
export function sealBackup(plain: Uint8Array, facts: BackupFacts): Buffer {
  const { header, chunkCount, seal } = beginBackup(plain.length, facts)
  const chunks = Array.from({ length: chunkCount }, (_, index) =>
    seal(index + 1, plain.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)),
  )
  return Buffer.concat([header, ...chunks])
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
