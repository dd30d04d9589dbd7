import type { WithWrite } from './with-write.ts'

/** What staff work on. */
export type WorkKind = 'message' | 'request'

/** An act of staff on a message or request. */
export interface StaffAct {
  /** Id that the client has made: the same act sent twice is done once. */
  readonly id: string
  /** `close`, `answer`, `refuse`, `assign`. */
  readonly name: string
  /** The account. */
  readonly by: string
  readonly atMs: number
  /** The revision that the account saw; an act on another one is not done. Default: any. */
  readonly seen?: number | undefined
}

/** An act on one thing. */
export interface ActOn extends StaffAct {
  readonly kind: WorkKind
  /** Id of the message or request. */
  readonly ref: string
}

/**
 * Result of an act. `repeated`: it was the last act already; `changed`: somebody else has acted since; `absent`: the thing is
 * gone. Only `stored` has changed anything.
 */
export type ActResult = 'stored' | 'repeated' | 'changed' | 'absent'

/** What is written in the commit of an act. */
export interface WithAct extends WithWrite {
  /** Default: nothing is compared and nobody is named. */
  readonly act?: ActOn | undefined
}
