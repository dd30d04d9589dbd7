import type { SiteConfig } from '../../config/site-config.ts'
import type { MessageBody } from '../../contract/index.ts'
import type { SendMail } from './send-mail.ts'

/**
 * Tells staff that a message has come, by its reference alone (CF-10), and its sender that it has arrived. The code that opens
 * it is shown on the screen and never mailed: who reads the mailbox must not have both.
 */
export async function tellOfMessage(
  { email, language }: Pick<MessageBody, 'email' | 'language'>,
  reference: string,
  {
    site,
    sendMail,
  }: { readonly site: Pick<SiteConfig, 'mail'>; readonly sendMail: SendMail | undefined },
): Promise<void> {
  if (!sendMail) return
  const values = { reference }
  const { staff } = site.mail
  if (staff !== undefined)
    await sendMail({ kind: 'staff_message', to: staff, language: 'kk', values })
  if (email) await sendMail({ kind: 'message_received', to: email, language, values })
}
