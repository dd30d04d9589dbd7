import type { Language } from '../../contract/index.ts'
import type { AddResult } from '../add-result.ts'
import type { UseLimit } from '../use-store.ts'
import type { ErasureResult, WithErasure } from '../with-erasure.ts'
import type { WithWrite } from '../with-write.ts'
import type { PreparedMail } from './mail-store.ts'
import type { RegisterEntry } from './register-entry.ts'

/** What a restriction, hold, request or erasure is about. */
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

/** What is kept past its term because the law says so (RT-06). The person sees it as blocked; nobody uses it. */
export interface LegalHold {
  readonly id: string
  readonly kind: HeldKind
  readonly ref: string
  readonly reason: string
  readonly atMs: number
  readonly untilMs: number
}

/** Why something is erased: its person asked for it, or a child wrote it without a representative (10.1). */
export type ErasureGround = 'subject_request' | 'minor_without_representative'

/** An erasure that a legal hold stands against. */
export interface DeferredErasure {
  /** Id of the consent record or the message. */
  readonly ref: string
  readonly kind: HeldKind
  /** `D-` and eight letters and digits. */
  readonly number: string
  readonly ground: ErasureGround
  readonly atMs: number
}

/** What a data subject may ask for (clause 9.1). */
export type RequestKind = 'information' | 'correction' | 'blocking' | 'deletion' | 'objection'

/** A data subject's request. Personal fields are sealed. */
export interface RequestRow {
  readonly id: string
  /** Names it towards the person: `R-` and eight letters and digits. */
  readonly number: string
  readonly kind: RequestKind
  /** `other`: data outside the website, such as students' or cameras' (DS-12); the responsible person answers. */
  readonly scope: 'site' | 'other'
  /** `address`: who asked holds nothing here and has verified the address; `subjectRef` is then the request's own id. */
  readonly subjectKind: HeldKind | 'address'
  readonly subjectRef: string
  /** Only of who is known by an address. Default `null`. */
  readonly name?: Uint8Array | null
  readonly email: Uint8Array | null
  readonly text: Uint8Array | null
  readonly language: Language
  readonly receivedAtMs: number
  /** Day in the site's time zone on which the answer is due. */
  readonly dueOn: string
  readonly state: 'open' | 'answered' | 'refused'
  readonly answer: Uint8Array | null
  readonly closedAtMs: number | null
}

/** A one-time code that was mailed, and the session that the right code opens. Neither is kept in clear. */
export interface OneTimeCode {
  readonly id: string
  readonly emailIndex: Uint8Array
  /** Keyed hash of id and code (`Cryptography.blindIndexes`): six digits behind a plain hash would be tried through at once. */
  readonly codeHash: Uint8Array
  readonly triesLeft: number
  readonly createdAtMs: number
  readonly expiresAtMs: number
  /** SHA-256 of the session's token once the code was given; the session ends with `expiresAtMs`. */
  readonly tokenHash: Uint8Array | null
}

/**
 * What a person can do about their own data. `further` is what registers say of it and whom it is mailed to: written in the same
 * commit, and left out where nothing was changed, unless it is said otherwise.
 */
export interface SubjectStore {
  addRestriction(restriction: Restriction, further?: WithWrite): Promise<AddResult>
  /** Lifts every restriction of a thing for a purpose. Returns whether there was one. */
  liftRestriction(ref: string, purpose: string, atMs: number, further?: WithWrite): Promise<boolean>
  /** All restrictions of a thing, lifted ones too, oldest first. */
  readRestrictions(ref: string): Promise<readonly Restriction[]>
  addLegalHold(hold: LegalHold, further?: WithWrite): Promise<AddResult>
  readLegalHolds(ref: string): Promise<readonly LegalHold[]>
  /** Notes an erasure for the end of a hold; one that is noted already stays as it is, and `further` says who asked once more. */
  deferErasure(erasure: DeferredErasure, further?: WithWrite): Promise<void>
  /** Up to `limit` deferred erasures of things that no hold stands against at `nowMs`. */
  readDueErasures(nowMs: number, limit: number): Promise<readonly DeferredErasure[]>
  forgetDeferredErasure(ref: string): Promise<void>
  /**
   * Has the erasure noted in the list of deletions. Then deletes a consent's visits from `fromDay` on, some hundred in a commit, so
   * that others have their turn between; then, in one commit, all that leads from its record to the person and what was said in
   * requests about it, ends its open requests, says so in registers, and queues the mails about it. The record and its events stay
   * as the pseudonymous proof (DS-05). A process that dies between leaves the credential as it is: called again it goes on, and
   * `countErased` tells what was deleted by then. Where it cannot be noted nothing is deleted; a hold that came after the note takes
   * it back, and what was deleted by then is gone.
   */
  eraseConsent(
    consentId: string,
    fromDay: string,
    entry: RegisterEntry,
    further?: WithErasure,
  ): Promise<ErasureResult>
  /** Visits of a consent that an erasure which was cut off has deleted. */
  countErased(consentId: string): Promise<number>
  /**
   * Adds a request. `too_many` where `openAtMost` about the same thing are open already: then it is not added.
   */
  addRequest(
    request: RequestRow,
    openAtMost?: number,
    further?: WithWrite,
  ): Promise<AddResult | 'too_many'>
  findRequest(number: string): Promise<RequestRow | undefined>
  /** Requests about one thing, newest first. */
  readRequestsOf(subjectRef: string): Promise<readonly RequestRow[]>
  /** Up to `limit` requests in a state, the one due first first. */
  readRequests(state: RequestRow['state'], limit: number): Promise<readonly RequestRow[]>
  /** Closes an open request; `absent` where there is none open under this number. */
  closeRequest(
    number: string,
    closing: Pick<RequestRow, 'state' | 'answer' | 'closedAtMs'>,
    further?: WithWrite,
  ): Promise<'closed' | 'absent'>
  /**
   * Deletes what was said in requests about a thing: texts, answers, addresses. Number, kind and days stay.
   *
   * @param endedAtMs where the thing is gone: open requests end then.
   */
  clearRequests(subjectRef: string, endedAtMs?: number): Promise<void>
  /**
   * Adds a code and counts it under its limits, in one commit; `too_many` where one is used up: then it is not added. Its mail
   * is queued in the same commit, and one that is not wanted is taken out again in it: as much work, so that the time does not
   * tell which it was.
   */
  addCode(
    code: OneTimeCode,
    limits: readonly UseLimit[],
    mail?: PreparedMail & { readonly isWanted: boolean },
  ): Promise<AddResult | 'too_many'>
  /** Takes one try from a code and returns it as it was before; `undefined` where none is left, it has expired or was used. */
  spendTry(id: string, nowMs: number): Promise<OneTimeCode | undefined>
  /** Marks a code as used and opens its session; `conflict` where it was used already. */
  openCodeSession(
    id: string,
    session: { readonly tokenHash: Uint8Array; readonly expiresAtMs: number },
  ): Promise<AddResult>
  findCodeSession(tokenHash: Uint8Array, nowMs: number): Promise<OneTimeCode | undefined>
  /** Deletes codes and sessions that have ended. Returns how many. */
  deleteEndedCodes(nowMs: number): Promise<number>
}
