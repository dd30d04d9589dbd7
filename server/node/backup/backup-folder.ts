import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findEndedBackups } from '../../backup/backup-name.ts'

/**
 * Deletes the backups of a folder that are past their retention period.
 *
 * @param keepDays days after which a backup is deleted (RT-07).
 * @returns the names deleted.
 */
export async function expireBackups(
  folder: string,
  rule: { readonly keepDays: number; readonly nowMs: number },
): Promise<readonly string[]> {
  const ended = findEndedBackups(await readdir(folder), rule)
  for (const name of ended) await rm(join(folder, name))
  return ended
}
