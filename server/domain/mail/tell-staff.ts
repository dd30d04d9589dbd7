import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Mail } from './send-mail.ts'

/**
 * A mail to the school's staff, in their language; none where nobody of them is to be told. `values` are numbers, days and
 * counts: nothing of a person is mailed to staff (CF-10).
 */
export const mailsToStaff = (
  { kind, values }: Pick<Mail, 'kind' | 'values'>,
  { staff, staffLanguage }: SiteConfig['mail'],
): readonly Mail[] =>
  staff === undefined ? [] : [{ kind, to: staff, language: staffLanguage, values }]
