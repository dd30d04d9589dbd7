import type { PreparedMail, Store } from '../../store/store.ts'

/**
 * Lease of a job. If its holder does not renew it for this long, the holder has died or been suspended, and another takes
 * over.
 */
export const LEASE_MS = 60_000

/** What a job's work receives. */
export interface JobRun {
  /** Position at which the last run stopped; `null` on the first run. */
  readonly position: string | null
  /** When the job last completed, in milliseconds since 1970 UTC; `null` before the first time. */
  readonly lastRunAtMs: number | null
  /**
   * Stores the position and renews the lease by a minute. Call it between batches.
   *
   * @param mails queued in the commit that stores the position, so the next run neither repeats nor skips them.
   * @throws {JobLostError} where another process has taken the job over; the work must stop, and no mail is queued.
   */
  advance(position: string | null, mails?: readonly PreparedMail[]): Promise<void>
}

/** Another process has taken the job over. */
export class JobLostError extends Error {}

interface JobDeps {
  readonly store: Pick<Store, 'takeJob' | 'noteJob' | 'releaseJob'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
}

/**
 * Runs a regular job unless another process is running it. The work must tolerate being interrupted anywhere and restarted
 * from the last stored position.
 *
 * @param holder identifies this process; unique for each process.
 * @returns the work's result, or `undefined` where another process holds the job.
 */
export async function runJob<T>(
  { store, clock }: JobDeps,
  { name, holder }: { readonly name: string; readonly holder: string },
  work: (run: JobRun) => Promise<T>,
): Promise<T | undefined> {
  const take = () => {
    const nowMs = clock()
    return store.takeJob(name, holder, { nowMs, untilMs: nowMs + LEASE_MS })
  }
  const taken = await take()
  if (!taken) return undefined
  let { position } = taken
  try {
    const result = await work({
      ...taken,
      async advance(next, mails = []) {
        position = next
        const state = { lastRunAtMs: taken.lastRunAtMs, position }
        if (!(await take()) || !(await store.noteJob(name, holder, state, mails)))
          throw new JobLostError()
      },
    })
    await store.noteJob(name, holder, { lastRunAtMs: clock(), position })
    return result
  } finally {
    await store.releaseJob(name, holder)
  }
}
