import type { Receipt } from '../../../server/contract/index.ts'
import { formatChoice } from '../../../widget/consent/format-choice.ts'

// A grant as the server's cookies contain it, and the rules for setting them.

export const NOW_MS = Date.UTC(2026, 2, 3, 7, 30)
export const ID = '019aab00-0000-7000-8000-00000000000f'
export const SECRET = 's'.repeat(43)
export const OWNER = '0badc0de'
export const NAME = `kelisim-${OWNER}`
export const TERMS = '00c0ffee'

export const receipt = (changes: object = {}) =>
  ({
    id: ID,
    state: 'ConsentGiven',
    policyVersion: '2025-08-01',
    purposes: { analytics: true, external: false },
    dataKinds: { ip: false, browser: true, visit_time: true, visitor_cookie: false },
    validUntil: '2026-08-30T07:30:00.900Z',
    ...changes,
  }) as unknown as Receipt
/** The receipt's choice in the format of the page. */
export const GRANTED = formatChoice({
  kind: 'granted',
  id: ID,
  policyVersion: '2025-08-01',
  purposes: { analytics: true },
  dataKinds: { browser: true, visit_time: true },
  terms: TERMS,
  expiresOn: '2026-08-30',
  isConfirmed: true,
})
export const CHOICE_SECONDS = 180 * 86_400

export const PAGE = { origin: 'https://www.mektep.kz', host: 'consent.mektep.kz' }
export const given = (changes: object = {}) => {
  const told: string[] = []
  const rules = {
    publicUrl: undefined,
    hints: { tell: (kind: string) => told.push(kind) },
    site: { choiceDays: 180 },
    clock: () => NOW_MS,
    owner: OWNER,
    termsStamp: () => TERMS,
    ...changes,
  } as never
  return { told, rules }
}
