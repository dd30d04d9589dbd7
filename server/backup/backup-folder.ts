import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const DAY_MS = 86_400_000
const NAME = /^kelisim-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z\.backup$/

/** Name of a backup made at a moment; the names stand in the order of time. */
export const buildBackupName = (atMs: number): string =>
  `kelisim-${new Date(atMs).toISOString().replace(/[:.]/g, '-')}.backup`

const readTime = (name: string): number => {
  const [, day, hour, minute, second, millisecond] = NAME.exec(name) ?? []
  return Date.parse(`${day}T${hour}:${minute}:${second}.${millisecond}Z`)
}

/**
 * Deletes backups whose term is over. The newest by name stays whatever its age: with a clock that has jumped ahead, the
 * one copy would be gone. Files with other names are not touched.
 *
 * @param keepDays days after which a backup is deleted (RT-07).
 * @returns the names deleted.
 */
export async function expireBackups(
  folder: string,
  { keepDays, nowMs }: { readonly keepDays: number; readonly nowMs: number },
): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort()
  const ended = names.slice(0, -1).filter((name) => readTime(name) < nowMs - keepDays * DAY_MS)
  for (const name of ended) await rm(join(folder, name))
  return ended
}
