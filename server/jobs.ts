import { randomUUID } from 'node:crypto'
import type { Deps } from './deps.ts'
import { remindOfBreaches } from './domain/breaches/remind.ts'
import { dayStartMs } from './domain/calendar/day.ts'
import { createConsentCache } from './domain/consents/consent-cache.ts'
import { expireConsents } from './domain/consents/consent-expiry.ts'
import { tellBeforeDestruction } from './domain/jobs/before-destruction.ts'
import { backUpDaily } from './domain/jobs/daily-backup.ts'
import { type JobRun, runJob } from './domain/jobs/run-job.ts'
import { sealLedger } from './domain/ledger/sealer.ts'
import { deliverMail, readDueMail } from './domain/mail/deliver-mail.ts'
import { mailCheckpoint } from './domain/mail/mail-checkpoint.ts'
import { warnOfOpenMessages } from './domain/messages/open-messages.ts'
import { asApproved } from './domain/publishing/updates.ts'
import { writeServices } from './domain/registers/services.ts'
import { remindOfRequests } from './domain/requests/remind.ts'
import { retainDaily } from './domain/retention/daily-retention.ts'
import { carryOutDeferred } from './domain/rights/defer.ts'
import { unlinkVisits } from './domain/visits/unlink-visits.ts'

/** Name and interval of a regular job. */
interface Named {
  readonly name: string
  readonly everyMs: number
}

/** A job of which one process at a time does the work. */
interface SharedJob extends Named {
  /** Checked before the job is acquired, which costs a write. Default: always due. */
  readonly isDue?: (deps: Deps) => Promise<boolean>
  readonly work: (deps: Deps, run: JobRun) => Promise<unknown>
}

/** A job that every process does for itself. No run of it is noted, so it is always due. */
interface OwnJob extends Named {
  readonly each: (deps: Deps) => Promise<void>
}

type Job = SharedJob | OwnJob

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const eraseDeferred = (deps: Deps) =>
  carryOutDeferred({ ...deps, consents: deps.consents ?? createConsentCache(deps.store) })

/** All regular jobs. Most runs find nothing to do. */
const jobs: readonly Job[] = [
  { name: 'sealing', everyMs: MINUTE_MS, work: (deps) => sealLedger(deps) },
  { name: 'expiry', everyMs: HOUR_MS, work: (deps, run) => expireConsents(deps, run) },
  {
    name: 'mail',
    everyMs: 5_000,
    isDue: async (deps) => deps.transport !== undefined && (await readDueMail(deps, 1)).length > 0,
    work: async ({ transport, ...deps }, run) =>
      transport && deliverMail({ ...deps, transport }, run),
  },
  { name: 'policy', everyMs: 5_000, each: ({ policyUpdates }) => policyUpdates.run() },
  { name: 'checkpoint-mail', everyMs: HOUR_MS, work: mailCheckpoint },
  { name: 'retention', everyMs: HOUR_MS, work: retainDaily },
  { name: 'unlinking', everyMs: HOUR_MS, work: (deps, run) => unlinkVisits(deps, run) },
  { name: 'requests', everyMs: HOUR_MS, work: remindOfRequests },
  { name: 'open-messages', everyMs: HOUR_MS, work: warnOfOpenMessages },
  { name: 'erasures', everyMs: HOUR_MS, work: eraseDeferred },
  { name: 'services', everyMs: HOUR_MS, work: (deps) => writeServices(deps) },
  { name: 'breaches', everyMs: HOUR_MS, work: remindOfBreaches },
  { name: 'backup', everyMs: HOUR_MS, work: (deps, run) => backUpDaily(deps, run) },
]

/** The server is shutting down; the rest of the work is done after the next start. */
class JobStoppedError extends Error {}

/**
 * Starts the regular jobs: each at once, then again after its interval. Where several processes share a database, one of them
 * runs a job.
 *
 * @returns stops them, each after its current batch; resolves when no job is running any more.
 */
export function startJobs(deps: Deps): () => Promise<void> {
  const holder = randomUUID()
  const stops = jobs.map((job) => startJob(job, deps, holder))
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}

/** Returns the dependencies of one run of a job. */
function depsOf(name: string, deps: Deps): Deps {
  const { store, beforeDestruction: tell } = deps
  return tell ? { ...deps, store: tellBeforeDestruction(store, () => tell(name)) } : deps
}

async function runShared(
  { name, work, isDue }: SharedJob,
  deps: Deps,
  { holder, isStopping }: { readonly holder: string; readonly isStopping: () => boolean },
): Promise<void> {
  if (isDue && !(await isDue(deps))) return
  await runJob(deps, { name, holder }, (run) =>
    work(depsOf(name, deps), {
      ...run,
      async advance(position, mails) {
        await run.advance(position, mails)
        if (isStopping()) throw new JobStoppedError()
      },
    }),
  )
}

/**
 * Runs a job unless another process is running it. Never rejects: a failure is logged, and the job is retried at its next
 * time.
 */
async function runOnce(
  job: Job,
  deps: Deps,
  { holder, isStopping }: { readonly holder: string; readonly isStopping: () => boolean },
): Promise<void> {
  try {
    if ('each' in job) await job.each(deps)
    else await runShared(job, deps, { holder, isStopping })
  } catch (error) {
    if (error instanceof JobStoppedError) return
    // Logs only the kind of error: a database error's message contains values.
    deps.log('error', 'job_failed', {
      job: job.name,
      error: error instanceof Error ? error.name : typeof error,
    })
  }
}

function startJob(job: Job, deps: Deps, holder: string): () => Promise<void> {
  let running: Promise<void> | undefined
  let isStopping = false
  const start = () => {
    running ??= runOnce(job, deps, { holder, isStopping: () => isStopping }).finally(() => {
      running = undefined
    })
  }
  start()
  const timer = setInterval(start, job.everyMs)
  return async () => {
    isStopping = true
    clearInterval(timer)
    await running
  }
}

/** Returns when a job must run again, in milliseconds since 1970 UTC. A last run in the future counts as none. */
async function dueAtMs(
  { name, everyMs }: SharedJob,
  { store }: Deps,
  nowMs: number,
): Promise<number> {
  const lastRunAtMs = (await store.findJob(name))?.lastRunAtMs ?? null
  return lastRunAtMs === null || lastRunAtMs > nowMs ? nowMs : lastRunAtMs + everyMs
}

/**
 * Runs every due job, one after the other: for a runtime that is woken by alarms.
 *
 * @param holder identifies the process; the same for all its calls.
 */
export async function runDueJobs(deps: Deps, holder: string): Promise<void> {
  for (const job of jobs) {
    const nowMs = deps.clock()
    if ('each' in job || (await dueAtMs(job, deps, nowMs)) <= nowMs)
      await runOnce(job, deps, { holder, isStopping: () => false })
  }
}

/**
 * Returns when such a runtime must be woken next, in milliseconds since 1970 UTC: in an hour, or sooner where events wait to
 * be sealed or a mail to be sent.
 */
export async function findNextRunMs(deps: Deps): Promise<number> {
  const { store, clock, transport, site } = deps
  const nowMs = clock()
  const approved = asApproved(await store.findPolicyDraft())
  const comesAtMs = approved ? dayStartMs(approved.effectiveOn, site.timeZone) : 0
  const { events, entries } = await store.readUnsealed(1)
  const [mail] = transport ? await store.readDueMail(Number.MAX_SAFE_INTEGER, 1) : []
  return Math.min(
    nowMs + HOUR_MS,
    comesAtMs > nowMs ? comesAtMs : Number.POSITIVE_INFINITY,
    events.length + entries.length > 0 ? nowMs + MINUTE_MS : Number.POSITIVE_INFINITY,
    mail ? Math.max(nowMs, mail.nextAttemptAtMs) : Number.POSITIVE_INFINITY,
  )
}
