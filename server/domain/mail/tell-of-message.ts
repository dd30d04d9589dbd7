import type { SiteConfig } from '../../config/site/site-config.ts'
import type { MessageBody } from '../../contract/index.ts'
import type { Mail } from './send-mail.ts'
import { mailsToStaff } from './tell-staff.ts'

/**
 * Returns the mails about a new message: staff get its reference only (CF-10), the sender a confirmation. The code that opens
 * the message is shown on the screen and never mailed, because whoever reads the mailbox must not have both.
 */
export function mailsOfMessage(
  { email, language }: Pick<MessageBody, 'email' | 'language'>,
  reference: string,
  mail: SiteConfig['mail'],
): readonly Mail[] {
  const values = { reference }
  return [
    ...mailsToStaff({ kind: 'staff_message', values }, mail),
    ...(email ? [{ kind: 'message_received', to: email, language, values } as const] : []),
  ]
}
