import { createTransport } from 'nodemailer'
import type { Delivery, Transport } from '../domain/mail/deliver-mail.ts'
import { describeMail } from './describe-mail.ts'

/** A mail server that says nothing for so long is asked again later. */
const SILENCE_MS = 20_000
/** However slowly it goes on answering: ends well before the job that delivers could be taken over, or the mail be due again. */
export const EXCHANGE_MS = 40_000
/** SMTP answers from here on are final (RFC 5321, section 4.2.1). */
const FINAL = 500

/** What became of an attempt that failed. */
function readFailure(error: unknown): Delivery {
  if (!(error instanceof Error) || !('responseCode' in error)) return 'later'
  // Only the recipient can be wrong for good. A refused sender or password is for the operator to mend, and the mail waits.
  const isRecipient = 'command' in error && error.command === 'RCPT TO'
  return isRecipient && Number(error.responseCode) >= FINAL ? 'refused' : 'later'
}

/** A word, never the message: that may repeat what the server said, with an address in it. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^[A-Z_]{3,20}$/.test(String(error.code))
    ? String(error.code)
    : 'unknown'

/** What a mail server is held to. */
interface SmtpOptions {
  /** Whether nothing is said without STARTTLS. Default: it is so. */
  readonly mustEncrypt?: boolean
  /** How long one mail may take from the connection to the answer. */
  readonly limitMs?: number
  /** Told why a mail has to wait, in a word of nodemailer's: `ETLS` where no encryption is offered, `EAUTH`, `ECONNECTION`. */
  readonly onPostponed?: (reason: string) => void
}

/**
 * Delivers by SMTP.
 *
 * @param url `smtp://user:password@host:587` or `smtps://…`.
 * @param from address of the sender.
 */
export function createSmtpTransport(
  url: string,
  from: string,
  { mustEncrypt = true, limitMs = EXCHANGE_MS, onPostponed }: SmtpOptions = {},
): Transport {
  const { host } = new URL(url)
  const smtp = createTransport({
    url,
    // Else whoever stands in between strips STARTTLS from the greeting and reads password and mail.
    requireTLS: mustEncrypt,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    // What is cut off sends nothing more: no rest of a mail out of a buffer.
    socketCloseTimeout: 0,
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  return async (mail) => {
    try {
      await smtp.sendMail({
        ...describeMail(mail, from, host.replace(/:\d+$/, '')),
        signal: AbortSignal.timeout(limitMs),
      })
      return 'sent'
    } catch (error) {
      const delivery = readFailure(error)
      if (delivery === 'later') onPostponed?.(reasonOf(error))
      return delivery
    }
  }
}
