import { randomBytes } from 'node:crypto'
import type {
  LegalHold,
  OneTimeCode,
  QueuedMail,
  RegisterEntry,
  RequestRow,
  Restriction,
} from '../../server/store/store.ts'
import { NOW_MS, TODAY, uuidV7 } from './records.ts'

// Rows about a person's rights, each valid in itself and another than any before.

export const buildRestriction = (change: Partial<Restriction> = {}): Restriction => ({
  id: uuidV7(),
  kind: 'consent',
  ref: uuidV7(),
  purpose: '',
  atMs: NOW_MS,
  liftedAtMs: null,
  ...change,
})

export const buildHold = (change: Partial<LegalHold> = {}): LegalHold => ({
  id: uuidV7(),
  kind: 'message',
  ref: uuidV7(),
  reason: 'Art. 55',
  atMs: NOW_MS,
  untilMs: NOW_MS + 1000,
  ...change,
})

export const buildRequest = (change: Partial<RequestRow> = {}): RequestRow => ({
  id: uuidV7(),
  number: `R-${randomBytes(4).toString('hex')}`,
  kind: 'information',
  scope: 'site',
  subjectKind: 'message',
  subjectRef: uuidV7(),
  name: null,
  email: randomBytes(40),
  text: randomBytes(80),
  language: 'kk',
  receivedAtMs: NOW_MS,
  dueOn: TODAY,
  limitOn: TODAY,
  state: 'open',
  answer: null,
  closedAtMs: null,
  ...change,
})

export const buildCode = (change: Partial<OneTimeCode> = {}): OneTimeCode => ({
  id: uuidV7(),
  emailIndex: randomBytes(32),
  codeHash: randomBytes(32),
  triesLeft: 5,
  createdAtMs: NOW_MS,
  expiresAtMs: NOW_MS + 600_000,
  tokenHash: null,
  ...change,
})

export const buildEntry = (change: Partial<RegisterEntry> = {}): RegisterEntry => ({
  id: uuidV7(),
  register: 'destructions',
  thread: 'D-22222222',
  content: '{}',
  actor: 'subject',
  atMs: NOW_MS,
  commitment: randomBytes(32),
  ...change,
})

export const buildMail = (change: Partial<QueuedMail> = {}): QueuedMail => ({
  id: uuidV7(),
  recipient: randomBytes(40),
  content: randomBytes(200),
  createdAtMs: NOW_MS,
  nextAttemptAtMs: NOW_MS,
  attempts: 0,
  ...change,
})
