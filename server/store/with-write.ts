import type { PreparedMail } from './interfaces/mail-store.ts'
import type { RegisterEntry } from './interfaces/register-entry.ts'

/** What is written in the commit of something else: register lines and mails about it. Default: none. */
export interface WithWrite {
  readonly entries?: readonly RegisterEntry[]
  readonly mails?: readonly PreparedMail[]
}

/** What is written in the commit of something that a legal hold forbids. */
export interface WithWriteUnlessHeld extends WithWrite {
  /** Milliseconds since 1970 UTC: a thing under a legal hold then is left as it is. Default: the time of the write. */
  readonly nowMs?: number
}
