import type { PreparedMail } from './interfaces/mail-store.ts'
import type { RegisterEntry } from './interfaces/register-entry.ts'

/** What is written in the commit of something else: register lines and mails about it. Default: none. */
export interface WithWrite {
  readonly entries?: readonly RegisterEntry[]
  readonly mails?: readonly PreparedMail[]
}
