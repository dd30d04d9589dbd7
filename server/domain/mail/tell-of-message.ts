import type { SiteConfig } from '../../config/site/site-config.ts'
import type { MessageBody } from '../../contract/index.ts'
import type { Mail } from './send-mail.ts'
import { mailsToStaff } from './tell-staff.ts'

/**
 * What tells staff that a message has come, by its reference alone (CF-10), and its sender that it has arrived. The code that
 * opens it is shown on the screen and never mailed: who reads the mailbox must not have both.
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
