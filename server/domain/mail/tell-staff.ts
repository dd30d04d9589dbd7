import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Mail } from './send-mail.ts'

/**
 * Returns a mail to the school's staff in their language, or none where nobody is configured to receive it. `values` are
 * numbers, days and counts: mails to staff contain no personal data (CF-10).
 */
export const mailsToStaff = (
  { kind, values }: Pick<Mail, 'kind' | 'values'>,
  { staff, staffLanguage }: SiteConfig['mail'],
): readonly Mail[] =>
  staff === undefined ? [] : [{ kind, to: staff, language: staffLanguage, values }]
