import { expect, test } from 'vitest'
import type { RetentionResult } from '../../../server/contract/index.ts'
import { JOB } from '../../../server/domain/retention/daily-retention.ts'
import { buildVisit } from '../../store/records.ts'
import { codeOf, openAdminApp } from '../admin-app.ts'

const PATH = '/retention'
const RUN = '/retention/run'

/** The server with two visits past their term and one within it, and a signed-in administrator. */
async function openFilled() {
  const admin = await openAdminApp()
  const cookie = await admin.openSession()
  const rows = ['2026-01-01', '2026-01-02', '2026-10-19'].map((day) => buildVisit({ day }))
  await admin.store.addVisits(rows.map((row) => ({ row, mayExist: false, counts: [] })))
  const read = async () => (await (await admin.ask(PATH, { cookie })).json()) as RetentionResult
  const run = (body: unknown, options = {}) =>
    admin.ask(RUN, { method: 'POST', body, cookie, ...options })
  const visitCount = async () =>
    (await admin.store.readVisits(rows[0]?.consentId ?? '', '2026-01-01', '2026-10-20')).length
  return { ...admin, read, run, visitCount }
}

test('RT-01: staff see every class with term, bounds, ground, end and what is due', async () => {
  const { read } = await openFilled()
  const { classes, today, lastRunAt, isClockInDoubt } = await read()
  expect({ today, lastRunAt, isClockInDoubt }).toEqual({
    ...{ today: '2026-10-20', lastRunAt: null, isClockInDoubt: false },
  })
  expect(classes.find(({ dataClass }) => dataClass === 'visits')).toEqual({
    ...{ dataClass: 'visits', term: '30 days after the visit', atEnd: 'delete', by: 'retention' },
    ...{ figure: { unit: 'days', length: 30, min: 1, max: 90 }, ground: '5.1(1), 4.1(9), 6.3' },
    due: 2,
  })
  expect(classes.find(({ dataClass }) => dataClass === 'registers')).toMatchObject({
    ...{ figure: null, atEnd: 'keep', due: null },
  })
})

test('RT-03: staff count what is due without a change, then have it destroyed; both stand in no log, the run in the audit', async () => {
  const { run, read, visitCount, store, logged } = await openFilled()
  const dry = await run({ dryRun: true })
  expect(await dry.json()).toEqual({ isDryRun: true, counts: { visits: 2 } })
  expect(await visitCount()).toBe(3)
  expect(await store.readRegister('audit', 0, 9)).toEqual([])
  expect(await (await run({ dryRun: false })).json()).toEqual({
    isDryRun: false,
    counts: { visits: 2 },
  })
  expect(await visitCount()).toBe(1)
  expect(await store.readRegister('audit', 0, 9)).toMatchObject([{ thread: 'retention' }])
  expect(await store.readRegister('destructions', 0, 9)).toMatchObject([{ actor: 'administrator' }])
  expect((await read()).lastRunAt).toBe('2026-10-20T06:00:00.000Z')
  expect(logged).toEqual([['info', 'retention', { counts: { visits: 2 } }]])
})

test('RT-03: a run is refused while another is under way, and while the clock is in doubt, until staff say which day it is', async () => {
  const { run, read, visitCount, store, state } = await openFilled()
  const nowMs = state.nowMs
  await store.takeJob(JOB, 'another', { nowMs, untilMs: nowMs + 60_000 })
  expect(await codeOf(await run({ dryRun: false }))).toBe('retention_running')
  const believedAtMs = nowMs - 30 * 86_400_000
  const position = JSON.stringify({ believedAtMs, seenAtMs: believedAtMs, doubtedSinceMs: null })
  await store.noteJob(JOB, 'another', { lastRunAtMs: believedAtMs, position })
  await store.releaseJob(JOB, 'another')
  expect((await read()).isClockInDoubt).toBe(true)
  for (const body of [{ dryRun: false }, { dryRun: false, today: '2026-10-19' }]) {
    const refused = await run(body)
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'clock_in_doubt'])
  }
  expect(await visitCount()).toBe(3)
  expect(await store.readRegister('destructions', 0, 9)).toEqual([])
  expect((await run({ dryRun: false, today: '2026-10-20' })).status).toBe(200)
  expect(await visitCount()).toBe(1)
})

test.each([
  [{}, 422, 'invalid_body'],
  [{ dryRun: 'no' }, 422, 'invalid_body'],
  [{ dryRun: false, today: 'yesterday' }, 422, 'invalid_body'],
  [{ dryRun: false, classes: ['visits'] }, 400, 'unknown_field'],
  ['{', 400, 'invalid_json'],
])('RT-03: the body %j is refused and destroys nothing', async (body, status, code) => {
  const { run, visitCount } = await openFilled()
  const answer = await run(body)
  expect([answer.status, await codeOf(answer)]).toEqual([status, code])
  expect(await visitCount()).toBe(3)
})

test('RT-03: nobody without a session sees the schedule or starts a run', async () => {
  const { ask, run, visitCount } = await openFilled()
  expect((await ask(PATH)).status).toBe(401)
  expect((await run({ dryRun: false }, { cookie: undefined })).status).toBe(401)
  expect(
    (await run({ dryRun: false }, { headers: { origin: 'https://evil.example' } })).status,
  ).toBe(403)
  expect(await visitCount()).toBe(3)
})
