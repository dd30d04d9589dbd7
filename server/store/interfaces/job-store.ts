import type { PreparedMail } from './mail-store.ts'

/** How far regular work has come. */
export interface JobState {
  readonly lastRunAtMs: number | null
  /** Where the next run goes on; `null` at the beginning. */
  readonly position: string | null
}

/** Regular work, done by one process at a time: who does it, until when, and how far it has come. */
export interface JobStore {
  /**
   * Takes a job for a holder until `untilMs`, or prolongs it; `undefined` while another holds it. One that is held for more than
   * twice as long was taken by a clock that stood ahead, and is taken over.
   */
  takeJob(
    name: string,
    holder: string,
    time: { readonly nowMs: number; readonly untilMs: number },
  ): Promise<JobState | undefined>
  /**
   * Notes how far the holder has come and queues mails about it, in one commit; `false` where the job is no longer its own:
   * then nothing is noted or queued.
   */
  noteJob(
    name: string,
    holder: string,
    state: JobState,
    mails?: readonly PreparedMail[],
  ): Promise<boolean>
  /** How far a job has come, whoever does it. */
  findJob(name: string): Promise<JobState | undefined>
  releaseJob(name: string, holder: string): Promise<void>
}
