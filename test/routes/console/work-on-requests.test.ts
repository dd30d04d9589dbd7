import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeletionResult, RequestsResult } from '../../../server/contract/index.ts'
import {
  askAsStaff,
  giveConsent,
  mailsOfRequests,
  registerLines,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { openRequestDesk } from '../../support/staff/request-desk.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const { ask, askByAddress, post, read, codeOf, audits } = openRequestDesk(() => server)
const list = async (query = '') =>
  (await (await askAsStaff(server, `/requests${query}`)).json()) as RequestsResult
const erase = (number: string, body: object = {}) => post(`/requests/${number}/erasure`, body)
const planOf = async (number: string) => (await (await erase(number)).json()) as DeletionResult

describe('DS-05 DS-13: an erasure by the number of a request', () => {
  test('says first what would go, deletes nothing without the confirmation of just that list, and once with it', async () => {
    const mine = await writeMessage(server)
    const other = await writeMessage(server, { email: 'other@example.kz' })
    const number = await ask(mine.who)
    const plan = await planOf(number)
    expect(plan).toMatchObject({
      ...{ state: 'confirmation_needed', number: null },
      ...{ deletes: [{ category: 'messages', count: 1 }] },
      keeps: [{ what: 'consents', reason: 'proof_of_consent' }],
    })
    const wrong = await erase(number, { confirm: 'a'.repeat(64) })
    expect(((await wrong.json()) as DeletionResult).state).toBe('confirmation_needed')
    expect(rowsOf(server, 'messages')).toHaveLength(2)
    expect(registerLines(server, 'destructions')).toEqual([])

    const body = { confirm: plan.confirm, act: newId(), seen: 0 }
    const both = await Promise.all([erase(number, body), erase(number, body)])
    const results = (await Promise.all(both.map((one) => one.json()))) as DeletionResult[]
    expect(results.map(({ state }) => state)).toEqual(['deleted', 'deleted'])
    expect(new Set(results.map((one) => one.number)).size).toBe(1)
    expect(((await (await erase(number, body)).json()) as DeletionResult).number).toBe(
      results[0]?.number,
    )
    expect(registerLines(server, 'destructions')).toHaveLength(1)
    expect(rowsOf(server, 'messages').map(({ reference }) => reference)).toEqual([other.reference])
    expect(await read(number)).toMatchObject({ state: 'answered', text: null })
    const told = mailsOfRequests(server).filter(({ kind }) => kind === 'request_answer')
    expect(told.map(({ to }) => to)).toEqual(['planted@example.kz'])
  })

  test('is stopped where somebody has acted since, and by a legal hold', async () => {
    const mine = await writeMessage(server)
    const number = await ask(mine.who)
    const { confirm } = await planOf(number)
    await post(`/requests/${number}/assignment`, { to: 'me' })
    const late = await erase(number, { confirm, seen: 0 })
    expect(await errorOf(late)).toMatchObject({
      ...{ code: 'changed_meanwhile', first: { name: 'assign' } },
    })
    const hold = { kind: 'message', ref: mine.reference, reason: 'Planted', untilOn: '2027-01-01' }
    await post('/legal-holds', hold)
    const kept = await planOf(number)
    expect(kept.deletes).toEqual([])
    expect(kept.keeps).toContainEqual({
      ...{ what: 'messages', reason: 'legal_hold', untilOn: '2027-01-01' },
    })
    const held = await erase(number, { confirm: kept.confirm })
    expect(((await held.json()) as DeletionResult).state).not.toBe('confirmation_needed')
    expect(rowsOf(server, 'messages')).toHaveLength(1)
  })

  test('of a verified mailbox takes what was sent from it, closes the request and tells its author; a stranger’s stays', async () => {
    const mine = await writeMessage(server)
    await writeMessage(server, { email: 'other@example.kz' })
    const number = await askByAddress('planted@example.kz')
    expect(await read(number)).toMatchObject({
      ...{ verifiedBy: 'mailbox', things: [{ kind: 'message', ref: mine.reference }] },
    })
    expect(await codeOf(post(`/requests/${number}/answer`, { text: 'Done' }))).toBe(
      'not_carried_out',
    )
    const { confirm } = await planOf(number)
    const done = (await (await erase(number, { confirm })).json()) as DeletionResult
    expect(done.state).toBe('deleted')
    expect(rowsOf(server, 'messages')).toHaveLength(1)
    expect((await read(number)).state).toBe('answered')
    const told = mailsOfRequests(server).filter(({ kind }) => kind === 'request_answer')
    expect(told.map(({ to }) => to)).toEqual(['planted@example.kz'])
  })
})

describe('who was never verified', () => {
  test.each(['deletion', 'information', 'correction'] as const)(
    'DS-12 gets no %s of data outside the website until somebody has seen who it is; nothing here is theirs',
    async (kind) => {
      const { who } = await writeMessage(server)
      const number = await ask(who, { kind, scope: 'other' })
      expect(await read(number)).toMatchObject({ verifiedBy: null, things: [] })
      const answer = { text: 'Planted answer' }
      expect(await codeOf(post(`/requests/${number}/answer`, answer))).toBe('sender_unverified')
      expect(await codeOf(erase(number))).toBe('nothing_here')
      expect(await codeOf(post(`/requests/${number}/restriction`, {}))).toBe('nothing_here')
      const data = await askAsStaff(server, `/requests/${number}/data`)
      expect(await data.json()).toMatchObject({ isHeld: false, messages: [], consents: [] })
      expect(rowsOf(server, 'messages')).toHaveLength(1)
      expect(rowsOf(server, 'restrictions')).toEqual([])
      expect((await read(number)).state).toBe('open')
      expect(JSON.stringify(mailsOfRequests(server))).not.toContain('Planted answer')
    },
  )

  test('an address that nobody here wrote from has nothing to show, stop or erase', async () => {
    await writeMessage(server)
    const number = await askByAddress('stranger@example.kz')
    expect((await read(number)).things).toEqual([])
    expect(await codeOf(erase(number))).toBe('nothing_here')
    expect(rowsOf(server, 'messages')).toHaveLength(1)
  })
})

describe('DS-04 DS-07: a block or restriction by the number of a request', () => {
  test('clicked twice it is one, with one line; it is lifted with a reason alone', async () => {
    const { who } = await giveConsent(server)
    const number = await ask(who, { kind: 'blocking' })
    const { revision: seen } = await read(number)
    const body = { purpose: 'analytics', act: newId(), seen }
    const stop = () => post(`/requests/${number}/restriction`, body)
    const both = await Promise.all([stop(), stop()])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(rowsOf(server, 'restrictions')).toMatchObject([{ purpose: 'analytics' }])
    expect(audits('data.restrict')).toHaveLength(1)
    expect(
      (await post(`/requests/${number}/restriction/lift`, { purpose: 'analytics' })).status,
    ).toBe(422)
    expect(rowsOf(server, 'restrictions')).toMatchObject([{ lifted_at_ms: null }])
    const reason = { purpose: 'analytics', reason: 'person_agrees' }
    expect((await post(`/requests/${number}/restriction/lift`, reason)).status).toBe(200)
    const late = { reason: 'person_agrees', seen: 0, act: newId() }
    expect(await codeOf(post(`/requests/${number}/restriction/lift`, late))).toBe(
      'changed_meanwhile',
    )
    expect(await codeOf(post(`/requests/${number}/restriction`, { purpose: 'nothing' }))).toBe(
      'purpose_unknown',
    )
  })
})

describe('an answer', () => {
  test('DS-10 sent twice is one, and a second operator is told who was first; nobody is mailed twice', async () => {
    const { who } = await writeMessage(server)
    const number = await ask(who, { kind: 'information' })
    const body = { text: 'Planted answer', act: newId(), seen: 0 }
    expect((await post(`/requests/${number}/answer`, body)).status).toBe(200)
    expect((await post(`/requests/${number}/answer`, body)).status).toBe(200)
    const late = { reason: 'No', act: newId(), seen: 0 }
    expect(await errorOf(await post(`/requests/${number}/refusal`, late))).toMatchObject({
      ...{ code: 'changed_meanwhile', first: { name: 'answer' } },
    })
    const told = mailsOfRequests(server).filter(({ kind }) => kind === 'request_answer')
    expect(told).toHaveLength(1)
    expect(audits('request.answer')).toHaveLength(1)
    expect((await read(number)).answerMail).toBe('queued')
  })

  test('CR-09 to an objection to what is done by consent is not a refusal, whatever the reason; to a message it may be', async () => {
    const { who } = await giveConsent(server)
    const number = await ask(who, { kind: 'objection' })
    expect((await read(number)).isRefusable).toBe(false)
    expect(await codeOf(post(`/requests/${number}/refusal`, { reason: 'Contract 7' }))).toBe(
      'not_refusable',
    )
    expect(rowsOf(server, 'requests')).toMatchObject([{ state: 'open', answer: null }])
    const message = await writeMessage(server)
    const other = await ask(message.who, { kind: 'objection' })
    expect((await post(`/requests/${other}/refusal`, { reason: 'Contract 7' })).status).toBe(200)
  })

  test('DS-03 a correction clicked twice overwrites once, and the old value is nowhere', async () => {
    const { who } = await writeMessage(server)
    const number = await ask(who, { kind: 'correction' })
    const body = { name: 'Right Name', act: newId(), seen: 0 }
    const correct = () => post(`/requests/${number}/correction`, body)
    expect((await correct()).status).toBe(200)
    const [stored] = rowsOf(server, 'messages')
    expect((await correct()).status).toBe(200)
    expect(rowsOf(server, 'messages')[0]?.name).toEqual(stored?.name)
    expect(audits('message.correct')).toHaveLength(1)
    expect(JSON.stringify(audits('message.correct'))).not.toMatch(/Name/)
    const none = await post(`/requests/${number}/correction`, { act: newId(), seen: 1 })
    expect((await errorOf(none)).fields).toEqual({ body: 'missing' })
  })
})

describe('the list of requests', () => {
  test('two of one person are one line that counts both, and each shows the other; a stranger’s are apart', async () => {
    const mine = await writeMessage(server)
    const other = await writeMessage(server, { email: 'other@example.kz' })
    const first = await ask(mine.who, { kind: 'information' })
    const soon = await ask(mine.who)
    const strange = await ask(other.who, { kind: 'information' })
    const byMail = await askByAddress('planted@example.kz', { kind: 'information', scope: 'other' })
    const { requests, total } = await list()
    expect(requests.map(({ number, inThread }) => [number, inThread])).toEqual([
      [soon, 3],
      [strange, 1],
    ])
    expect(total).toBe(2)
    const { thread } = await read(first)
    expect(thread.map(({ number }) => number).toSorted()).toEqual([first, soon, byMail].toSorted())
    expect((await list('?scope=other')).requests.map(({ number }) => number)).toEqual([byMail])
    expect((await list('?order=newest&limit=1')).next).not.toBeNull()
    expect((await list('?state=closed')).requests).toEqual([])
  })

  test('DS-09 the last day of the law stays as it was, though the calendar changes, and days left are working days', async () => {
    const { who } = await writeMessage(server)
    server.nowMs = Date.parse('2026-03-06T05:00:00Z')
    const number = await ask(who, { kind: 'information' })
    const before = await read(number)
    expect(before).toMatchObject({ dueOn: '2026-03-11', limitOn: '2026-03-11', workingDaysLeft: 3 })
    Object.assign(server.deps.site, { holidays: ['2026-03-09'] })
    const after = await read(number)
    expect([after.dueOn, after.limitOn]).toEqual([before.dueOn, before.limitOn])
    server.nowMs = Date.parse('2026-03-12T05:00:00Z')
    expect(await read(number)).toMatchObject({ isOverdue: true, workingDaysLeft: -1 })
  })

  test('SE-04 masks who asks; one field is shown by an act that the audit names without its value', async () => {
    const number = await askByAddress('planted@example.kz')
    expect(JSON.stringify(await read(number))).not.toMatch(/Planted Parent|planted@/)
    expect(JSON.stringify(await list())).not.toMatch(/planted/i)
    const shown = await post(`/requests/${number}/reveal`, { field: 'email' })
    expect(await shown.json()).toEqual({ field: 'email', value: 'planted@example.kz' })
    expect(audits('request.reveal')).toEqual([
      { action: 'request.reveal', subject: number, field: 'email' },
    ])
  })
})
