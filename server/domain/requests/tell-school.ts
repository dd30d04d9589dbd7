import type { SiteConfig } from '../../config/site/site-config.ts'
import type { RequestRow } from '../../store/store.ts'
import { mailboxOf } from '../limits/use-limits.ts'
import type { Mail } from '../mail/send-mail.ts'
import { mailsToStaff } from '../mail/tell-staff.ts'

/**
 * Returns the mails that tell the school of a new request, by number and day only (CF-10): to staff for each, and to the
 * responsible person for one about data outside the website (DS-12). Where both are one mailbox, it gets the more detailed
 * mail.
 */
export function mailsToSchool(
  { number, dueOn, scope }: Pick<RequestRow, 'number' | 'dueOn' | 'scope'>,
  { operator, mail }: Pick<SiteConfig, 'operator' | 'mail'>,
): readonly Mail[] {
  const values = { number, dueOn }
  const toStaff = mailsToStaff({ kind: 'staff_request', values }, mail)
  const to = operator.responsible?.email
  if (scope !== 'other' || to === undefined) return toStaff
  const others = toStaff.filter((one) => mailboxOf(one.to) !== mailboxOf(to))
  return [{ kind: 'request_other', to, language: mail.staffLanguage, values }, ...others]
}
