import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MessageDetailResult, MessagesResult } from '../../../server/contract/index.ts'
import { askAsStaff, registerLines, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const post = (path: string, body: unknown) => askAsStaff(server, path, { method: 'POST', body })
const list = async (query = '') =>
  (await (await askAsStaff(server, `/messages${query}`)).json()) as MessagesResult
const read = async (reference: string) =>
  (await (await askAsStaff(server, `/messages/${reference}`)).json()) as MessageDetailResult
const audits = (action: string) =>
  registerLines(server, 'audit').filter((line) => line.action === action)
const answers = () => server.sent.filter(({ kind }) => kind === 'message_answer')
const referencesOf = ({ messages }: MessagesResult) => messages.map(({ reference }) => reference)

/** Writes messages, each a minute after the one before. */
async function write(count: number) {
  const written: string[] = []
  for (let index = 0; index < count; index += 1) {
    written.push((await writeMessage(server, { email: `planted${index}@example.kz` })).reference)
    server.nowMs += 60_000
  }
  return written
}

describe('the list of messages', () => {
  test('goes on and back without showing one twice or leaving one out, though others come in meanwhile', async () => {
    const written = await write(5)
    const newest = written.toReversed()
    const first = await list('?limit=2')
    expect(referencesOf(first)).toEqual(newest.slice(0, 2))
    expect(first).toMatchObject({ total: 5, isTotalLeast: false, previous: null })
    await write(1)
    const second = await list(`?limit=2&cursor=${first.next}`)
    expect(referencesOf(second)).toEqual(newest.slice(2, 4))
    const third = await list(`?limit=2&cursor=${second.next}`)
    expect(referencesOf(third)).toEqual(newest.slice(4))
    expect(third.next).toBeNull()
    expect(referencesOf(await list(`?limit=2&cursor=${third.previous}`))).toEqual(
      newest.slice(2, 4),
    )
    expect(referencesOf(await list('?limit=1&order=oldest'))).toEqual(written.slice(0, 1))
  })

  test('shows what is asked for by state, owner and period alone, and names every wrong parameter at once', async () => {
    const [first = '', second = ''] = await write(2)
    await post(`/messages/${first}/close`, {})
    await post(`/messages/${second}/assignment`, { to: 'me' })
    expect(referencesOf(await list('?state=open'))).toEqual([second])
    expect(referencesOf(await list('?state=closed'))).toEqual([first])
    expect(referencesOf(await list('?owner=me'))).toEqual([second])
    expect(referencesOf(await list('?owner=nobody'))).toEqual([first])
    expect(await list('?to=2020-01-01')).toMatchObject({ messages: [], total: 0 })
    const wrong = await askAsStaff(server, '/messages?limit=101&order=worst&state=x&email=a@b.kz')
    expect(wrong.status).toBe(422)
    expect(Object.keys((await errorOf(wrong)).fields ?? {}).toSorted()).toEqual([
      ...['email', 'limit', 'order', 'state'],
    ])
    const reversed = await askAsStaff(server, '/messages?from=2026-03-02&to=2026-03-01')
    expect((await errorOf(reversed)).fields).toEqual({ to: 'reversed' })
    const foreign = await askAsStaff(server, '/messages?cursor=bm90aGluZw')
    expect((await errorOf(foreign)).fields).toEqual({ cursor: 'invalid' })
  })

  test('SE-04 carries no name, address or phone in clear; one field is shown by an act that the audit names without its value', async () => {
    const { reference } = await writeMessage(server, { phone: '+7 701 555 44 33' })
    expect(JSON.stringify(await list())).not.toMatch(/planted|555 ?44/i)
    const opened = JSON.stringify(await read(reference))
    expect(opened).not.toMatch(/Planted Name|planted@|555 ?44/)
    const shown = await post(`/messages/${reference}/reveal`, { field: 'phone' })
    expect(await shown.json()).toEqual({ field: 'phone', value: '+7 701 555 44 33' })
    expect(audits('message.reveal')).toEqual([
      { action: 'message.reveal', subject: reference, field: 'phone' },
    ])
    const wrong = await post(`/messages/${reference}/reveal`, { field: 'message', more: 1 })
    expect((await errorOf(wrong)).fields).toEqual({ field: 'invalid', more: 'unknown' })
    expect(audits('message.reveal')).toHaveLength(1)
  })
})

describe('an act on a message', () => {
  test('clicked twice is done once: one mail, one line', async () => {
    const { reference } = await writeMessage(server)
    const { revision: seen } = await read(reference)
    const body = { text: 'Planted answer', act: newId(), seen }
    const both = await Promise.all([1, 2].map(() => post(`/messages/${reference}/answer`, body)))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect((await post(`/messages/${reference}/answer`, body)).status).toBe(200)
    expect(answers()).toHaveLength(1)
    expect(rowsOf(server, 'mail_queue').filter(({ id }) => id === answerMailId())).toHaveLength(1)
    expect(audits('message.answer')).toHaveLength(1)
    expect(audits('message.close')).toHaveLength(1)
  })

  const answerMailId = () => rowsOf(server, 'messages')[0]?.answer_mail_id
  const queuedAnswers = () => rowsOf(server, 'mail_queue').length

  test('of a second operator is refused with who was first, and sends and changes nothing', async () => {
    const { reference } = await writeMessage(server)
    const { revision } = await read(reference)
    await post(`/messages/${reference}/assignment`, { to: 'me', act: newId(), seen: revision })
    const queued = queuedAnswers()
    const late = { text: 'Planted answer', act: newId(), seen: revision }
    const refused = await post(`/messages/${reference}/answer`, late)
    expect(refused.status).toBe(409)
    expect(await errorOf(refused)).toMatchObject({
      code: 'changed_meanwhile',
      first: { name: 'assign', by: expect.any(String), at: new Date(server.nowMs).toISOString() },
    })
    expect(queuedAnswers()).toBe(queued)
    expect(audits('message.answer')).toEqual([])
    expect((await read(reference)).closedAt).toBeNull()
    const close = await post(`/messages/${reference}/close`, { act: newId(), seen: revision })
    expect((await errorOf(close)).code).toBe('changed_meanwhile')
  })

  test('names every wrong field at once, and does nothing', async () => {
    const { reference } = await writeMessage(server)
    const body = { text: '', act: 'x', seen: -1, more: true }
    const wrong = await errorOf(await post(`/messages/${reference}/answer`, body))
    expect(Object.keys(wrong.fields ?? {}).toSorted()).toEqual(['act', 'more', 'seen', 'text'])
    expect(answers()).toEqual([])
    expect((await read(reference)).revision).toBe(0)
  })

  test('a mail that the mail server does not take is said to wait, and one that is given up to have failed', async () => {
    const { reference } = await writeMessage(server)
    expect((await read(reference)).answerMail).toBeNull()
    await post(`/messages/${reference}/answer`, { text: 'Planted answer' })
    const id = String(answerMailId())
    expect((await read(reference)).answerMail).toBe('queued')
    await server.deps.store.postponeMail(id, { attempts: 0, nextAttemptAtMs: server.nowMs })
    expect((await read(reference)).answerMail).toBe('retried')
    await server.deps.store.destroyMail(id)
    expect((await read(reference)).answerMail).toBe('failed')
    expect(await server.searchBytes('Planted answer')).toEqual([])
  })

  test('MI-06 on a message that was deleted says its number in the register of destructions, and nothing of whose it was', async () => {
    const { reference } = await writeMessage(server)
    const erased = await post(`/messages/${reference}/child-erasure`, { reason: 'said_so' })
    const { number } = (await erased.json()) as { number: string }
    for (const path of ['', '/close', '/answer', '/reveal', '/child-erasure']) {
      const body = { text: 'x', field: 'name', reason: 'said_so' }
      const given = path === '' ? {} : { method: 'POST', body: pick(path, body) }
      const answer = await askAsStaff(server, `/messages/${reference}${path}`, given)
      expect([path, answer.status]).toEqual([path, 410])
      const error = await errorOf(answer)
      expect(error).toMatchObject({ code: 'gone', destruction: number })
      expect(JSON.stringify(error)).not.toMatch(/planted/i)
    }
    expect((await askAsStaff(server, '/messages/K-22222222')).status).toBe(404)
    expect(answers()).toEqual([])
  })

  const pick = (path: string, { text, field, reason }: Record<string, string>) =>
    ({ '/answer': { text }, '/reveal': { field }, '/child-erasure': { reason } })[path] ?? {}
})

describe('search', () => {
  test('finds by a number or an exact address, not by a part of one, and the audit keeps no address', async () => {
    const mine = await writeMessage(server)
    const other = await writeMessage(server, { email: 'planted2@example.kz' })
    await server.post('/v1/me/requests', { kind: 'information', scope: 'site' }, mine.who)
    const find = async (body: object) =>
      (await (await post('/search', body)).json()) as {
        messages: { reference: string }[]
        requests: unknown[]
      }
    const byAddress = await find({ email: 'Planted@Example.KZ' })
    expect(byAddress.messages.map(({ reference }) => reference)).toEqual([mine.reference])
    expect(byAddress.requests).toHaveLength(1)
    expect((await find({ reference: ` ${other.reference.toLowerCase()} ` })).messages).toHaveLength(
      1,
    )
    expect(await find({ email: 'lanted@example.kz' })).toEqual({ messages: [], requests: [] })
    expect(JSON.stringify(byAddress)).not.toMatch(/planted/i)
    expect(JSON.stringify(audits('search'))).not.toMatch(/planted|lanted/i)
    expect(audits('search')).toHaveLength(3)
    for (const body of [{}, { email: 'a@example.kz', reference: 'K-22222222' }, { email: 'x' }])
      expect((await post('/search', body)).status).toBe(422)
    await server.post('/v1/me/restrictions', {}, mine.who)
    expect((await find({ email: 'planted@example.kz' })).messages).toEqual([])
    expect((await find({ reference: mine.reference })).messages).toEqual([])
  })
})
