import type { Language } from '../../contract/index.ts'
import type { AddResult } from '../add-result.ts'
import type { UseLimit } from '../use-store.ts'
import type { ActResult, WithAct } from '../with-act.ts'
import type { ErasureResult, WithErasure } from '../with-erasure.ts'
import type { WithWrite, WithWriteUnlessHeld } from '../with-write.ts'
import type { PreparedMail } from './mail-store.ts'
import type { RegisterEntry } from './register-entry.ts'

/** Kind of thing that a restriction, hold, request or erasure is about. */
export type HeldKind = 'consent' | 'message'

/** A block (`purpose` is `''`) or the restriction of one purpose. */
export interface Restriction {
  readonly id: string
  readonly kind: HeldKind
  /** Id of the consent record or the message. */
  readonly ref: string
  readonly purpose: string
  readonly atMs: number
  readonly liftedAtMs: number | null
}

/** Data kept beyond their retention period because the law requires it (RT-06). Blocked for its person; nobody uses the data. */
export interface LegalHold {
  readonly id: string
  readonly kind: HeldKind
  readonly ref: string
  readonly reason: string
  readonly atMs: number
  readonly untilMs: number
}

/** A restriction, with its register lines. */
export interface RecordedRestriction {
  readonly restriction: Restriction
  readonly entries: readonly RegisterEntry[]
}

/** What is written in the commit of a legal hold. */
export interface WithHold extends WithWrite {
  /** The block that the hold brings: omitted, with its lines, where the thing is blocked already. Default: none. */
  readonly block?: RecordedRestriction
}

/** Why something is erased: its person asked for it, or a child wrote it without a representative (10.1). */
export type ErasureGround = 'subject_request' | 'minor_without_representative'

/** An erasure delayed by a legal hold, or begun and not complete. */
export interface DeferredErasure {
  /** Id of the consent record or the message. */
  readonly ref: string
  readonly kind: HeldKind
  /** `D-` and eight letters and digits. */
  readonly number: string
  readonly ground: ErasureGround
  readonly atMs: number
  /**
   * The act of staff that it is part of, encrypted (`erasure.act`), so that all of it is carried out after an interruption.
   * `null`: none. Default: that of an existing one is kept.
   */
  readonly act?: Uint8Array | null
}

/** What is written in the commit that closes a request. */
export interface WithClosing extends WithAct {
  /** The erasures that the closing puts off until the end of a hold; an existing one is kept. Default: none. */
  readonly deferred?: readonly DeferredErasure[]
}

/** What is written in the commit of a new request. */
export interface WithRequest extends WithWrite {
  /** Blind indexes of the person's verified address, newest generation first. Requests under it are one thread. Default: none. */
  readonly emailIndexes?: readonly Uint8Array[]
  /** Whether it is stored only while what it is about is linked to its person. Default: false. */
  readonly isOfPresentThing?: boolean
}

/** What a data subject may ask for (clause 9.1). */
export type RequestKind = 'information' | 'correction' | 'blocking' | 'deletion' | 'objection'

/** A data subject's request. Personal fields are encrypted. */
export interface RequestRow {
  readonly id: string
  /** Identifies it to the person: `R-` and eight letters and digits. */
  readonly number: string
  readonly kind: RequestKind
  /** `other`: data outside the website, such as students' or cameras' (DS-12); the responsible person answers. */
  readonly scope: 'site' | 'other'
  /** `address`: the person has no credential here and has verified the address; `subjectRef` is then the request's own id. */
  readonly subjectKind: HeldKind | 'address'
  readonly subjectRef: string
  /** Only for a person known by an address. Default `null`. */
  readonly name?: Uint8Array | null
  readonly email: Uint8Array | null
  readonly text: Uint8Array | null
  readonly language: Language
  readonly receivedAtMs: number
  /** Day in the site's time zone on which the answer is due. */
  readonly dueOn: string
  /** The last day that the law allows. Default `null`: it was received by an earlier version, which did not store it. */
  readonly limitOn?: string | null
  readonly state: 'open' | 'answered' | 'refused'
  readonly answer: Uint8Array | null
  readonly closedAtMs: number | null
}

/** A mailed one-time code, and the session that the correct code opens. Neither is stored in plain text. */
export interface OneTimeCode {
  readonly id: string
  readonly emailIndex: Uint8Array
  /** Keyed hash of id and code (`Cryptography.blindIndexes`): a plain hash of six digits could be broken at once. */
  readonly codeHash: Uint8Array
  readonly triesLeft: number
  readonly createdAtMs: number
  readonly expiresAtMs: number
  /** SHA-256 of the session's token once the code was entered; the session ends at `expiresAtMs`. */
  readonly tokenHash: Uint8Array | null
}

/**
 * What a person can do about their own data. `further` contains register entries and mails: written in the same commit, and
 * omitted where nothing was changed, unless stated otherwise.
 */
export interface SubjectStore {
  addRestriction(restriction: Restriction, further?: WithWrite): Promise<AddResult>
  /**
   * Lifts every restriction of a thing for a purpose. Returns whether there was one. A thing under a legal hold stays as it
   * is: `held`.
   */
  liftRestriction(
    ref: string,
    purpose: string,
    atMs: number,
    further?: WithWriteUnlessHeld,
  ): Promise<boolean | 'held'>
  /** Returns all restrictions of a thing, including lifted ones, oldest first. */
  readRestrictions(ref: string): Promise<readonly Restriction[]>
  /** Adds a hold and, in the same commit, its block: a hold that is there already adds neither. */
  addLegalHold(hold: LegalHold, further?: WithHold): Promise<AddResult>
  readLegalHolds(ref: string): Promise<readonly LegalHold[]>
  /** Stores an erasure to be carried out. An existing one is kept except for its act; `further` records who asked again. */
  deferErasure(erasure: DeferredErasure, further?: WithWrite): Promise<void>
  /** Returns up to `limit` deferred erasures of things without a hold at `nowMs`. */
  readDueErasures(nowMs: number, limit: number): Promise<readonly DeferredErasure[]>
  /** Deletes a deferred erasure. Where there is none, `further` is not written. */
  forgetDeferredErasure(ref: string, further?: WithWrite): Promise<void>
  /**
   * Notes the erasure in the list of deletions. Then deletes a consent's visits from `fromDay` on, some hundred per commit,
   * yielding to others in between; then, in one commit, deletes all fields of its record that link to the person and the
   * texts of requests about it, ends its open requests, forgets that it was deferred, writes the register entries, and
   * queues the mails about it. The record and its events are kept as pseudonymous proof (DS-05). A crash in between leaves the credential valid: another
   * call continues, and `countErased` returns what was deleted by then. If the note fails, nothing is deleted; a hold set
   * after the note cancels it, but what was deleted by then is gone.
   */
  eraseConsent(
    consentId: string,
    fromDay: string,
    entry: RegisterEntry,
    further?: WithErasure,
  ): Promise<ErasureResult>
  /** Returns the number of visits of a consent that an interrupted erasure has deleted. */
  countErased(consentId: string): Promise<number>
  /**
   * Adds a request. `too_many` where `openAtMost` about the same thing are open already, `absent` where its thing is gone
   * (`isOfPresentThing`): then it is not added.
   */
  addRequest(
    request: RequestRow,
    openAtMost?: number,
    further?: WithRequest,
  ): Promise<AddResult | 'too_many' | 'absent'>
  findRequest(number: string): Promise<RequestRow | undefined>
  /** Returns requests about one thing, newest first. */
  readRequestsOf(subjectRef: string): Promise<readonly RequestRow[]>
  /** Returns up to `limit` requests in a state, the earliest due first. */
  readRequests(state: RequestRow['state'], limit: number): Promise<readonly RequestRow[]>
  /**
   * Closes an open request; `absent` where none is open under this number, `repeated` where its act has closed it, `changed`
   * where another act came first; then nothing is written. An act that was noted while it stayed open closes it, as one act.
   */
  closeRequest(
    number: string,
    closing: Pick<RequestRow, 'state' | 'answer' | 'closedAtMs'>,
    further?: WithClosing,
  ): Promise<'closed' | Exclude<ActResult, 'stored'>>
  /**
   * Deletes the contents of requests about a thing: texts, answers, addresses. Number, kind and days are kept.
   *
   * @param endedAtMs set where the thing is gone: open requests end then.
   */
  clearRequests(subjectRef: string, endedAtMs?: number): Promise<void>
  /**
   * Adds a code and counts it under its limits, in one commit; `too_many` where one is used up: then it is not added. Its
   * mail is queued in the same commit, and one that is not wanted is removed again in it: the same work in both cases, so
   * that the time does not reveal which it was.
   */
  addCode(
    code: OneTimeCode,
    limits: readonly UseLimit[],
    mail?: PreparedMail & { readonly isWanted: boolean },
  ): Promise<AddResult | 'too_many'>
  /**
   * Uses one attempt of a code and returns the code as it was before; `undefined` where none is left, it has expired or was
   * used.
   */
  spendTry(id: string, nowMs: number): Promise<OneTimeCode | undefined>
  /** Marks a code as used and opens its session; `conflict` where it was used already. */
  openCodeSession(
    id: string,
    session: { readonly tokenHash: Uint8Array; readonly expiresAtMs: number },
  ): Promise<AddResult>
  findCodeSession(tokenHash: Uint8Array, nowMs: number): Promise<OneTimeCode | undefined>
  /** Deletes codes and sessions that have ended. Returns the number deleted. */
  deleteEndedCodes(nowMs: number): Promise<number>
}
