import { open } from 'node:fs/promises'
import { checkLength, openHeader, openNumbered } from '../../backup/envelope.ts'
import { type BackupHeader, CHUNK_BYTES, HEADER_BYTES, TAG_BYTES } from '../../backup/format.ts'
import { readFully, writeFully } from './encrypt-file.ts'

/**
 * Decrypts a backup into a new file. A failure is reported with its chunk, and leaves an incomplete file.
 *
 * @throws {BackupError} `unfit`, `wrong_secret`, `damaged`.
 */
export async function decryptFile(
  from: string,
  to: string,
  secrets: readonly Uint8Array[],
): Promise<BackupHeader> {
  await using source = await open(from, 'r')
  const opened = openHeader(await readFully(source, Buffer.alloc(HEADER_BYTES)), secrets)
  const { header } = opened
  checkLength(header, (await source.stat()).size)
  await using target = await open(to, 'wx', 0o600)
  const buffer = Buffer.alloc(CHUNK_BYTES + TAG_BYTES)
  for (let chunk = 1; chunk <= header.chunkCount; chunk++)
    await writeFully(target, openNumbered(opened, chunk, await readFully(source, buffer)))
  await target.sync()
  return header
}
