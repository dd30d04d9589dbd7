import type { WithWrite } from './with-write.ts'

/** What is written in the commit that erases something, besides its entry in the register of destructions. */
export interface WithErasure extends WithWrite {
  /** Milliseconds since 1970 UTC: what a legal hold keeps then is not erased. Default: the time of the entry. */
  readonly nowMs?: number
}

/** What came of an erasure. `held`: a legal hold stands against it; `absent`: there was nothing, or nothing any more. */
export type ErasureResult = 'erased' | 'absent' | 'held'
