import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MARK, workerMark } from '../../files/worker-mark.ts'
import { removeAbandoned } from './unfinished.ts'

/**
 * Creates a folder that only its owner may enter, beside the database and so on the same disk, and deletes it at the end. Its
 * contents are as private as the database: personal fields are encrypted there as well.
 */
export async function withScratch<T>(
  beside: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  await removeAbandoned(beside, String.raw`\.kelisim-scratch-${MARK}-.*`)
  const folder = await mkdtemp(join(beside, `.kelisim-scratch-${workerMark}-`))
  try {
    await chmod(folder, 0o700)
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
