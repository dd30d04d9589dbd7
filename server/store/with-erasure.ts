import type { WithWrite } from './with-write.ts'

/** What is written in the commit of an erasure, besides its entry in the register of destructions. */
export interface WithErasure extends WithWrite {
  /** Milliseconds since 1970 UTC: things under a legal hold then are not erased. Default: the time of the entry. */
  readonly nowMs?: number
}

/** Result of an erasure. `held`: there is a legal hold; `absent`: there is nothing, or nothing any more. */
export type ErasureResult = 'erased' | 'absent' | 'held'
