import { type FileHandle, open } from 'node:fs/promises'
import { type BackupFacts, beginBackup, CHUNK_BYTES } from '../../backup/format.ts'

/** Reads until the buffer is full or the file ends. */
export async function readFully(file: FileHandle, buffer: Buffer): Promise<Buffer> {
  let length = 0
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

/** Writes all bytes. @throws the system's error; after a partial write it retries, and the retry gives the reason. */
export async function writeFully(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written)
    written += bytesWritten
  }
}

/** Encrypts a file that nobody writes to into a backup, chunk by chunk, and syncs it to disk. */
export async function encryptFile(from: string, to: string, facts: BackupFacts): Promise<void> {
  await using source = await open(from, 'r')
  await using target = await open(to, 'wx', 0o600)
  const { header, chunkCount, seal } = beginBackup((await source.stat()).size, facts)
  await writeFully(target, header)
  const buffer = Buffer.alloc(CHUNK_BYTES)
  for (let chunk = 1; chunk <= chunkCount; chunk++) {
    await writeFully(target, seal(chunk, await readFully(source, buffer)))
  }
  await target.sync()
}
