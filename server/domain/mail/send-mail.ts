import type { Language } from '../../contract/index.ts'
import type { PreparedMail } from '../../store/store.ts'
import type { MailKind } from './text/mail-text.ts'

/** A mail to be written in a language, with the values for its text. */
export interface Mail {
  readonly kind: MailKind
  readonly to: string
  readonly language: Language
  readonly values: Readonly<Record<string, string>>
  /** When it becomes useless and is no longer sent, in milliseconds since 1970 UTC. Default: never. */
  readonly expiresAtMs?: number
  /** Delay before the first attempt, in milliseconds. Default: 0. */
  readonly delayMs?: number
}

/**
 * Writes and encrypts a mail. The result is stored in the same commit as the event it reports, so neither exists without the
 * other. A stored mail is queued for delivery.
 */
export type PrepareMail = (mail: Mail) => Promise<PreparedMail>
