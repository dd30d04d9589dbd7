import type { WithWriteUnlessHeld } from './with-write.ts'

/** What is written in the commit of an erasure, besides its entry in the register of destructions. */
export type WithErasure = WithWriteUnlessHeld

/** Result of an erasure. `held`: there is a legal hold; `absent`: there is nothing, or nothing any more. */
export type ErasureResult = 'erased' | 'absent' | 'held'
