import type { StoredEntry } from './interfaces/register-store.ts'
import type { LegalHold } from './interfaces/subject-store.ts'

/** An open message, by its reference only. */
export interface UnansweredMessage {
  readonly reference: string
  readonly receivedAtMs: number
}

/** What the store itself shows of the site being in use. */
export interface SignsOfUse {
  /** Number of different pages counted on the day. */
  readonly pages: number
  /** Consents and refusals counted on the day. */
  readonly choices: number
  /** When a consent was last given or renewed, in milliseconds since 1970 UTC; `null` where no recent event is one. */
  readonly lastConsentAtMs: number | null
}

/** The mail queue as a whole. */
export interface MailState {
  readonly waiting: number
  /** Of these, mails of which an attempt has failed. */
  readonly failed: number
  /** When the oldest was queued, in milliseconds since 1970 UTC; `null` where none waits. */
  readonly oldestAtMs: number | null
}

/** What is due, and signs of health. Each method looks into an index: its cost does not grow with what is stored. */
export interface TodayStore {
  /**
   * Returns up to `limit` open messages received before a time, oldest first: without blocked ones, and those whose consent
   * has ended at `nowMs`, since staff may not answer them.
   */
  readUnanswered(
    receivedBeforeMs: number,
    nowMs: number,
    limit: number,
  ): Promise<readonly UnansweredMessage[]>
  /** Returns up to `limit` legal holds that end after a time, the soonest first. */
  readHoldsByEnd(afterMs: number, limit: number): Promise<readonly LegalHold[]>
  /**
   * Returns up to `limit` disclosures of which the subject must be informed on `fromDay` or later (DI-06), the earliest due
   * first. Only the last line of each thread counts.
   */
  readNoticesDue(fromDay: string, limit: number): Promise<readonly StoredEntry[]>
  /** @param day in the site's time zone, `YYYY-MM-DD`. */
  readSignsOfUse(day: string): Promise<SignsOfUse>
  readMailState(): Promise<MailState>
}
