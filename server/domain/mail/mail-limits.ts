import type { Cryptography } from '../../crypto/cryptography.ts'
import type { UseLimit } from '../../store/store.ts'
import { type Allowance, limitUse, mailboxOf } from '../limits/use-limits.ts'
import type { MailKind } from './text/mail-text.ts'

/**
 * Mail that a stranger can set off, and how much of it one mailbox gets at most. Each group is counted alone: confirmations
 * that a stranger has sent to somebody do not keep that person's codes from them.
 */
const groups = {
  /** To an address that somebody typed: who asks more often sees reference and number on the page. */
  confirmation: { anHour: 3, aDay: 10 },
  /** To an address on file. That many are made of them, too. */
  code: { aDay: 20 },
  /** To an address that somebody typed, known here or not. A count of its own: these keep nobody from their data. */
  requestCode: { anHour: 5, aDay: 10 },
  /** To staff, of what has come; it is all there in any case. */
  notice: { anHour: 60, aDay: 300 },
} as const satisfies Record<string, Allowance>

const groupOf: Readonly<Partial<Record<MailKind, keyof typeof groups>>> = {
  message_received: 'confirmation',
  request_received: 'confirmation',
  one_time_code: 'code',
  request_code: 'requestCode',
  staff_message: 'notice',
  staff_request: 'notice',
  request_other: 'notice',
}

/** The limits of a mail; none for what only staff and the server itself set off. */
export function limitMail(
  { kind, to }: { readonly kind: MailKind; readonly to: string },
  deps: { readonly cryptography: Pick<Cryptography, 'blindIndexes'>; readonly nowMs: number },
): readonly UseLimit[] {
  const group = groupOf[kind]
  return group === undefined ? [] : [limitUse(['mail', group, mailboxOf(to)], groups[group], deps)]
}
