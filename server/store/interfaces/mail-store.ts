import type { AddResult } from '../add-result.ts'
import type { UseLimit } from '../use-store.ts'

/** Mail that waits. Recipient and content are sealed. */
export interface QueuedMail {
  readonly id: string
  readonly recipient: Uint8Array
  readonly content: Uint8Array
  readonly createdAtMs: number
  readonly nextAttemptAtMs: number
  readonly attempts: number
}

/** A mail that is ready to be queued, by itself or in the commit of what it is about. */
export interface PreparedMail {
  readonly mail: QueuedMail
  /** Where one of them is used up when it is queued, the mail is left out. */
  readonly limits: readonly UseLimit[]
}

/** Mail on its way. */
export interface MailStore {
  /** Keeps a mail and counts it under its limits, in one commit; `too_many` where one is used up: then it is not kept. */
  enqueueMail(mail: QueuedMail, limits?: readonly UseLimit[]): Promise<AddResult | 'too_many'>
  /**
   * Up to `limit` mails whose next attempt is due, the longest due first. One after `impossibleMs` counts as due too: default,
   * none.
   */
  readDueMail(nowMs: number, limit: number, impossibleMs?: number): Promise<readonly QueuedMail[]>
  /** Counts one attempt more and puts the next one off; `conflict` where it is gone or has not had `attempts` attempts. */
  postponeMail(
    id: string,
    next: { readonly attempts: number; readonly nextAttemptAtMs: number },
  ): Promise<'stored' | 'conflict'>
  /** Deletes a mail that was sent. */
  deleteMail(id: string): Promise<void>
  /** Deletes a mail that was never sent, and counts it among what was destroyed, in one commit. */
  destroyMail(id: string): Promise<void>
}
