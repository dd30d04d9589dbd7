import * as v from 'valibot'
import { cleanEmail } from '../../contract/typed/email.ts'
import { languages } from '../../contract/words.ts'
import { emailAddress } from '../email-address.ts'
import { OperatorError } from '../operator-error.ts'

/** Mail. The server that takes it is `SMTP_URL` of the environment. */
export const mailConfig = v.strictObject({
  /** Sender of every mail. Default: the operator's contact, where that is an email address. */
  from: v.optional(emailAddress),
  /**
   * Who at the school is told of new messages and requests, of what is due and overdue, and of breaches: by number alone.
   * Default: nobody, and the log alone says what is due.
   */
  staff: v.optional(emailAddress),
  /** Language of the mails to the school itself: `kk`, `ru` or `en`. Default `kk`. */
  staffLanguage: v.optional(v.picklist(languages), 'kk'),
})

/** What of the site's configuration names who sends its mails. */
interface Sender {
  readonly mail: v.InferOutput<typeof mailConfig>
  /** `contact`: an email address, or the https address of a page. */
  readonly operator: { readonly contact: string }
}

/**
 * Who sends the mails.
 *
 * @param url of the mail server; without one nobody sends any.
 * @throws {OperatorError} where mail is to be sent, by nobody.
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
