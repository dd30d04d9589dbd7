import type { StoredMessage } from './interfaces/message-store.ts'
import type { RequestRow } from './interfaces/subject-store.ts'
import type { ActOn, ActResult, StaffAct, WorkKind } from './with-act.ts'
import type { WithWrite } from './with-write.ts'

/** Who works on a message or request, and what became of it. */
export interface WorkState {
  readonly assignee: string | null
  /** Number of acts so far. */
  readonly revision: number
  readonly lastAct: Omit<StaffAct, 'seen'> | null
  /**
   * The mail with the answer: `queued`, `retried` after the mail server has not taken it, `sent`, or `failed` for good. `null`
   * where none was mailed.
   */
  readonly answerMail: 'queued' | 'retried' | 'sent' | 'failed' | null
}

/** Where a page of a list begins: the sort value and the id of a row that is not on it. */
export interface RowPlace {
  readonly sort: string | number
  readonly id: string
}

/** Which rows of a list are wanted. */
export interface WorkQuery {
  /** The account that has it; `null`: nobody. Default: whoever. */
  readonly assignee?: string | null | undefined
  /** Received at or after this moment. Default: whenever. */
  readonly fromMs?: number | undefined
  /** Received before this moment. Default: whenever. */
  readonly beforeMs?: number | undefined
  /** Rows after this one in the order of the list. Default: from the beginning. */
  readonly after?: RowPlace | undefined
  readonly isDescending: boolean
  readonly limit: number
}

/** Rows of a list and their state of work; `total` counts all that match, whatever the page. */
export interface WorkPage<Row> {
  readonly rows: readonly (Row & WorkState)[]
  readonly total: number
}

/** Which messages are listed: neither blocked ones, nor those whose consent has ended at `nowMs`. */
export interface MessageQuery extends WorkQuery {
  /** Default: in any state. */
  readonly isOpen?: boolean | undefined
  readonly nowMs: number
}

/** Which requests are listed. */
export interface RequestQuery extends WorkQuery {
  /** Default: in any state. */
  readonly states?: readonly RequestRow['state'][] | undefined
  /** Default: of both. */
  readonly scope?: RequestRow['scope'] | undefined
  readonly orderBy: 'due' | 'received'
}

/** A request that stands for all matching ones of its person. */
export interface ListedRequest extends RequestRow {
  /** Number of requests of the same person, in whatever state, this one included. */
  readonly inThread: number
}

/** Messages and requests as staff work on them. */
export interface WorkStore {
  /** Returns messages by the time of receipt. */
  listMessages(query: MessageQuery): Promise<WorkPage<StoredMessage>>
  /** Returns requests by due day or by the time of receipt: of each thread the first that matches. */
  listRequests(query: RequestQuery): Promise<WorkPage<ListedRequest>>
  /** Returns every request of the person who made this one, which is among them, newest first. */
  readThreadOf(requestId: string): Promise<readonly ListedRequest[]>
  /** Returns the requests of a verified address, and those about messages sent from it, newest first. */
  findRequestsByEmail(emailIndexes: readonly Uint8Array[]): Promise<readonly RequestRow[]>
  readWork(kind: WorkKind, ref: string): Promise<WorkState | undefined>
  /** Notes an act that is done elsewhere, and writes `further` with it. */
  takeAct(act: ActOn, further?: WithWrite): Promise<ActResult>
  /** Gives a message or request to an account, or to nobody. */
  assign(act: ActOn, assignee: string | null, further?: WithWrite): Promise<ActResult>
}
