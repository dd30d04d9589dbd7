import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MailKind } from '../../../server/domain/mail/text/mail-text.ts'
import { deleteMe, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { queueMail } from '../../support/app/recorded-mails.ts'
import { message, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'

const VICTIM = 'planted@example.kz'
const HOUR_MS = 3_600_000

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

/** To whom the mails go that wait, in no order. */
async function recipients(): Promise<string[]> {
  const { store, cryptography } = server.deps
  const waiting = await store.readDueMail(Number.MAX_SAFE_INTEGER, 1000)
  return Promise.all(
    waiting.map(({ id, recipient }) => cryptography.open('mail.recipient', id, recipient)),
  )
}
const send = (to: string, kind: MailKind = 'message_received') =>
  queueMail(server, {
    ...{ kind, to, language: 'kk' },
    values: { reference: 'R', number: 'N', dueOn: '2026-03-03', code: '123456', answer: 'A' },
  })
const ask = (email = VICTIM) => server.post('/v1/me/codes', { email, language: 'kk' })
const from = (address: string) => {
  server.peer = address
}

test('DS-11: sixty messages under a stranger’s address are all received and answered alike; the stranger gets three mails', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => server.post('/v1/messages', message({ id: newId() }))),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(60).fill(201))
  const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as object[]
  expect(new Set(bodies.map((body) => Object.keys(body).join()))).toEqual(
    new Set(['reference,code']),
  )
  expect(await recipients()).toEqual([VICTIM, VICTIM, VICTIM])
  expect(rowsOf(server, 'messages')).toHaveLength(60)
  expect(await server.searchBytes(VICTIM)).toEqual([])
})

test('a mailbox gets ten confirmations a day, however its address is written and whatever is deleted meanwhile', async () => {
  for (let hour = 0; hour < 8; hour++) {
    await send('Planted+school@Example.KZ')
    await send('planted@example.kz.', 'request_received')
    server.nowMs += HOUR_MS
  }
  expect(await recipients()).toHaveLength(10)
  server.nowMs += 24 * HOUR_MS
  await send(VICTIM)
  expect(await recipients()).toHaveLength(11)

  for (const to of ['a.bc@gmail.com', 'ab.c@googlemail.com', 'abc+1@gmail.com', 'a.b.c@gmail.com'])
    await send(to)
  expect((await recipients()).filter((to) => /g(oogle)?mail/.test(to))).toHaveLength(3)
  // Elsewhere a dot makes another person.
  for (const to of ['a.b@mektep.kz', 'ab@mektep.kz']) await send(to)
  expect((await recipients()).filter((to) => to.endsWith('mektep.kz'))).toHaveLength(2)
})

test('who deletes what they wrote does not get the mails anew', async () => {
  for (let round = 0; round < 5; round++) {
    const { who } = await writeMessage(server)
    const plan = (await (await deleteMe(server, who)).json()) as { confirm: string }
    await deleteMe(server, who, plan.confirm)
  }
  expect(rowsOf(server, 'messages')).toEqual([])
  expect(await recipients()).toHaveLength(3)
})

test('confirmations that strangers set off take nothing from codes, and nothing from answers of the school', async () => {
  for (let mail = 0; mail < 20; mail++) await send(VICTIM)
  await send(VICTIM, 'one_time_code')
  for (let mail = 0; mail < 12; mail++) await send(VICTIM, 'message_answer')
  expect(await recipients()).toHaveLength(3 + 1 + 12)
  for (let mail = 0; mail < 70; mail++) await send('office@mektep.kz', 'staff_message')
  expect((await recipients()).filter((to) => to === 'office@mektep.kz')).toHaveLength(60)
})

test('DS-11: codes that strangers ask for do not spend the owner’s, whose earlier code stays valid', async () => {
  await writeMessage(server)
  from('203.0.113.9')
  expect((await ask()).status).toBe(202)
  from('198.51.100.7')
  for (let times = 0; times < 3; times++) expect((await ask()).status).toBe(202)
  expect((await ask()).status).toBe(429)
  from('198.51.100.99')
  expect((await ask()).status).toBe(429)
  // The owner, where the first was asked for, and on the way home.
  from('203.0.113.9')
  expect((await ask()).status).toBe(202)
  from('2001:db8::5')
  expect((await ask()).status).toBe(202)
  const codes = rowsOf(server, 'one_time_codes')
  expect(codes).toHaveLength(6)
  expect(codes.every((row) => row.tries_left === 5)).toBe(true)
  for (const planted of ['198.51.100', '203.0.113', '2001:db8', VICTIM])
    expect(await server.searchBytes(planted), planted).toEqual([])
})

test('DS-11: many networks together get one address twenty codes a day, known or not, and the same answer', async () => {
  await writeMessage(server)
  for (const email of [VICTIM, 'nobody@example.kz']) {
    const statuses = []
    for (let network = 0; network < 40; network++) {
      from(`10.0.${network}.1`)
      statuses.push((await ask(email)).status)
    }
    expect(statuses).toEqual([...Array(20).fill(202), ...Array(20).fill(429)])
  }
  const confirmations = 1
  expect(await recipients()).toHaveLength(20 + confirmations)
  server.nowMs += 24 * HOUR_MS + 1
  expect((await ask()).status).toBe(202)
})
