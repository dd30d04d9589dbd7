import { afterEach, beforeEach, expect, test } from 'vitest'
import { message, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

// A plain form has no id: pressed twice, or its answer loaded anew, it is one message all the same.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const right = {
  ...{ name: 'Planted Name', email: 'planted@example.kz', message: 'Planted question' },
  ...{ sender: 'adult', consent: 'on', policyVersion: '2025-08-01', language: 'ru' },
}
const send = (changes: Partial<Record<keyof typeof right | 'phone', string>> = {}) =>
  server.post(
    '/v1/messages',
    new URLSearchParams({
      ...server.proof(changes.language ?? 'ru'),
      ...right,
      ...changes,
    }).toString(),
    {
      'content-type': 'application/x-www-form-urlencoded',
    },
  )
/** Reference and code that the page says. */
const saidBy = async (answer: Response) => {
  expect(answer.status).toBe(201)
  const page = await answer.text()
  return [/K-[2-9A-Z]{8}/.exec(page)?.[0], /(?:[2-9A-Z]{4}-){6}[2-9A-Z]{4}/.exec(page)?.[0]]
}
const rows = (table = 'messages') => {
  const database = openDatabase(server.databaseFile)
  const found = database.prepare(`select * from ${table}`).all()
  database.close()
  return found as Record<string, unknown>[]
}

test('CF-01 sent twice at once and loaded anew it is stored once, and every answer names it', async () => {
  const [first, second] = await Promise.all([send(), send()])
  const mails = server.sent.length
  const said = await saidBy(first as Response)
  expect(await saidBy(second as Response)).toEqual(said)
  server.nowMs += 599_000
  expect(await saidBy(await send())).toEqual(said)
  expect(said).toEqual([rows()[0]?.reference, expect.any(String)])
  expect(rows()).toHaveLength(1)
  expect(rows('consent_records')).toHaveLength(1)
  expect(server.sent).toHaveLength(mails)
  for (const text of ['Planted Name', 'planted@example.kz', 'Planted question'])
    expect(await server.searchBytes(text)).toEqual([])
})

test('CF-01 other words, another address, person, language or consent make another message', async () => {
  await send()
  const others = [
    { message: 'Planted question, once more' },
    { name: 'Planted Other' },
    { email: 'other@example.kz' },
    { phone: '+7 701 123 45 67' },
    { sender: 'representative' },
    { language: 'kk' },
  ]
  for (const [index, other] of others.entries()) {
    expect((await send(other)).status).toBe(201)
    expect(rows(), JSON.stringify(other)).toHaveLength(index + 2)
  }
  expect(new Set(rows().map(({ reference }) => reference)).size).toBe(others.length + 1)
})

test('CF-01 the same words ten minutes later, or after the first was dealt with, are a message of their own', async () => {
  const [first] = await saidBy(await send())
  server.nowMs += 600_000
  const [later] = await saidBy(await send())
  expect(later).not.toBe(first)
  await server.deps.store.updateMessage(String(rows()[1]?.id), { closedAtMs: server.nowMs })
  const [afterClosing] = await saidBy(await send())
  expect([first, later]).not.toContain(afterClosing)
  expect(rows()).toHaveLength(3)
})

test('a program names its messages by their ids: two ids are two messages', async () => {
  for (const id of [newId(), newId()])
    expect((await server.post('/v1/messages', message({ id }))).status).toBe(201)
  expect(rows()).toHaveLength(2)
})

test('MI-02 CF-02 what may not be taken is refused, though the same was taken just before', async () => {
  await send()
  expect((await send({ sender: 'minor' })).status).not.toBe(201)
  const { consent: _, ...unticked } = right
  const answer = await server.post(
    '/v1/messages',
    new URLSearchParams({ ...server.proof('ru'), ...unticked }).toString(),
    {
      'content-type': 'application/x-www-form-urlencoded',
    },
  )
  expect(answer.status).not.toBe(201)
  expect(rows()).toHaveLength(1)
})
