import MailComposer from 'nodemailer/lib/mail-composer'
import type { Transport } from '../domain/mail/deliver-mail.ts'
import { describeMail } from './describe-mail.ts'

/** Sends a mail through the platform that the server runs on. Rejects where the platform does not accept it. */
export type PlatformSend = (mail: {
  readonly from: string
  readonly to: string
  /** The whole mail (RFC 5322), in ASCII. */
  readonly raw: string
}) => Promise<unknown>

/** The platform's error code for a recipient that is permanently wrong. */
const REFUSED = 'E_RECIPIENT_SUPPRESSED'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^[A-Z_]{3,40}$/.test(String(error.code))
    ? String(error.code)
    : 'unknown'

/**
 * Sends mail through the platform: the same mail as by SMTP.
 *
 * @param from address of the sender.
 * @param onPostponed called with the reason why a mail has to wait: a code of the platform, or `unknown`.
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
