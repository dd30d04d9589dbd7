import { dayOf } from '../day.ts'
import type { JobRun } from '../jobs/run-job.ts'
import { USES_COUNTED_MS } from '../limits/use-limits.ts'
import type { SubjectDeps } from '../subject/subject.ts'

/** More open requests than these, and the school has other troubles than a missing line in the log. */
const REMINDED_AT_MOST = 500

type RemindDeps = Pick<SubjectDeps, 'store' | 'clock' | 'clockGuard' | 'site'> & {
  readonly log: (
    level: 'info' | 'warn' | 'error',
    event: string,
    facts?: Record<string, unknown>,
  ) => void
}

/** What one run has done. */
export interface RemindResult {
  readonly due: number
  readonly overdue: number
  readonly deletedCodes: number
}

/**
 * Says once a day which open requests are due today and which are overdue (DS-09), by number alone, and deletes one-time
 * codes that have ended, with the uses that are no longer counted. May be run at any time; a run that was cut off says it again.
 */
export async function remindOfRequests(
  { store, clock, clockGuard, site, log }: RemindDeps,
  run: JobRun,
): Promise<RemindResult> {
  const nowMs = clock()
  const today = dayOf(nowMs, site.timeZone)
  const deletedCodes = await store.deleteEndedCodes(clockGuard.now())
  await store.deleteUses(clockGuard.now() - USES_COUNTED_MS)
  if (run.position === today) return { due: 0, overdue: 0, deletedCodes }
  const open = await store.readRequests('open', REMINDED_AT_MOST)
  const due = open.filter((row) => row.dueOn === today)
  const overdue = open.filter((row) => row.dueOn < today)
  for (const { number, kind, dueOn } of overdue) {
    log('error', 'request_overdue', { number, kind, dueOn })
  }
  for (const { number, kind, dueOn } of due) log('warn', 'request_due', { number, kind, dueOn })
  await run.advance(today)
  return { due: due.length, overdue: overdue.length, deletedCodes }
}
