import { randomBytes } from 'node:crypto'
import type { ConsentBody, VisitsBody } from '../../server/contract/index.ts'

/** Names of the record and the notice of one consent. */
export interface ConsentFacts {
  readonly policyVersion: string
  /** First 16 hex digits of the hash of the Kazakh notice. */
  readonly notice: string
}

/** A UUIDv7 of the present or of `atMs`, as a browser makes one. */
export function makeUuidV7(atMs = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(atMs, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [0, 8, 12, 16, 20].map((start, i, all) => hex.slice(start, all[i + 1])).join('-')
}

/** A consent that grants everything: the one that lets the server store most. */
export const makeConsent = (facts: ConsentFacts): ConsentBody => ({
  id: makeUuidV7(),
  secret: randomBytes(32).toString('base64url'),
  ...facts,
  language: 'kk',
  purposes: { analytics: true, external: true },
  dataKinds: { ip: true, browser: true, visit_time: true, visitor_cookie: true },
  surface: 'banner',
  gpcAtChoice: false,
})

const pages = ['/', '/news', '/news/olympiad', '/admissions', '/contact', '/timetable', '/teachers']

/** One page view under a consent. */
export const makeVisit = (consentId: string, index: number): VisitsBody => ({
  consentId,
  visits: [
    {
      id: makeUuidV7(),
      path: pages[index % pages.length] ?? '/',
      ...(index % 3 === 0 && { referrerHost: 'search.example' }),
    },
  ],
})
