import type { PreparedMail } from './mail-store.ts'
import type { RegisterEntry } from './register-store.ts'

/** What is written in the commit that erases something, besides its entry in the register of destructions. */
export interface WithErasure {
  readonly entries?: readonly RegisterEntry[]
  readonly mails?: readonly PreparedMail[]
}
