import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isAbandoned, MARK, workerMark } from '../../files/worker-mark.ts'

/** Returns the temporary name of a file that is being written: beside it, and so on the same disk. */
export const buildPartName = (path: string): string => `${path}.${workerMark}.part`

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * Deletes files that killed processes have left in a folder. Files that another process is writing are kept.
 *
 * @param pattern of the names, with {@link MARK} in it.
 */
export async function removeAbandoned(folder: string, pattern: string): Promise<void> {
  const isOne = new RegExp(`^${pattern}$`)
  for (const name of await readdir(folder)) {
    const found = isOne.exec(name)
    if (!found) continue
    const path = join(folder, name)
    const file = await stat(path).catch(() => undefined)
    const ageMs = file ? Date.now() - file.mtimeMs : 0
    if (isAbandoned([found[1], found[2]], ageMs)) await rm(path, { recursive: true, force: true })
  }
}

/** Deletes unfinished backups, daily ones and those of `to`, whose processes were killed. */
export const removeAbandonedParts = (to: string): Promise<void> =>
  removeAbandoned(
    dirname(to),
    String.raw`(?:kelisim-[\dTZ-]+\.backup|${quote(basename(to))})\.${MARK}\.part`,
  )
