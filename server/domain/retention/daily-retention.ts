import { type ClockGuard, type ClockMemory, judgeClock } from '../calendar/clock-guard.ts'
import { dayOf } from '../calendar/day.ts'
import { type JobRun, runJob } from '../jobs/run-job.ts'
import { closeEndedMessages } from '../messages/open-messages.ts'
import { type RetentionCounts, type RetentionDeps, runRetention } from './run-retention.ts'

/** Name of the job. A run by hand uses the same name, so two never run at once. */
export const JOB = 'retention'
/** Batches after which the lease is renewed. */
const BATCHES_PER_ADVANCE = 10

type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  facts?: Record<string, unknown>,
) => void

type DailyDeps = RetentionDeps & {
  readonly log: Log
  /** Receives the result of each clock check. */
  readonly clockGuard: Pick<ClockGuard, 'remember'>
}

/** The job's progress: its clock state, and the day on which it last completed. */
interface Progress extends ClockMemory {
  readonly doneOn: string | null
  /** When it last ran to its end; a run that was refused is none. Absent in the progress of an earlier version. */
  readonly ranAtMs?: number | null
}

/** Result of a run. `clock_in_doubt`: nothing was destroyed, since the clock has jumped. */
export type RetentionOutcome =
  | { readonly kind: 'done'; readonly counts: RetentionCounts }
  | { readonly kind: 'clock_in_doubt'; readonly believedAtMs: number }

/** Parses the progress from the stored position. */
export function readProgress(position: string | null): Progress | undefined {
  return position === null ? undefined : (JSON.parse(position) as Progress)
}

/** Returns when the job last ran to its end, in milliseconds since 1970 UTC; a run that was refused is none. */
export function ranAtMsOf(
  state: { readonly position: string | null; readonly lastRunAtMs: number | null } | undefined,
): number | null {
  const progress = readProgress(state?.position ?? null)
  if (progress?.ranAtMs !== undefined) return progress.ranAtMs
  return progress?.doneOn ? (state?.lastRunAtMs ?? null) : null
}

/** Returns the state of the last clock check; `undefined` before the first. */
export const readClockMemory = async ({
  findJob,
}: Pick<RetentionDeps['store'], 'findJob'>): Promise<ClockMemory | undefined> =>
  readProgress((await findJob(JOB))?.position ?? null)

interface Asked {
  /** Runs everything, even if it already ran today. */
  readonly isWhole: boolean
  /** Today according to the caller. If it is the clock's day too, the clock is trusted. */
  readonly today?: string | undefined
  readonly actor: string
}

async function work(deps: DailyDeps, run: JobRun, asked: Asked): Promise<RetentionOutcome> {
  const { clock, site, log } = deps
  const nowMs = clock()
  const today = dayOf(nowMs, site.timeZone)
  const before = readProgress(run.position)
  const judged = judgeClock(asked.today === today ? undefined : before, nowMs)
  deps.clockGuard.remember(judged)
  const ranAtMs = ranAtMsOf(run)
  const progress: Progress = { ...judged, doneOn: before?.doneOn ?? null, ranAtMs }
  await run.advance(JSON.stringify(progress))
  if (judged.doubtedSinceMs !== null) {
    const believedOn = dayOf(judged.believedAtMs, site.timeZone)
    log('error', 'retention_clock_in_doubt', { today, believedOn })
    return { kind: 'clock_in_doubt', believedAtMs: judged.believedAtMs }
  }
  let batches = 0
  const rest = async () => {
    batches += 1
    if (batches % BATCHES_PER_ADVANCE === 0) await run.advance(JSON.stringify(progress))
  }
  const isHourly = !asked.isWhole && before?.doneOn === today
  if (!isHourly) await closeEndedMessages(deps)
  const counts = await runRetention(deps, { isHourly, rest, actor: asked.actor })
  await run.advance(JSON.stringify({ ...progress, doneOn: today, ranAtMs: nowMs }))
  if (Object.keys(counts).length > 0) log('info', 'retention', { counts })
  return { kind: 'done', counts }
}

/** Runs the regular job: everything once a day, hourly classes on every run. */
export const retainDaily = (deps: DailyDeps, run: JobRun): Promise<RetentionOutcome> =>
  work(deps, run, { isWhole: false, actor: 'system' })

/**
 * Runs everything now, on request.
 *
 * @param today `YYYY-MM-DD`; the caller confirms the clock by it.
 * @param holder identifies the process.
 * @returns `undefined` where another process is running it.
 */
export const retainNow = (
  deps: DailyDeps,
  {
    today,
    holder,
    actor,
  }: { readonly today?: string | undefined; readonly holder: string; readonly actor: string },
): Promise<RetentionOutcome | undefined> =>
  runJob(deps, { name: JOB, holder }, (run) => work(deps, run, { isWhole: true, today, actor }))
