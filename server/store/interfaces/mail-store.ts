import type { AddResult } from '../add-result.ts'
import type { UseLimit } from '../use-store.ts'

/** A queued mail. Recipient and content are encrypted. */
export interface QueuedMail {
  readonly id: string
  readonly recipient: Uint8Array
  readonly content: Uint8Array
  readonly createdAtMs: number
  readonly nextAttemptAtMs: number
  readonly attempts: number
}

/** A mail ready to be queued, by itself or in the commit of the event it reports. */
export interface PreparedMail {
  readonly mail: QueuedMail
  /** If one of them is used up when it is queued, the mail is dropped. */
  readonly limits: readonly UseLimit[]
}

/** The mail queue. */
export interface MailStore {
  /** Queues a mail and counts it under its limits, in one commit; `too_many` where one is used up: then it is not queued. */
  enqueueMail(mail: QueuedMail, limits?: readonly UseLimit[]): Promise<AddResult | 'too_many'>
  /**
   * Returns up to `limit` mails whose next attempt is due, the longest due first. An attempt after `impossibleMs` counts as
   * due too; default: none.
   */
  readDueMail(nowMs: number, limit: number, impossibleMs?: number): Promise<readonly QueuedMail[]>
  /** Counts an attempt and postpones the next one; `conflict` where the mail is gone or has not had `attempts` attempts. */
  postponeMail(
    id: string,
    next: { readonly attempts: number; readonly nextAttemptAtMs: number },
  ): Promise<'stored' | 'conflict'>
  /** Deletes a mail that was sent. */
  deleteMail(id: string): Promise<void>
  /** Deletes a mail that was never sent, and counts it as destroyed, in one commit. */
  destroyMail(id: string): Promise<void>
}
