import { DAY_MS } from '../calendar/day.ts'
import type { JobRun } from './run-job.ts'

/** Makes one backup and calls `stillAtIt` from time to time meanwhile. Rejects where no backup was made. */
export type BackUp = (stillAtIt: () => Promise<void>) => Promise<void>

interface DailyBackupDeps {
  /** Absent where no backup folder is configured. */
  readonly backUp?: BackUp
  readonly clock: () => number
}

/**
 * Makes a backup if the last one is a day old. The job's position is the time of the last one. A time in the future counts as
 * old: a clock that was set back must not stop backups until it has caught up.
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
