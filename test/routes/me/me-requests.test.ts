import { afterEach, beforeEach, expect, test } from 'vitest'
import type {
  ClosingResult,
  MeResult,
  RequestResult,
  RequestsResult,
} from '../../../server/contract/index.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { remindOfRequests } from '../../../server/domain/requests/remind.ts'
import {
  askAsStaff,
  giveConsent,
  mailsOfRequests,
  openCodeSession,
  registerLines,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp({ site: { holidays: ['2026-03-09'] } })
})
afterEach(() => server.close())

const ask = (who: Record<string, string>, body: Record<string, unknown>) =>
  server.post('/v1/me/requests', { kind: 'information', scope: 'site', ...body }, who)
const made = async (who: Record<string, string>, body: Record<string, unknown> = {}) => {
  const response = await ask(who, body)
  expect(response.status).toBe(201)
  return (await response.json()) as RequestResult
}
const me = async (who: Record<string, string>) =>
  (await (await server.get('/v1/me', who)).json()) as MeResult
const staff = (path: string, body: unknown) =>
  askAsStaff(server, `/requests/${path}`, { method: 'POST', body })
const listed = async (query = '') =>
  ((await (await askAsStaff(server, `/requests${query}`)).json()) as RequestsResult).requests

test('DS-09: a request has a number and a due day, is sealed, and its author is told at the address on file', async () => {
  const { who, id } = await writeMessage(server)
  // Friday 6 March; Monday the 9th is a holiday.
  server.nowMs = Date.parse('2026-03-06T05:00:00Z')
  const request = await made(who, { text: 'Planted wish', email: 'elsewhere@example.kz' })
  expect(request).toMatchObject({ kind: 'information', dueOn: '2026-03-12', state: 'open' })
  expect(request.number).toMatch(/^R-[2-9A-Z]{8}$/)
  expect(rowsOf(server, 'requests')).toMatchObject([{ subject_kind: 'message', subject_ref: id }])
  for (const text of ['Planted wish', 'elsewhere@example.kz']) {
    expect(await server.searchBytes(text)).toEqual([])
  }
  expect(mailsOfRequests(server)).toEqual([
    {
      kind: 'request_received',
      to: 'planted@example.kz',
      language: 'kk',
      values: { number: request.number, dueOn: '2026-03-12' },
    },
  ])
})

test('DS-09: an address that was only typed gets no mail: it may be a stranger’s', async () => {
  const { who } = await giveConsent(server)
  await made(who, { email: 'stranger@example.kz' })
  expect(mailsOfRequests(server)).toEqual([])
})

test('DS-09: sent twice under one id it is one request; an id of another’s is refused', async () => {
  const { who } = await writeMessage(server)
  const other = await giveConsent(server)
  const id = newId()
  const first = await made(who, { id })
  expect((await made(who, { id })).number).toBe(first.number)
  const foreign = await ask(other.who, { id })
  expect(foreign.status).toBe(409)
  expect(await foreign.text()).not.toContain(first.number)
  expect(rowsOf(server, 'requests')).toHaveLength(1)
})

test('DS-09: staff see the one due first first, and which are overdue, across a weekend and a holiday', async () => {
  const { who } = await writeMessage(server)
  const other = await writeMessage(server, { email: 'other@example.kz' })
  server.nowMs = Date.parse('2026-03-06T05:00:00Z')
  const information = await made(who)
  const correction = await made(other.who, { kind: 'correction' })
  expect(
    (await listed()).map(({ number, dueOn, isOverdue }) => [number, dueOn, isOverdue]),
  ).toEqual([
    [correction.number, '2026-03-10', false],
    [information.number, '2026-03-12', false],
  ])
  // The whole of the day on which it is due still counts.
  server.nowMs = Date.parse('2026-03-10T18:59:59Z')
  expect((await listed()).map(({ isOverdue }) => isOverdue)).toEqual([false, false])
  server.nowMs = Date.parse('2026-03-10T19:00:00Z')
  expect((await listed()).map(({ isOverdue }) => isOverdue)).toEqual([true, false])
  expect(JSON.stringify(await listed())).not.toContain('Planted')
})

test('DS-09: once a day the log says by number what is due and what is overdue', async () => {
  const { who } = await writeMessage(server)
  server.nowMs = Date.parse('2026-03-06T05:00:00Z')
  const { number } = await made(who, { kind: 'correction', text: 'Planted wish' })
  const run = () =>
    runJob(server.deps, { name: 'requests', holder: 'test' }, (job) =>
      remindOfRequests(server.deps, job),
    )
  expect(await run()).toMatchObject({ due: 0, overdue: 0 })
  server.nowMs = Date.parse('2026-03-10T05:00:00Z')
  expect(await run()).toMatchObject({ due: 1, overdue: 0 })
  expect(await run()).toMatchObject({ due: 0, overdue: 0 })
  server.nowMs = Date.parse('2026-03-11T05:00:00Z')
  expect(await run()).toMatchObject({ due: 0, overdue: 1 })
  const facts = { number, kind: 'correction', dueOn: '2026-03-10' }
  expect(server.logged).toEqual([
    JSON.stringify(['warn', 'request_due', facts]),
    JSON.stringify(['error', 'request_overdue', facts]),
  ])
})

test('DS-09: ten requests may wait at a time; the next is refused until one is answered', async () => {
  const { who } = await writeMessage(server)
  const id = newId()
  const first = await made(who, { id })
  for (let count = 1; count < 10; count++) await made(who)
  expect((await ask(who, {})).status).toBe(429)
  expect((await made(who, { id })).number).toBe(first.number)
  expect(rowsOf(server, 'requests')).toHaveLength(10)
  // With the message's, the three confirmations that a mailbox gets in an hour.
  expect(mailsOfRequests(server)).toHaveLength(2)
  await staff(`${first.number}/answer`, { text: 'Yes' })
  expect((await ask(who, {})).status).toBe(201)
})

test('DS-12: data outside the website: marked, with the same clocks, routed by number alone', async () => {
  const { site } = server.deps
  Object.assign(site.operator, { responsible: { email: 'responsible@school.example' } })
  const { who } = await giveConsent(server)
  const request = await made(who, { scope: 'other', text: 'Planted pupil' })
  expect(request).toMatchObject({ scope: 'other', dueOn: '2026-03-06' })
  expect(await listed()).toMatchObject([{ number: request.number, scope: 'other' }])
  expect(mailsOfRequests(server)).toEqual([
    {
      kind: 'request_other',
      to: 'responsible@school.example',
      language: 'kk',
      values: { number: request.number, dueOn: '2026-03-06' },
    },
  ])
  await made(who, { scope: 'site' })
  expect(mailsOfRequests(server)).toHaveLength(1)
})

test('DS-10: a refusal without a reason is not possible; with one it is mailed, dated, and closes for good', async () => {
  const { who } = await writeMessage(server)
  const { number } = await made(who)
  for (const body of [{}, { reason: '  ' }]) {
    const refused = await staff(`${number}/refusal`, body)
    expect(refused.status).toBe(422)
    expect(Object.keys((await errorOf(refused)).fields ?? {})).toEqual(['reason'])
  }
  expect((await me(who)).requests).toMatchObject([{ state: 'open', answer: null }])
  expect(mailsOfRequests(server).filter(({ kind }) => kind === 'request_answer')).toEqual([])

  server.nowMs += 60_000
  const refusal = await staff(`${number}/refusal`, { reason: 'Planted reason' })
  expect(refusal.status).toBe(200)
  expect(((await refusal.json()) as ClosingResult).isMailed).toBe(true)
  expect((await me(who)).requests).toMatchObject([
    { state: 'refused', answer: 'Planted reason', closedAt: '2026-03-03T07:01:00.000Z' },
  ])
  expect(mailsOfRequests(server).at(-1)).toEqual({
    kind: 'request_answer',
    to: 'planted@example.kz',
    language: 'kk',
    values: {
      ...{ number, outcome: 'бас тартылды', answer: 'Planted reason' },
      complaint: server.deps.site.complaint.kk,
    },
  })
  const again = await staff(`${number}/answer`, { text: 'Changed my mind' })
  expect(again.status).toBe(409)
  expect((await me(who)).requests).toMatchObject([{ answer: 'Planted reason' }])
  expect(await server.searchBytes('Planted reason')).toEqual([])
  expect(await listed()).toEqual([])
  expect(await listed('?state=refused')).toHaveLength(1)
})

test('DS-10: reading and answering are audited by number, without what was read', async () => {
  const { who } = await writeMessage(server)
  const { number } = await made(who, { text: 'Planted wish' })
  const read = await askAsStaff(server, `/requests/${number}`)
  expect(await read.json()).toMatchObject({ number, text: 'Planted wish', email: null })
  expect(read.headers.get('cache-control')).toBe('no-store')
  await staff(`${number}/answer`, { text: 'Planted answer' })
  expect(registerLines(server, 'audit')).toEqual([
    { action: 'request.read', subject: number },
    { action: 'request.answer', subject: number },
  ])
  expect((await askAsStaff(server, '/requests/R-22222222')).status).toBe(404)
})

test('DS-03: a correction puts the new value, sealed, in place of the old; the audit holds neither', async () => {
  const { who, reference } = await writeMessage(server, { email: 'wrong@example.kz' })
  const { number } = await made(who, { kind: 'correction', text: 'My address is another' })
  const before = rowsOf(server, 'messages')[0]
  const body = { name: 'Right Name', email: 'Right@example.kz' }
  const corrected = await staff(`${number}/correction`, body)
  expect(corrected.status).toBe(200)
  expect(await corrected.json()).toEqual({ reference, corrected: ['name', 'email'] })
  const exported = await (await server.get('/v1/me/export', who)).json()
  expect(exported).toMatchObject({
    messages: [{ name: 'Right Name', email: 'Right@example.kz', message: 'Planted question' }],
  })
  expect(registerLines(server, 'audit')).toEqual([
    { action: 'message.correct', subject: reference, request: number, fields: 'name email' },
  ])
  const after = rowsOf(server, 'messages')[0]
  expect(after?.message).toEqual(before?.message)
  for (const field of ['name', 'email', 'email_index']) {
    expect(after?.[field]).not.toEqual(before?.[field])
  }
  for (const text of ['Right Name', 'Right@example.kz', 'wrong@example.kz', 'Planted Name']) {
    expect(await server.searchBytes(text)).toEqual([])
  }
  // The corrected address leads to the message now, and the wrong one no longer does.
  const session = await openCodeSession(server, 'Right@example.kz')
  expect((await me(session)).messages).toMatchObject([{ reference }])
})

test('DS-03: nothing is corrected without a field, with a wrong one, after closing, or where there is no message', async () => {
  const message = await writeMessage(server)
  const visitor = await giveConsent(server)
  const { number } = await made(message.who, { kind: 'correction' })
  const other = await made(visitor.who, { kind: 'correction' })
  const information = await made(message.who)
  const before = rowsOf(server, 'messages')
  expect((await errorOf(await staff(`${number}/correction`, {}))).code).toBe('invalid_body')
  const wrong = await staff(`${number}/correction`, { email: 'planted', iin: '1' })
  expect((await errorOf(wrong)).fields).toEqual({ email: 'invalid', iin: 'unknown' })
  for (const one of [other, information]) {
    const refused = await staff(`${one.number}/correction`, { name: 'X' })
    expect((await errorOf(refused)).code).toBe('nothing_to_correct')
  }
  await staff(`${number}/answer`, { text: 'Done' })
  const late = await staff(`${number}/correction`, { name: 'X' })
  expect((await errorOf(late)).code).toBe('request_closed')
  expect(rowsOf(server, 'messages')).toEqual(before)
})

test('DS-09: what is wrong in a request is named, and nothing is stored', async () => {
  const { who } = await giveConsent(server)
  const response = await ask(who, {
    kind: 'please',
    scope: 'all',
    text: 'x'.repeat(4001),
    phone: '1',
  })
  expect(response.status).toBe(400)
  expect((await errorOf(response)).fields).toEqual({
    kind: 'invalid',
    scope: 'invalid',
    text: 'too_long',
    phone: 'unknown',
  })
  const stranger = { authorization: `Bearer ${newId()}.${'A'.repeat(43)}` }
  expect((await ask(stranger, {})).status).toBe(404)
  expect(rowsOf(server, 'requests')).toEqual([])
})
