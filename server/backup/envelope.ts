import type { KeyObject } from 'node:crypto'
import { deriveBackupKey } from '../crypto/derive.ts'
import { BackupError } from './backup-error.ts'
import {
  type BackupFacts,
  type BackupHeader,
  beginBackup,
  CHUNK_BYTES,
  decodeHeader,
  HEADER_BYTES,
  openChunk,
  TAG_BYTES,
} from './format.ts'

/** A backup whose header is authenticated. */
export interface OpenHeader {
  readonly header: BackupHeader
  readonly fields: Buffer
  readonly key: KeyObject
}

/**
 * Decrypts the header with the first secret whose tag matches.
 *
 * @param bytes the first of the backup, at least {@link HEADER_BYTES}. @throws {BackupError} `unfit`, `wrong_secret`.
 */
export function openHeader(bytes: Buffer, secrets: readonly Uint8Array[]): OpenHeader {
  const { header, fields, tag } = decodeHeader(bytes.subarray(0, HEADER_BYTES))
  const key = secrets
    .map((secret) => deriveBackupKey(secret, header.salt))
    .find((candidate) => openChunk(candidate, fields, 0, tag) !== undefined)
  if (!key)
    throw new BackupError(
      'wrong_secret',
      'This backup does not open: neither KELISIM_SECRET nor KELISIM_SECRET_PREVIOUS holds the secret it was made with, ' +
        `or its header (the first ${HEADER_BYTES} bytes) is damaged.`,
    )
  return { header, fields, key }
}

/** Compares the file's length with the authenticated header. @throws {BackupError} `damaged`. */
export function checkLength({ plainBytes, chunkCount }: BackupHeader, sealedBytes: number): void {
  const wanted = HEADER_BYTES + plainBytes + chunkCount * TAG_BYTES
  if (sealedBytes < wanted)
    throw new BackupError(
      'damaged',
      `The backup is cut off: ${wanted - sealedBytes} bytes are missing at its end.`,
    )
  if (sealedBytes > wanted)
    throw new BackupError(
      'damaged',
      `The backup is damaged: ${sealedBytes - wanted} bytes too many at its end.`,
    )
}

/** Decrypts chunk `chunk`, counted from 1. @throws {BackupError} `damaged`. */
export function openNumbered(
  { header, fields, key }: OpenHeader,
  chunk: number,
  sealed: Uint8Array,
): Buffer {
  const plain = openChunk(key, fields, chunk, sealed)
  if (plain) return plain
  throw new BackupError(
    'damaged',
    `The backup is damaged: chunk ${chunk} of ${header.chunkCount} is not what was written.`,
  )
}

/** Yields the same bytes in pieces of equal length; the last may be shorter. */
function* cutEvenly(pieces: Iterable<Uint8Array>, length: number): Iterable<Buffer> {
  const piece = Buffer.alloc(length)
  let filled = 0
  for (const given of pieces)
    for (let at = 0; at < given.length; ) {
      const part = given.subarray(at, at + length - filled)
      piece.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < length) continue
      yield piece
      filled = 0
    }
  if (filled > 0) yield piece.subarray(0, filled)
}

/** Encrypts pieces in memory into a backup, without a second copy of its size. */
export function sealBackup(pieces: readonly Uint8Array[], facts: BackupFacts): Buffer {
  const plainBytes = pieces.reduce((sum, { length }) => sum + length, 0)
  const { header, chunkCount, seal } = beginBackup(plainBytes, facts)
  const sealed = Buffer.alloc(HEADER_BYTES + plainBytes + chunkCount * TAG_BYTES)
  sealed.set(header)
  let at = header.length
  let number = 0
  for (const plain of cutEvenly(pieces, CHUNK_BYTES)) {
    number += 1
    sealed.set(seal(number, plain), at)
    at += plain.length + TAG_BYTES
  }
  return sealed
}

/** A backup in memory that one of the secrets decrypts. */
export interface OpenBackup {
  readonly header: BackupHeader
  /** Decrypts it chunk by chunk, from the start on each call. @throws {BackupError} `damaged`, at the damaged chunk. */
  pieces(): Iterable<Buffer>
}

/** @throws {BackupError} `unfit`, `wrong_secret`, `damaged`. */
export function openBackup(sealed: Buffer, secrets: readonly Uint8Array[]): OpenBackup {
  const opened = openHeader(sealed, secrets)
  const { header } = opened
  checkLength(header, sealed.length)
  const size = CHUNK_BYTES + TAG_BYTES
  function* pieces() {
    for (let chunk = 1; chunk <= header.chunkCount; chunk++) {
      const at = HEADER_BYTES + (chunk - 1) * size
      yield openNumbered(opened, chunk, sealed.subarray(at, at + size))
    }
  }
  return { header, pieces }
}
