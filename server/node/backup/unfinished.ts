import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isAbandoned, MARK, workerMark } from '../../files/worker-mark.ts'

/** The name under which a file is written until it is whole: beside it, and so on the same disk. */
export const buildPartName = (path: string): string => `${path}.${workerMark}.part`

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * Removes what processes that were killed half-way have left in a folder. What another one is at work on stays.
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

/** Removes unfinished backups, those of the daily ones and of `to`, whose processes were killed. */
export const removeAbandonedParts = (to: string): Promise<void> =>
  removeAbandoned(
    dirname(to),
    String.raw`(?:kelisim-[\dTZ-]+\.backup|${quote(basename(to))})\.${MARK}\.part`,
  )
