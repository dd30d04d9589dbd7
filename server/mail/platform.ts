import MailComposer from 'nodemailer/lib/mail-composer'
import type { Transport } from '../domain/mail/deliver-mail.ts'
import { describeMail } from './describe-mail.ts'

/** Hands a mail to the platform that the server runs on. Rejects where it does not take it. */
export type PlatformSend = (mail: {
  readonly from: string
  readonly to: string
  /** The whole mail (RFC 5322), in ASCII. */
  readonly raw: string
}) => Promise<unknown>

/** Of the platform's codes, the one that says that the recipient is wrong for good. */
const REFUSED = 'E_RECIPIENT_SUPPRESSED'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^[A-Z_]{3,40}$/.test(String(error.code))
    ? String(error.code)
    : 'unknown'

/**
 * Delivers by the platform: the same mail as by SMTP.
 *
 * @param from address of the sender.
 * @param onPostponed told why a mail has to wait: a code of the platform's, or `unknown`.
 */
export const createPlatformTransport =
  (send: PlatformSend, from: string, onPostponed: (reason: string) => void): Transport =>
  async (mail) => {
    const described = describeMail(mail, from, from.slice(from.lastIndexOf('@') + 1))
    const raw = (await new MailComposer(described).compile().build()).toString()
    try {
      await send({ from, to: mail.to, raw })
      return 'sent'
    } catch (error) {
      const code = codeOf(error)
      if (code === REFUSED) return 'refused'
      onPostponed(code)
      return 'later'
    }
  }
