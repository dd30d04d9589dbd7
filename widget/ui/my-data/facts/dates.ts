import type { Language } from '../../../../server/contract/index.ts'

/** The school's time zone, since due days are days of its calendar. */
const TIME_ZONE = 'Asia/Almaty'

/**
 * Formats a day in digits, `25.11.2026` in Kazakh and Russian and `25/11/2026` in English: most browsers lack Kazakh month
 * names.
 *
 * @param when `YYYY-MM-DD`, or ISO 8601 in UTC. Any other text is returned unchanged.
 */
export function dateIn(language: Language, when: string): string {
  const date = new Date(when)
  if (Number.isNaN(date.getTime())) return when
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'ru', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: when.includes('T') ? TIME_ZONE : 'UTC',
  }).format(date)
}
