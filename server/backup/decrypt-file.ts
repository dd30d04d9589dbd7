import type { KeyObject } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { deriveBackupKey } from '../crypto/derive.ts'
import { BackupError } from './backup-error.ts'
import { readFully, writeFully } from './encrypt-file.ts'
import {
  type BackupHeader,
  CHUNK_BYTES,
  decodeHeader,
  HEADER_BYTES,
  openChunk,
  TAG_BYTES,
} from './format.ts'

interface Opened {
  readonly header: BackupHeader
  readonly fields: Buffer
  readonly key: KeyObject
}

/** Tries every secret: the tag of the header says which one it is. */
async function openHeader(source: FileHandle, secrets: readonly Uint8Array[]): Promise<Opened> {
  const { header, fields, tag } = decodeHeader(await readFully(source, Buffer.alloc(HEADER_BYTES)))
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

/** The header is true by now; so is the length that it leads to. */
async function checkLength(source: FileHandle, { plainBytes, chunkCount }: BackupHeader) {
  const wanted = HEADER_BYTES + plainBytes + chunkCount * TAG_BYTES
  const { size } = await source.stat()
  if (size < wanted)
    throw new BackupError(
      'damaged',
      `The backup is cut off: ${wanted - size} bytes are missing at its end.`,
    )
  if (size > wanted)
    throw new BackupError(
      'damaged',
      `The backup is damaged: ${size - wanted} bytes too many at its end.`,
    )
}

/**
 * Decrypts a backup into a new file. What does not open is named by its chunk, and the file that was begun is of no use.
 *
 * @throws {BackupError} `unfit`, `wrong_secret`, `damaged`.
 */
export async function decryptFile(
  from: string,
  to: string,
  secrets: readonly Uint8Array[],
): Promise<BackupHeader> {
  await using source = await open(from, 'r')
  const { header, fields, key } = await openHeader(source, secrets)
  await checkLength(source, header)
  await using target = await open(to, 'wx', 0o600)
  const buffer = Buffer.alloc(CHUNK_BYTES + TAG_BYTES)
  for (let chunk = 1; chunk <= header.chunkCount; chunk++) {
    const plain = openChunk(key, fields, chunk, await readFully(source, buffer))
    if (!plain)
      throw new BackupError(
        'damaged',
        `The backup is damaged: chunk ${chunk} of ${header.chunkCount} is not what was written.`,
      )
    await writeFully(target, plain)
  }
  await target.sync()
  return header
}
