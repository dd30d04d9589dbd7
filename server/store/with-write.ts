import type { PreparedMail } from './interfaces/mail-store.ts'
import type { RegisterEntry } from './interfaces/register-entry.ts'

/** What is written in the commit of something else: the lines that registers say of it and the mails that it causes. Default: none. */
export interface WithWrite {
  readonly entries?: readonly RegisterEntry[]
  readonly mails?: readonly PreparedMail[]
}
