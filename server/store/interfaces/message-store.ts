import type { Language } from '../../contract/index.ts'
import type { AddResult } from '../add-result.ts'
import type { ErasureResult, WithErasure } from '../with-erasure.ts'
import type { WithWrite } from '../with-write.ts'
import type { ConsentEvent, ConsentRecord } from './consent-store.ts'
import type { RegisterEntry } from './register-entry.ts'

/** A contact-form message. Personal fields are encrypted (`Cryptography.seal`). */
export interface MessageRow {
  readonly id: string
  readonly reference: string
  /** The record of the consent given with it; unrelated to any consent to statistics (CF-07). */
  readonly consentId: string
  readonly name: Uint8Array
  readonly email: Uint8Array | null
  readonly phone: Uint8Array | null
  readonly message: Uint8Array
  /** Keyed hash of the email (`Cryptography.blindIndex`), or `null` where there is none. */
  readonly emailIndex: Uint8Array | null
  /** SHA-256 of the code that opens the message (CF-08), 32 bytes. */
  readonly secretHash: Uint8Array
  readonly language: Language
  readonly receivedAtMs: number
  /** When the school has dealt with it; `null` until then. */
  readonly closedAtMs: number | null
}

/** A message that is held back or shown: with whether it is blocked now (DS-04). */
export interface StoredMessage extends MessageRow {
  readonly isBlocked: boolean
  /** When the consent given with it ends: from then on nobody of the school reads it. */
  readonly validUntilMs: number
}

/** Messages of the contact form. */
export interface MessageStore {
  /**
   * Stores a message with the record and first event of its own consent. `duplicate` where a message with its id is stored:
   * the first one stays. `conflict` where the record's id is taken. Then nothing of `further` is written.
   */
  addMessage(
    message: MessageRow,
    record: ConsentRecord,
    event: ConsentEvent,
    further?: WithWrite,
  ): Promise<AddResult>
  /** By its id or by its reference. */
  findMessage(
    by: { readonly id: string } | { readonly reference: string },
  ): Promise<StoredMessage | undefined>
  /** Every message under one of these blind indexes (more than one while keys are being changed), newest first. */
  findMessagesByEmail(emailIndexes: readonly Uint8Array[]): Promise<readonly StoredMessage[]>
  /** The email of the newest message under one of these blind indexes, sealed: in a time that does not grow with their number. */
  findNewestEmail(
    emailIndexes: readonly Uint8Array[],
  ): Promise<{ readonly messageId: string; readonly email: Uint8Array } | undefined>
  /**
   * Messages received before `beforeMs`, newest first: `limit`, and whatever came in the same millisecond as the last of
   * them, so that the next page leaves none out. Blocked ones are not there, nor any whose consent has ended at `nowMs`
   * (default: whenever it ends).
   */
  readMessages(beforeMs: number, limit: number, nowMs?: number): Promise<readonly MessageRow[]>
  /**
   * Up to `limit` messages that nobody has closed and that no hold keeps at `nowMs`: those received before `receivedBeforeMs` and
   * those whose consent ends at or before `endsByMs`, the oldest first.
   */
  findOpenMessages(
    range: {
      readonly receivedBeforeMs: number
      readonly endsByMs: number
      readonly nowMs: number
    },
    limit: number,
  ): Promise<readonly StoredMessage[]>
  /**
   * Closes a message and says so in a register, in one commit; `conflict` where it is closed already, gone, or under a hold at
   * `closedAtMs`: then nothing is written.
   */
  closeOpenMessage(
    id: string,
    closedAtMs: number,
    entry: RegisterEntry,
  ): Promise<'stored' | 'conflict'>
  /**
   * Replaces personal fields (DS-03, or sealed anew under another key). `absent`: it is gone, and nothing of `further` is written.
   */
  updateMessage(
    id: string,
    fields: Partial<
      Pick<MessageRow, 'name' | 'email' | 'phone' | 'message' | 'emailIndex' | 'closedAtMs'>
    >,
    further?: WithWrite,
  ): Promise<'stored' | 'absent'>
  /**
   * Has the erasure noted in the list of deletions. Then deletes a message, what was said in requests about it and, from its
   * consent's record, all that leads to the person, ends its open requests, says so in a register, or in several, and queues the
   * mails about it: one commit. Where it cannot be noted nothing is deleted; a hold that came after the note takes it back.
   */
  eraseMessage(id: string, entry: RegisterEntry, further?: WithErasure): Promise<ErasureResult>
}
