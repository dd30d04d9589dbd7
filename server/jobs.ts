import { randomUUID } from 'node:crypto'
import type { Deps } from './deps.ts'
import { remindOfBreaches } from './domain/breaches/remind.ts'
import { createConsentCache } from './domain/consents/consent-cache.ts'
import { expireConsents } from './domain/consents/consent-expiry.ts'
import { tellBeforeDestruction } from './domain/jobs/before-destruction.ts'
import { backUpDaily } from './domain/jobs/daily-backup.ts'
import { type JobRun, runJob } from './domain/jobs/run-job.ts'
import { sealLedger } from './domain/ledger/sealer.ts'
import { deliverMail, readDueMail } from './domain/mail/deliver-mail.ts'
import { mailCheckpoint } from './domain/mail/mail-checkpoint.ts'
import { warnOfOpenMessages } from './domain/messages/open-messages.ts'
import { writeServices } from './domain/registers/services.ts'
import { remindOfRequests } from './domain/requests/remind.ts'
import { retainDaily } from './domain/retention/daily-retention.ts'
import { carryOutDeferred } from './domain/rights/defer.ts'
import { unlinkVisits } from './domain/visits/unlink-visits.ts'

/** Regular work: what, how often, and what it does. */
interface Job {
  readonly name: string
  readonly everyMs: number
  /** Asked before the job is taken, which costs a write. Default: always. */
  readonly isDue?: (deps: Deps) => Promise<boolean>
  readonly work: (deps: Deps, run: JobRun) => Promise<unknown>
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const eraseDeferred = (deps: Deps) =>
  carryOutDeferred({ ...deps, consents: deps.consents ?? createConsentCache(deps.store) })

/** All regular work of the server. Each finds nothing to do most of the time. */
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

/** The server ends: what is left of the work is done after the next start. */
class JobStoppedError extends Error {}

/**
 * Begins the regular work: each job at once, then again after its time. Where several processes share a database, one of
 * them does it.
 *
 * @returns ends it, each job after the batch that it is at; resolves when nothing of it is under way any more.
 */
export function startJobs(deps: Deps): () => Promise<void> {
  const holder = randomUUID()
  const stops = jobs.map((job) => startJob(job, deps, holder))
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}

/** What one run of a job works with. */
function depsOf(name: string, deps: Deps): Deps {
  const { store, beforeDestruction: tell } = deps
  return tell ? { ...deps, store: tellBeforeDestruction(store, () => tell(name)) } : deps
}

/** Runs a job unless another process is at it. Resolves whatever comes of it: what failed is logged, and tried again next time. */
async function runOnce(
  { name, work, isDue }: Job,
  deps: Deps,
  { holder, isStopping }: { readonly holder: string; readonly isStopping: () => boolean },
): Promise<void> {
  const workUntilStopped = (run: JobRun) =>
    work(depsOf(name, deps), {
      ...run,
      async advance(position, mails) {
        await run.advance(position, mails)
        if (isStopping()) throw new JobStoppedError()
      },
    })
  try {
    if (!isDue || (await isDue(deps))) await runJob(deps, { name, holder }, workUntilStopped)
  } catch (error) {
    if (error instanceof JobStoppedError) return
    // Only the kind of error: a database error's message carries values.
    deps.log('error', 'job_failed', {
      job: name,
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

/** When a job has to run again, in milliseconds since 1970 UTC. A last run ahead of the clock counts as none. */
async function dueAtMs({ name, everyMs }: Job, { store }: Deps, nowMs: number): Promise<number> {
  const lastRunAtMs = (await store.findJob(name))?.lastRunAtMs ?? null
  return lastRunAtMs === null || lastRunAtMs > nowMs ? nowMs : lastRunAtMs + everyMs
}

/**
 * Runs every job whose time has come, one after the other: for a runtime that is woken instead of waiting.
 *
 * @param holder who does it; the same for the same process.
 */
export async function runDueJobs(deps: Deps, holder: string): Promise<void> {
  for (const job of jobs) {
    const nowMs = deps.clock()
    if ((await dueAtMs(job, deps, nowMs)) <= nowMs)
      await runOnce(job, deps, { holder, isStopping: () => false })
  }
}

/**
 * When such a runtime is to be woken next, in milliseconds since 1970 UTC: in an hour, or sooner where something waits to be
 * sealed or a mail to be sent.
 */
export async function findNextRunMs(deps: Deps): Promise<number> {
  const { store, clock, transport } = deps
  const nowMs = clock()
  const { events, entries } = await store.readUnsealed(1)
  const [mail] = transport ? await store.readDueMail(Number.MAX_SAFE_INTEGER, 1) : []
  return Math.min(
    nowMs + HOUR_MS,
    events.length + entries.length > 0 ? nowMs + MINUTE_MS : Number.POSITIVE_INFINITY,
    mail ? Math.max(nowMs, mail.nextAttemptAtMs) : Number.POSITIVE_INFINITY,
  )
}
