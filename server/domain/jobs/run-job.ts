import type { PreparedMail, Store } from '../../store/store.ts'

/** A job whose holder says nothing for this long is taken over: it has died, or its machine has slept. */
export const LEASE_MS = 60_000

/** What a job's work is given. */
export interface JobRun {
  /** Where the last run stopped; `null` at the first. */
  readonly position: string | null
  /** When the job last came to its end, in milliseconds since 1970 UTC; `null` before the first time. */
  readonly lastRunAtMs: number | null
  /**
   * Notes how far the work has come and keeps the job for another minute. Called between batches.
   *
   * @param mails queued in the commit that notes the position: whoever goes on from there neither sends them again nor
   *   leaves them out.
   * @throws {JobLostError} where another process has taken the job over: then nothing more may be done, and none is queued.
   */
  advance(position: string | null, mails?: readonly PreparedMail[]): Promise<void>
}

/** Another process goes on with the job. */
export class JobLostError extends Error {}

interface JobDeps {
  readonly store: Pick<Store, 'takeJob' | 'noteJob' | 'releaseJob'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
}

/**
 * Does a piece of regular work, unless another process is at it. The work must bear being cut off anywhere and begun anew
 * from the last position that was noted.
 *
 * @param holder names this process; two processes never have the same.
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
