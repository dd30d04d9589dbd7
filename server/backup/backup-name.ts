const DAY_MS = 86_400_000
const NAME = /^kelisim-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z\.backup$/

/** Returns the name of a backup made at a moment. Names sort by time. */
export const buildBackupName = (atMs: number): string =>
  `kelisim-${new Date(atMs).toISOString().replace(/[:.]/g, '-')}.backup`

const readTime = (name: string): number => {
  const [, day, hour, minute, second, millisecond] = NAME.exec(name) ?? []
  return Date.parse(`${day}T${hour}:${minute}:${second}.${millisecond}Z`)
}

/**
 * Returns the backups that are past their retention period. The newest by name is always kept: a clock that has jumped ahead
 * would otherwise delete the only copy. Files with other names are ignored.
 *
 * @param keepDays days after which a backup is deleted (RT-07).
 */
export function findEndedBackups(
  names: readonly string[],
  { keepDays, nowMs }: { readonly keepDays: number; readonly nowMs: number },
): readonly string[] {
  const backups = names.filter((name) => NAME.test(name)).sort()
  return backups.slice(0, -1).filter((name) => readTime(name) < nowMs - keepDays * DAY_MS)
}
