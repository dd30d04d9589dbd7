import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DiskRoom } from '../../domain/today/read-health.ts'

/** Returns the room that the server may still use on the disk of a file. */
export async function readDiskRoom(path: string): Promise<DiskRoom> {
  const { bavail, bsize } = await statfs(dirname(path))
  return { freeBytes: bavail * bsize }
}
