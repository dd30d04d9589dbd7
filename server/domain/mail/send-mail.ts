import type { Language } from '../../contract/index.ts'
import type { PreparedMail } from '../../store/store.ts'
import type { MailKind } from './text/mail-text.ts'

/** A mail to be written in a language, with the values that its text names. */
export interface Mail {
  readonly kind: MailKind
  readonly to: string
  readonly language: Language
  readonly values: Readonly<Record<string, string>>
  /** From when on it is of no use and no longer sent, in milliseconds since 1970 UTC. Default: never. */
  readonly expiresAtMs?: number
  /** How long it waits before it is tried first, in milliseconds. Default: 0. */
  readonly delayMs?: number
}

/**
 * Writes a mail and seals it, to be stored in the commit of what it is about: so that neither is there without the other. It
 * is on its way once it is stored.
 */
export type PrepareMail = (mail: Mail) => Promise<PreparedMail>
