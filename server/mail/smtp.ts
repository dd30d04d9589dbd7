import { createTransport } from 'nodemailer'
import type { Delivery, Transport } from '../domain/mail/deliver-mail.ts'
import { describeMail } from './describe-mail.ts'

/** Inactivity after which a mail server is given up and retried later. */
const SILENCE_MS = 20_000
/** Total limit of one exchange, shorter than the lease of the delivery job and than the delay of the next attempt. */
export const EXCHANGE_MS = 40_000
/** SMTP replies from here on are permanent (RFC 5321, section 4.2.1). */
const FINAL = 500

/** Returns the outcome of a failed attempt. */
function readFailure(error: unknown): Delivery {
  if (!(error instanceof Error) || !('responseCode' in error)) return 'later'
  // Only the recipient can be wrong for good. A rejected sender or password is for the operator to correct, and the mail
  // waits.
  const isRecipient = 'command' in error && error.command === 'RCPT TO'
  return isRecipient && Number(error.responseCode) >= FINAL ? 'refused' : 'later'
}

/** Returns a code, never the message, which may repeat the server's reply with an address in it. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^[A-Z_]{3,20}$/.test(String(error.code))
    ? String(error.code)
    : 'unknown'

/** Options of the connection to a mail server. */
interface SmtpOptions {
  /** Whether STARTTLS is required. Default: yes. */
  readonly mustEncrypt?: boolean
  /** Maximum time of one mail from the connection to the reply. */
  readonly limitMs?: number
  /**
   * Called with the reason why a mail has to wait, a code of nodemailer: `ETLS` where no encryption is offered, `EAUTH`,
   * `ECONNECTION`.
   */
  readonly onPostponed?: (reason: string) => void
}

/**
 * Sends mail by SMTP.
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
    // Otherwise an attacker in between could strip STARTTLS from the greeting and read password and mail.
    requireTLS: mustEncrypt,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    // A closed connection must not send the buffered rest of a mail.
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
