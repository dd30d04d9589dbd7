import { expect, test } from 'vitest'
import type { HoldsInForceResult, TodayResult } from '../../../server/contract/index.ts'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import { retainNow } from '../../../server/domain/retention/daily-retention.ts'
import { SESSION_IDLE_MS } from '../../../server/domain/staff/session.ts'
import { buildEvent, buildMessage, buildRecord } from '../../store/records.ts'
import { buildHold, buildMail, buildRequest } from '../../store/subject-records.ts'
import { openAdminApp, START_MS } from '../admin-app.ts'

const DAY_MS = 86_400_000
const read = async (answer: Response) => {
  expect(answer.status).toBe(200)
  return (await answer.json()) as TodayResult
}
const healthOf = ({ health }: TodayResult, name: string) =>
  health.find((line) => line.name === name)

test('DS-09 everything that has its day is due, by its number: no name, no address, no text of anybody', async () => {
  const { ask, openSession, store, deps } = await openAdminApp()
  const message = buildMessage({ receivedAtMs: START_MS - 9 * DAY_MS })
  const record = buildRecord({ id: message.consentId, validUntilMs: START_MS + 9 * DAY_MS })
  await store.addMessage(message, record, buildEvent(record))
  await store.addRequest(buildRequest({ number: 'R-22222222', dueOn: '2026-10-21' }))
  await store.addRequest(buildRequest({ number: 'R-33333333', state: 'answered' }))
  await store.addLegalHold(buildHold({ ref: message.id, untilMs: START_MS + 5 * DAY_MS }))
  const write = async (register: 'breaches' | 'disclosures' | 'processors', content: object) => {
    const entry = await buildRegisterEntry({ register, content, actor: 'administrator' }, deps)
    await store.addRegisterEntry(entry)
    return entry.thread
  }
  const breach = await write('breaches', { discoveredAt: '2026-10-20T05:00:00Z', state: 'open' })
  await write('breaches', { discoveredAt: '2026-10-20T05:00:00Z', state: 'closed' })
  const told = await write('disclosures', { noticeDueOn: '2026-10-30' })
  await write('disclosures', { noticeDueOn: '2026-10-30', toldOn: '2026-10-19' })
  const ends = await write('processors', { confidentialityUntil: '2026-10-31' })
  await write('processors', { confidentialityUntil: '2026-10-31', endedOn: '2026-10-01' })

  const answer = await ask('/today', { cookie: await openSession() })
  const text = await answer.clone().text()
  const { due, total, today } = await read(answer)
  expect(today).toBe('2026-10-20')
  expect(due.map(({ kind, reference, dueOn }) => [kind, reference, dueOn])).toEqual([
    ['message', message.reference, '2026-10-14'],
    ['request', 'R-22222222', '2026-10-21'],
    ['breach_authority', breach, '2026-10-21'],
    ['legal_hold', message.reference, '2026-10-25'],
    ['transfer_notice', told, '2026-10-30'],
    ['confidentiality', ends, '2026-10-31'],
  ])
  expect(total).toBe(6)
  expect(text).not.toContain('Art. 55')
})

test('a bare site has nothing due, and says of each part what is to do', async () => {
  const { ask, openSession } = await openAdminApp()
  const result = await read(await ask('/today', { cookie: await openSession() }))
  expect([result.due, result.total]).toEqual([[], 0])
  expect(healthOf(result, 'consents')).toMatchObject({ at: null, remedy: 'wait_for_first_consent' })
  expect(healthOf(result, 'mail')).toMatchObject({ remedy: 'set_up_mail' })
  expect(healthOf(result, 'disk')).toBeUndefined()
  expect(healthOf(result, 'signing_key')).toMatchObject({ state: 'ok', remedy: null })
})

test('mail that waits is counted, and nothing of it is read', async () => {
  const { ask, openSession, store } = await openAdminApp()
  await store.enqueueMail(buildMail())
  const answer = await ask('/today', { cookie: await openSession() })
  expect(healthOf(await read(answer), 'mail')).toMatchObject({ amount: 1 })
})

test('RT-03 a run that was refused is no run: neither Today nor the schedule says that it ran', async () => {
  const { ask, openSession, deps, state } = await openAdminApp()
  const run = () => retainNow(deps, { holder: 'h', actor: 'system' })
  const readBoth = async () => {
    const cookie = await openSession()
    const schedule = (await (await ask('/retention', { cookie })).json()) as { lastRunAt: string }
    const today = await read(await ask('/today', { cookie }))
    return [schedule.lastRunAt, healthOf(today, 'retention')?.at]
  }
  expect(await readBoth()).toEqual([null, null])
  expect((await run())?.kind).toBe('done')
  const ran = new Date(START_MS).toISOString()
  expect(await readBoth()).toEqual([ran, ran])
  state.nowMs += 60 * DAY_MS
  expect((await run())?.kind).toBe('clock_in_doubt')
  expect(await readBoth()).toEqual([ran, ran])
})

test('Today that the console asks for by itself does not keep a session alive; a click does', async () => {
  const { ask, openSession, state } = await openAdminApp()
  const [left, used] = [await openSession(), await openSession()]
  const half = SESSION_IDLE_MS / 2 + 1
  state.nowMs += half
  expect((await ask('/today', { cookie: left })).status).toBe(200)
  expect((await ask('/retention', { cookie: used })).status).toBe(200)
  state.nowMs += half
  expect((await ask('/today', { cookie: left })).status).toBe(401)
  expect((await ask('/today', { cookie: used })).status).toBe(200)
})

test('reading Today writes nothing: no audit line, no job', async () => {
  const { ask, openSession, store } = await openAdminApp()
  await ask('/today', { cookie: await openSession() })
  expect(await store.readRegister('audit', 0, 9)).toEqual([])
  expect(await store.findJob('verification')).toBeUndefined()
})

test('RT-06 the holds in force are listed by numbers, the soonest ending first; none that has ended, and nothing of what is held', async () => {
  const { ask, openSession, store } = await openAdminApp()
  const message = buildMessage({ receivedAtMs: START_MS })
  const record = buildRecord({ id: message.consentId, validUntilMs: START_MS + 9 * DAY_MS })
  await store.addMessage(message, record, buildEvent(record))
  await store.addLegalHold(
    buildHold({ ref: message.id, untilMs: Date.parse('2026-11-01T19:00:00Z') }),
  )
  const consentHold = buildHold({ kind: 'consent', untilMs: START_MS + DAY_MS })
  await store.addLegalHold(consentHold)
  await store.addLegalHold(buildHold({ untilMs: START_MS }))
  const answer = await ask('/retention/holds', { cookie: await openSession() })
  const { holds } = (await answer.json()) as HoldsInForceResult
  expect(holds.map(({ kind, reference, untilOn }) => [kind, reference, untilOn])).toEqual([
    ['consent', consentHold.ref, '2026-10-21'],
    ['message', message.reference, '2026-11-01'],
  ])
})
