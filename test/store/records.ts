import { randomBytes } from 'node:crypto'
import type {
  ConsentEvent,
  ConsentRecord,
  DailyCount,
  Due,
  MessageRow,
  VisitRow,
} from '../../server/store/store.ts'

/** Noon in Almaty on the day that most rows of the tests bear. */
export const NOW_MS = Date.parse('2026-11-22T07:00Z')
export const TODAY = '2026-11-22'

/** A fresh UUID of version 7 with the given time. */
export function uuidV7(atMs = NOW_MS): string {
  const time = atMs.toString(16).padStart(12, '0')
  const random = randomBytes(10).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`
}

export const buildRecord = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  id: uuidV7(),
  secretHash: randomBytes(32),
  language: 'kk',
  policyVersion: '2025-08-01',
  noticeSha256: 'a'.repeat(64),
  actor: 'subject',
  surface: 'banner',
  gpcAtChoice: true,
  givenAtMs: NOW_MS,
  validUntilMs: NOW_MS + 180 * 86_400_000,
  subjectName: null,
  subjectSalt: randomBytes(16),
  subjectCommitment: randomBytes(32),
  ...change,
})

/** The first event of a record. */
export const buildEvent = (
  record: ConsentRecord,
  change: Partial<ConsentEvent> = {},
): ConsentEvent => ({
  id: record.id,
  consentId: record.id,
  state: 'ConsentGiven',
  purposes: { analytics: true, external: false },
  dataKinds: { ip: true, browser: true, visit_time: false, visitor_cookie: false },
  actor: 'subject',
  atMs: record.givenAtMs,
  commitment: Buffer.alloc(32, 7),
  ...change,
})

/** A withdrawal of everything. */
export const buildWithdrawal = (
  record: ConsentRecord,
  change: Partial<ConsentEvent> = {},
): ConsentEvent =>
  buildEvent(record, {
    id: uuidV7(NOW_MS + 1000),
    state: 'ConsentWithdrawn',
    purposes: { analytics: false, external: false },
    dataKinds: { ip: false, browser: false, visit_time: false, visitor_cookie: false },
    atMs: NOW_MS + 1000,
    ...change,
  })

/** A visit of which only the day was granted. */
export const buildVisit = (change: Partial<VisitRow> = {}): VisitRow => ({
  id: uuidV7(),
  consentId: '0192f0a0-0000-7000-8000-000000000000',
  day: TODAY,
  seenAtMs: null,
  durationMs: null,
  address: null,
  browser: null,
  os: null,
  device: null,
  ...change,
})

export const buildMessage = (change: Partial<MessageRow> = {}): MessageRow => ({
  id: uuidV7(),
  reference: `K-${randomBytes(4).toString('hex')}`,
  consentId: uuidV7(),
  name: randomBytes(40),
  email: randomBytes(40),
  phone: null,
  message: randomBytes(80),
  emailIndex: randomBytes(32),
  secretHash: randomBytes(32),
  language: 'ru',
  receivedAtMs: NOW_MS,
  closedAtMs: null,
  ...change,
})

export const buildCount = (change: Partial<DailyCount> = {}): DailyCount => ({
  day: TODAY,
  measure: 'visit',
  dimension: 'all',
  value: '',
  count: 1,
  ...change,
})

/** What is due before a day, in all that has a term. */
export const dueBefore = (beforeDay: string): Due => ({
  ...{ beforeDay, beforeMs: Date.parse(beforeDay), nowMs: NOW_MS },
  ...{ fromDay: '0000-01-01', smallest: 1 },
})
