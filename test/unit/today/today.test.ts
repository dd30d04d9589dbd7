import { describe, expect, test } from 'vitest'
import { countWorkingDays } from '../../../server/domain/calendar/working-days.ts'
import { type DueFacts, listDue } from '../../../server/domain/today/due.ts'
import { type HealthFacts, judgeHealth } from '../../../server/domain/today/health.ts'

const calendar = { timeZone: 'Asia/Almaty', holidays: ['2026-12-16'], workingDays: [] }
/** Monday, 14 December 2026, noon in Almaty. */
const nowMs = Date.parse('2026-12-14T07:00:00Z')
const DAY_MS = 86_400_000

describe('working days until a day', () => {
  test.each([
    ['2026-12-14', 0],
    ['2026-12-15', 1],
    // The holiday is none.
    ['2026-12-17', 2],
    ['2026-12-20', 3],
    ['2026-12-13', -1],
    ['2026-12-11', -1],
    ['2026-12-10', -2],
  ])('%s is %i away, no holiday and no weekend counted', (day, left) => {
    expect(countWorkingDays('2026-12-14', day, calendar)).toBe(left)
  })

  test('a day a thousand years away costs no more than one of three years', () => {
    expect(countWorkingDays('2026-12-14', '3026-12-14', calendar)).toBeLessThan(1000)
  })
})

const nothing: DueFacts = {
  ...{ requests: [], messages: [], breaches: [], notices: [], agreements: [] },
  ...{ policies: [], holds: [] },
}
const due = (facts: Partial<DueFacts>) => listDue({ ...nothing, ...facts }, { nowMs, calendar })

describe('what is due', () => {
  test('DS-09 is said with days left, the soonest first, by numbers alone', () => {
    const items = due({
      requests: [
        { number: 'R-LATER222', dueOn: '2026-12-18' },
        { number: 'R-TODAY222', dueOn: '2026-12-14' },
        { number: 'R-GONE2222', dueOn: '2026-12-10' },
        { number: 'R-FARAWAY2', dueOn: '2027-01-20' },
      ],
    })
    expect(
      items.map(({ reference, state, workingDaysLeft }) => [reference, state, workingDaysLeft]),
    ).toEqual([
      ['R-GONE2222', 'overdue', -2],
      ['R-TODAY222', 'today', 0],
      ['R-LATER222', 'soon', 3],
      ['R-FARAWAY2', 'later', 26],
    ])
    expect(items[1]).toEqual({
      ...{ kind: 'request', reference: 'R-TODAY222', dueOn: '2026-12-14', dueAt: null },
      ...{ workingDaysLeft: 0, state: 'today', address: '/requests/R-TODAY222' },
    })
  })

  test('a message is due on its third working day, not before', () => {
    const of = (received: string) =>
      due({ messages: [{ reference: 'K-22222222', receivedAtMs: Date.parse(received) }] })
    expect(of('2026-12-09T05:00:00Z')[0]).toMatchObject({ kind: 'message', dueOn: '2026-12-14' })
    expect(of('2026-12-11T05:00:00Z')).toEqual([])
  })

  test('BR-01 a breach is due to the minute; one that the authority knows of is not', () => {
    const breach = { thread: 'b', dueOn: '2026-12-15' }
    const items = due({
      breaches: [
        { ...breach, state: 'open' },
        { ...breach, state: 'notified' },
      ],
    })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ dueAt: '2026-12-15T19:00:00.000Z', state: 'soon' })
  })

  test('an agreement is due a month before its end, a hold two weeks, and neither sooner', () => {
    const items = due({
      agreements: [
        { thread: 'ends', until: '2027-01-13' },
        { thread: 'stands', until: '2027-01-14' },
      ],
      holds: [
        { reference: 'K-33333333', untilMs: nowMs + 13 * DAY_MS },
        { reference: 'K-44444444', untilMs: nowMs + 15 * DAY_MS },
      ],
      policies: [{ version: '2027-01-01', effectiveOn: '2027-01-01' }],
      notices: [{ thread: 'told', dueOn: '2026-12-20' }],
    })
    expect(items.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['transfer_notice', 'told'],
      ['legal_hold', 'K-33333333'],
      ['policy', '2027-01-01'],
      ['confidentiality', 'ends'],
    ])
  })
})

const well: HealthFacts = {
  nowMs,
  signs: { pages: 7, isUsed: true },
  lastConsentAtMs: nowMs - 1,
  chain: { sealedAtMs: nowMs - 2, hasUnsealed: true, sealingRanAtMs: nowMs, isWhole: true },
  verified: { atMs: nowMs - DAY_MS, problems: 0 },
  backup: { isSetUp: true, atMs: nowMs - DAY_MS },
  drilledAtMs: nowMs - 100 * DAY_MS,
  mail: { isSetUp: true, ranAtMs: nowMs, waiting: 3, failed: 0, oldestAtMs: nowMs - DAY_MS },
  retention: { ranAtMs: nowMs - DAY_MS, isClockInDoubt: false },
  disk: { freeBytes: 9e9, areWritesRefused: false },
  keyMadeAtMs: nowMs - 30 * DAY_MS,
}
const told = (change: Partial<HealthFacts>) =>
  judgeHealth({ ...well, ...change })
    .filter(({ state }) => state !== 'ok')
    .map(({ name, state, remedy }) => `${name} ${state} ${remedy}`)

describe('how the system is', () => {
  test('a well one is well, line by line, and says nothing to do', () => {
    expect(told({})).toEqual([])
    expect(judgeHealth(well)).toHaveLength(10)
    expect(judgeHealth(well)[0]).toEqual({
      ...{ name: 'pages', state: 'ok', at: null, amount: 7, remedy: null },
    })
  })

  test('one that has never done anything is not well, and nothing of it is called broken that is only new', () => {
    const none = { atMs: null, isSetUp: true }
    const fresh: Partial<HealthFacts> = {
      ...{ signs: { pages: 0, isUsed: false }, lastConsentAtMs: null, verified: null },
      ...{ chain: { sealedAtMs: null, hasUnsealed: false, sealingRanAtMs: null, isWhole: true } },
      ...{ backup: none, drilledAtMs: null, retention: { ranAtMs: null, isClockInDoubt: false } },
      mail: { isSetUp: false, ranAtMs: null, waiting: 0, failed: 0, oldestAtMs: null },
    }
    expect(told(fresh)).toEqual([
      'pages attention put_tag_on_pages',
      'consents attention wait_for_first_consent',
      'verification attention verify_now',
      'backup attention run_backup',
      'restore_drill attention drill_restore',
      'mail attention set_up_mail',
      'retention attention run_retention',
    ])
  })

  test.each<[string, Partial<HealthFacts>]>([
    ['checkpoint broken ledger_broken', { chain: { ...well.chain, isWhole: false } }],
    [
      'checkpoint broken check_log',
      { chain: { ...well.chain, sealingRanAtMs: nowMs - 3_600_000 } },
    ],
    ['verification broken ledger_broken', { verified: { atMs: nowMs, problems: 1 } }],
    ['verification attention verify_now', { verified: { atMs: nowMs - 40 * DAY_MS, problems: 0 } }],
    ['backup broken run_backup', { backup: { isSetUp: true, atMs: nowMs - 3 * DAY_MS } }],
    ['backup attention set_up_backup', { backup: { isSetUp: false, atMs: null } }],
    ['mail broken check_mail_server', { mail: { ...well.mail, failed: 1 } }],
    ['retention broken check_log', { retention: { ranAtMs: nowMs, isClockInDoubt: true } }],
    [
      'retention broken run_retention',
      { retention: { ranAtMs: nowMs - 3 * DAY_MS, isClockInDoubt: false } },
    ],
    ['disk broken free_disk', { disk: { freeBytes: 9e9, areWritesRefused: true } }],
    ['disk attention free_disk', { disk: { freeBytes: 1e9, areWritesRefused: false } }],
    ['signing_key broken check_log', { keyMadeAtMs: null }],
    ['signing_key attention rotate_key', { keyMadeAtMs: nowMs - 400 * DAY_MS }],
    ['consents attention check_banner', { lastConsentAtMs: nowMs - 8 * DAY_MS }],
  ])('%s', (line, change) => {
    expect(told(change)).toEqual([line])
  })

  test('a server without a disk of its own says nothing of one', () => {
    expect(judgeHealth({ ...well, disk: null }).map(({ name }) => name)).not.toContain('disk')
  })
})
