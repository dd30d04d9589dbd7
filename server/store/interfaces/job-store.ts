import type { PreparedMail } from './mail-store.ts'

/** Progress of a regular job. */
export interface JobState {
  readonly lastRunAtMs: number | null
  /** Where the next run continues; `null` at the beginning. */
  readonly position: string | null
}

/** Regular jobs, each run by one process at a time: the holder, its lease, and its progress. */
export interface JobStore {
  /**
   * Acquires a job for a holder until `untilMs`, or renews its lease; `undefined` while another holds it. A lease of more
   * than twice that length was acquired while a clock was ahead, and is taken over.
   */
  takeJob(
    name: string,
    holder: string,
    time: { readonly nowMs: number; readonly untilMs: number },
  ): Promise<JobState | undefined>
  /**
   * Stores the holder's progress and queues mails about it, in one commit; `false` where the holder has lost the job: then
   * nothing is stored or queued.
   */
  noteJob(
    name: string,
    holder: string,
    state: JobState,
    mails?: readonly PreparedMail[],
  ): Promise<boolean>
  /** Returns a job's progress, whoever holds it. */
  findJob(name: string): Promise<JobState | undefined>
  releaseJob(name: string, holder: string): Promise<void>
}
