import { DAY_MS } from '../calendar/day.ts'
import type { JobRun } from './run-job.ts'

/** Makes one backup; calls `stillAtIt` now and then while it lasts. Rejects where none was made. */
export type BackUp = (stillAtIt: () => Promise<void>) => Promise<void>

interface DailyBackupDeps {
  /** Absent where no folder for backups is configured. */
  readonly backUp?: BackUp
  readonly clock: () => number
}

/**
 * Makes a backup where the last one is a day old. The time of the last one is the job's position. One that lies ahead of the
 * clock counts as old: a clock that has jumped back must not stop the backups until it has caught up.
 *
 * @returns whether a backup was made.
 */
export async function backUpDaily(
  { backUp, clock }: DailyBackupDeps,
  { position, advance }: Pick<JobRun, 'position' | 'advance'>,
): Promise<boolean> {
  const nowMs = clock()
  const lastMs = position === null ? Number.NaN : Date.parse(position)
  const isRecent = lastMs <= nowMs && nowMs - lastMs < DAY_MS
  if (!backUp || isRecent) return false
  await backUp(() => advance(position))
  await advance(new Date(nowMs).toISOString())
  return true
}
