import type { Cryptography } from '../../crypto/cryptography.ts'
import type { UseLimit } from '../../store/store.ts'
import { type Allowance, limitUse, mailboxOf } from '../limits/use-limits.ts'
import type { MailKind } from './text/mail-text.ts'

/**
 * How many mails that a stranger can trigger one mailbox receives at most. Each group has a separate count, so confirmations
 * that a stranger triggers for somebody never use up that person's codes.
 */
const groups = {
  /** To a typed address. Whoever asks more often still sees reference and number on the page. */
  confirmation: { anHour: 3, aDay: 10 },
  /** To an address on file. It is also the number of codes created. */
  code: { aDay: 20 },
  /** To a typed address, whether on file or not. Counted separately, so these never block anybody's access to their data. */
  requestCode: { anHour: 5, aDay: 10 },
  /** To staff, about new items; the console shows them all in any case. */
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

/** Returns the limits of a mail; none for mails that only staff and the server can trigger. */
export function limitMail(
  { kind, to }: { readonly kind: MailKind; readonly to: string },
  deps: { readonly cryptography: Pick<Cryptography, 'blindIndexes'>; readonly nowMs: number },
): readonly UseLimit[] {
  const group = groupOf[kind]
  return group === undefined ? [] : [limitUse(['mail', group, mailboxOf(to)], groups[group], deps)]
}
