import * as v from 'valibot'
import { cleanEmail } from '../../contract/typed/email.ts'
import { languages } from '../../contract/words.ts'
import { emailAddress } from '../email-address.ts'
import { OperatorError } from '../operator-error.ts'

/** Mail. The mail server is set by `SMTP_URL` of the environment. */
export const mailConfig = v.strictObject({
  /** Sender of every mail. Default: the operator's contact, where that is an email address. */
  from: v.optional(emailAddress),
  /**
   * Address at the school that is mailed about new messages and requests, about what is due and overdue, and about breaches,
   * by number only. Default: nobody; what is due is only logged.
   */
  staff: v.optional(emailAddress),
  /** Language of the mails to the school itself: `kk`, `ru` or `en`. Default `kk`. */
  staffLanguage: v.optional(v.picklist(languages), 'kk'),
})

/** The parts of the site's configuration that determine the sender. */
interface Sender {
  readonly mail: v.InferOutput<typeof mailConfig>
  /** `contact`: an email address, or the https address of a page. */
  readonly operator: { readonly contact: string }
}

/**
 * Returns the sender of the mails.
 *
 * @param url of the mail server; without one there is no sender.
 * @throws {OperatorError} where a mail server is set but no sender.
 */
export function findSender(
  url: string | undefined,
  { mail, operator }: Sender,
): string | undefined {
  if (url === undefined) return undefined
  const { contact } = operator
  const from = mail.from ?? (contact.startsWith('https:') ? undefined : cleanEmail(contact))
  if (from === undefined)
    throw new OperatorError(
      'mail.from: needed where SMTP_URL is set, or mail is sent by the binding EMAIL; the sender of mails.',
    )
  return from
}
