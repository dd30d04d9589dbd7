import { addDays, DAY_MS, dayStartMs } from '../calendar/day.ts'
import type { JobRun } from '../jobs/run-job.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { mailsToStaff } from '../mail/tell-staff.ts'
import type { MailKind } from '../mail/text/mail-text.ts'
import type { RegisterDeps } from '../registers/register-line.ts'
import { type Breach, readBreaches } from './breach.ts'

type RemindDeps = Pick<RegisterDeps, 'store' | 'clock' | 'site'> &
  Pick<MailDeps, 'prepareMail'> & {
    readonly log: (
      level: 'info' | 'warn' | 'error',
      event: string,
      facts?: Record<string, unknown>,
    ) => void
  }

const HOUR_MS = 3_600_000
/** Tolerance, so that an hourly job that runs a moment early does not skip an hour. */
const EARLY_MS = 60_000

/** When staff were last mailed about a breach, in milliseconds since 1970 UTC, and whether it was overdue then. */
interface LastTold {
  readonly atMs: number
  readonly isOverdue: boolean
}
/** By thread; open breaches only. */
type Told = Readonly<Record<string, LastTold>>

/** Returns the last mail about a breach. Without a reminder, that is the mail sent when the breach was recorded. */
const lastToldOf = ({ thread, at }: Breach, told: Told): LastTold =>
  told[thread] ?? { atMs: Date.parse(at), isOverdue: false }

/** Returns whether a reminder is due: every hour until the due day is over, at once when it is, and every day after it. */
function isToBeTold(breach: Breach, told: Told, nowMs: number): boolean {
  const last = lastToldOf(breach, told)
  if (breach.isOverdue !== last.isOverdue) return true
  // A clock that was set back must not silence the reminders.
  const passedMs = Math.abs(nowMs - last.atMs)
  return passedMs >= (breach.isOverdue ? DAY_MS : HOUR_MS) - EARLY_MS
}

/** Prepares one mail about all breaches of a kind, with threads and days only. */
function writeReminder(
  kind: Extract<MailKind, 'breach_due' | 'breach_overdue'>,
  breaches: readonly Breach[],
  { clock, site }: RemindDeps,
) {
  const [first] = breaches
  if (!first) return []
  const lineOf = ({ thread, dueOn, isOverdue }: Breach) => {
    const leftMs = dayStartMs(addDays(dueOn, 1), site.timeZone) - clock()
    return `${thread}: ${dueOn}${isOverdue ? '' : `, ${Math.ceil(leftMs / HOUR_MS)}`}`
  }
  const values = { dueOn: first.dueOn, lines: breaches.map(lineOf).join('\n') }
  return mailsToStaff({ kind, values }, site.mail)
}

/**
 * Reports, on each run, the breaches that the authority still has to be notified of and those overdue (BR-01), with threads
 * and days only. Breaches are few and each has one working day, so it repeats itself: in the log on every run, and in a mail
 * to staff every hour until the day is over and every day after it. The mails sent are stored in the commit that queues them.
 *
 * @returns the number of each.
 */
export async function remindOfBreaches(
  deps: RemindDeps,
  run: JobRun,
): Promise<{ readonly due: number; readonly overdue: number }> {
  const open = (await readBreaches(deps)).filter(({ state }) => state === 'open')
  for (const { thread, dueOn, isOverdue } of open) {
    deps.log(isOverdue ? 'error' : 'warn', isOverdue ? 'breach_overdue' : 'breach_due', {
      thread,
      dueOn,
    })
  }
  await mailStaff(open, deps, run)
  const overdue = open.filter(({ isOverdue }) => isOverdue).length
  return { due: open.length - overdue, overdue }
}

async function mailStaff(open: readonly Breach[], deps: RemindDeps, run: JobRun): Promise<void> {
  if (open.length === 0 && run.position === null) return
  const nowMs = deps.clock()
  const told: Told = run.position === null ? {} : JSON.parse(run.position)
  const news = open.filter((breach) => isToBeTold(breach, told, nowMs))
  const mails = await prepareMails(deps, () => [
    ...writeReminder(
      'breach_overdue',
      news.filter(({ isOverdue }) => isOverdue),
      deps,
    ),
    ...writeReminder(
      'breach_due',
      news.filter(({ isOverdue }) => !isOverdue),
      deps,
    ),
  ])
  const isUntold = news.length > 0 && mails.length === 0
  const isTold = (breach: Breach) => !isUntold && news.includes(breach)
  const noted = open.map((breach) => {
    const { thread, isOverdue } = breach
    return [thread, isTold(breach) ? { atMs: nowMs, isOverdue } : lastToldOf(breach, told)] as const
  })
  await run.advance(JSON.stringify(Object.fromEntries(noted)), mails)
}
