import type { RequestRow } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import { dueOn as dayAfter } from '../calendar/working-days.ts'
import type { JobRun } from '../jobs/run-job.ts'
import { USES_COUNTED_MS } from '../limits/use-limits.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { mailsToStaff } from '../mail/tell-staff.ts'
import type { SubjectDeps } from '../subject/subject.ts'

/** Maximum open requests read; a longer list would not help the school. */
const REMINDED_AT_MOST = 500

type RemindDeps = Pick<SubjectDeps, 'store' | 'clock' | 'clockGuard' | 'site'> &
  Pick<MailDeps, 'prepareMail'> & {
    readonly log: (
      level: 'info' | 'warn' | 'error',
      event: string,
      facts?: Record<string, unknown>,
    ) => void
  }

/** Result of one run. */
export interface RemindResult {
  readonly due: number
  readonly overdue: number
  readonly deletedCodes: number
}

/** The job's progress: the day of the last run, and the numbers of open requests that staff were mailed about. */
interface Progress {
  readonly day: string | null
  /** Mailed as due soon. */
  readonly soon: readonly string[]
  readonly overdue: readonly string[]
}

/** @param position of an earlier version, which mailed nobody, holds only the day. */
function readProgress(position: string | null): Progress {
  if (position === null || !position.startsWith('{'))
    return { day: position, soon: [], overdue: [] }
  return JSON.parse(position) as Progress
}

const numbersOf = (rows: readonly RequestRow[]): readonly string[] =>
  rows.map(({ number }) => number)

/** Open requests by how they are reported today. */
interface Waiting {
  /** Due today. */
  readonly due: readonly RequestRow[]
  /** Due today or on the next working day. */
  readonly soon: readonly RequestRow[]
  readonly overdue: readonly RequestRow[]
}

async function readWaiting(
  today: string,
  { store, clock, site }: Pick<RemindDeps, 'store' | 'clock' | 'site'>,
): Promise<Waiting> {
  const nextDay = dayAfter(clock(), 1, site)
  const open = await store.readRequests('open', REMINDED_AT_MOST)
  return {
    due: open.filter(({ dueOn }) => dueOn === today),
    soon: open.filter(({ dueOn }) => dueOn >= today && dueOn <= nextDay),
    overdue: open.filter(({ dueOn }) => dueOn < today),
  }
}

/** Prepares one mail about all requests not mailed yet. Each request is mailed once as due soon, and once as overdue. */
async function prepareDigest({ soon, overdue }: Waiting, told: Progress, deps: RemindDeps) {
  const newSoon = soon.filter(({ number }) => !told.soon.includes(number))
  const newOverdue = overdue.filter(({ number }) => !told.overdue.includes(number))
  const news = [...newOverdue, ...newSoon]
  const mails = await prepareMails(deps, () => {
    if (news.length === 0) return []
    const values = {
      dueCount: String(newSoon.length),
      overdueCount: String(newOverdue.length),
      lines: news.map(({ number, dueOn }) => `${number}: ${dueOn}`).join('\n'),
    }
    return mailsToStaff({ kind: 'staff_requests_due', values }, deps.site.mail)
  })
  return { mails, isUntold: news.length > 0 && mails.length === 0 }
}

/**
 * Reports once a day which open requests are due today and which are overdue (DS-09), by number only: in the log, and, for
 * those due by the next working day or newly overdue, in a mail to staff. Deletes expired one-time codes and uses that are no
 * longer counted.
 *
 * Safe to run at any time. The mailed numbers are stored in the commit that queues the mail, so an interrupted run mails
 * nothing twice; where the mail could not be queued, it is retried the next day.
 */
export async function remindOfRequests(deps: RemindDeps, run: JobRun): Promise<RemindResult> {
  const { store, clock, clockGuard, site, log } = deps
  const today = dayOf(clock(), site.timeZone)
  const deletedCodes = await store.deleteEndedCodes(clockGuard.now())
  await store.deleteUses(clockGuard.now() - USES_COUNTED_MS)
  const told = readProgress(run.position)
  if (told.day === today) return { due: 0, overdue: 0, deletedCodes }
  const waiting = await readWaiting(today, deps)
  const { due, soon, overdue } = waiting
  for (const { number, kind, dueOn } of overdue) {
    log('error', 'request_overdue', { number, kind, dueOn })
  }
  for (const { number, kind, dueOn } of due) log('warn', 'request_due', { number, kind, dueOn })
  const { mails, isUntold } = await prepareDigest(waiting, told, deps)
  const noted = isUntold ? told : { soon: numbersOf(soon), overdue: numbersOf(overdue) }
  await run.advance(JSON.stringify({ ...noted, day: today }), mails)
  return { due: due.length, overdue: overdue.length, deletedCodes }
}
