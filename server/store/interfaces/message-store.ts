import type { Language } from '../../contract/index.ts'
import type { AddResult } from '../add-result.ts'
import type { ActResult, WithAct } from '../with-act.ts'
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
  /** When the school closed it; `null` before that. */
  readonly closedAtMs: number | null
}

/** A message with its present state: whether it is blocked now (DS-04). */
export interface StoredMessage extends MessageRow {
  readonly isBlocked: boolean
  /** When the consent given with it ends; from then on staff cannot read it. */
  readonly validUntilMs: number
}

/** The email of a message, as stored. */
export interface NewestEmail {
  readonly messageId: string
  readonly email: Uint8Array
  readonly emailIndex: Uint8Array
}

/** Messages of the contact form. */
export interface MessageStore {
  /**
   * Stores a message with the record and first event of its own consent. `duplicate` where a message with its id is stored,
   * which is kept. `conflict` where the record's id is taken. Then nothing of `further` is written.
   */
  addMessage(
    message: MessageRow,
    record: ConsentRecord,
    event: ConsentEvent,
    further?: WithWrite,
  ): Promise<AddResult>
  /** Finds a message by its id or its reference. */
  findMessage(
    by: { readonly id: string } | { readonly reference: string },
  ): Promise<StoredMessage | undefined>
  /** Returns every message under one of these blind indexes (several during a key rotation), newest first. */
  findMessagesByEmail(emailIndexes: readonly Uint8Array[]): Promise<readonly StoredMessage[]>
  /**
   * Returns the encrypted email of the newest message under one of these blind indexes, and the one it is under, in a time
   * that does not depend on their number.
   */
  findNewestEmail(emailIndexes: readonly Uint8Array[]): Promise<NewestEmail | undefined>
  /**
   * Returns messages received before `beforeMs`, newest first: `limit`, and any received in the same millisecond as the last
   * of them, so that the next page skips none. Without blocked ones, and those whose consent has ended at `nowMs` (default:
   * whenever it ends).
   */
  readMessages(beforeMs: number, limit: number, nowMs?: number): Promise<readonly MessageRow[]>
  /**
   * Returns up to `limit` open messages without a hold at `nowMs`: those received before `receivedBeforeMs` and those whose
   * consent ends at or before `endsByMs`, oldest first.
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
   * Closes a message; `conflict` where it is closed already, gone, or under a hold at `closedAtMs`: then nothing of
   * `further` is written. Nor where its act was done already, or another one came first.
   */
  closeOpenMessage(
    id: string,
    closedAtMs: number,
    further?: WithAct,
  ): Promise<ActResult | 'conflict'>
  /**
   * Replaces personal fields (DS-03, or re-encrypted under another key). `absent`: it is gone, and nothing of `further` is
   * written. Nor is anything where its act was done already, or another one came first.
   */
  updateMessage(
    id: string,
    fields: Partial<
      Pick<MessageRow, 'name' | 'email' | 'phone' | 'message' | 'emailIndex' | 'closedAtMs'>
    >,
    further?: WithAct,
  ): Promise<ActResult>
  /**
   * Notes the erasure in the list of deletions. Then, in one commit, deletes a message, the texts of requests about it and,
   * in its consent's record, the fields that link to the person; ends its open requests, forgets that it was deferred,
   * writes the register entries, and queues the mails about it. If the note fails, nothing is deleted; a hold set after the note cancels it.
   */
  eraseMessage(id: string, entry: RegisterEntry, further?: WithErasure): Promise<ErasureResult>
}
