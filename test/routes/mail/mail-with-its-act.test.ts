import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  askAsStaff,
  findCode,
  mailsOfRequests,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { realSite } from '../../support/app/real-site.ts'
import { message, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { startServer } from '../../support/server/start-server.ts'

const KNOWN = 'planted@example.kz'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp({
    site: { mail: { from: 'school@school.example', staff: 'office@school.example' } },
  })
})
afterEach(() => server.close())

const kinds = () => server.sent.map(({ kind }) => kind)
const queued = () => rowsOf(server, 'mail_queue')

describe('a mail is stored in the commit of what it is about', () => {
  test('a message, with those to staff and to its sender, once', async () => {
    const body = message()
    expect((await server.post('/v1/messages', body)).status).toBe(201)
    // Before any timer: whoever stops the server now stops it with the mails in the queue.
    expect(kinds()).toEqual(['staff_message', 'message_received'])
    expect((await server.post('/v1/messages', body)).status).toBe(201)
    expect(queued()).toHaveLength(2)
  })

  test('neither where the database refuses it', async () => {
    const { addMessage } = server.deps.store
    const body = message()
    await server.post('/v1/messages', body)
    const [first] = rowsOf(server, 'messages')
    const waiting = await server.deps.store.readDueMail(Number.MAX_SAFE_INTEGER, 10)
    const stored = await server.deps.store.findMessage({ id: body.id })
    const consent = stored && (await server.deps.store.findConsent(stored.consentId))
    if (!stored || !consent) throw new Error('the message was not stored')
    const mails = waiting.map((mail) => ({ mail: { ...mail, id: newId() }, limits: [] }))
    // The consent's id is taken: nothing of the second message may be there, its mails neither.
    const { isBlocked: _, ...row } = stored
    const second = { ...row, id: newId(), reference: 'K-22222222' }
    const secretHash = new Uint8Array(32)
    expect(await addMessage(second, { ...consent, secretHash }, consent.latest, { mails })).toBe(
      'conflict',
    )
    expect(rowsOf(server, 'messages')).toEqual([first])
    expect(queued()).toHaveLength(2)
  })

  test('a request, and the answer to it', async () => {
    const { who } = await writeMessage(server)
    const body = { id: newId(), kind: 'information', scope: 'site' }
    const asked = await server.post('/v1/me/requests', body, who)
    expect(asked.status).toBe(201)
    expect(mailsOfRequests(server).map(({ kind }) => kind)).toEqual(['request_received'])
    expect(kinds().filter((kind) => kind === 'staff_request')).toHaveLength(1)
    expect((await server.post('/v1/me/requests', body, who)).status).toBe(201)
    expect(kinds().filter((kind) => kind === 'staff_request')).toHaveLength(1)
    const { number } = (await asked.json()) as { number: string }
    const answer = () =>
      askAsStaff(server, `/requests/${number}/answer`, { method: 'POST', body: { text: 'Yes' } })
    expect(await (await answer()).json()).toMatchObject({ isMailed: true })
    expect((await answer()).status).toBe(409)
    expect(mailsOfRequests(server).map(({ kind }) => kind)).toEqual([
      'request_received',
      'request_answer',
    ])
  })
})

describe('an erasure is one act with the mails about its requests', () => {
  const fail = () => Promise.reject(new Error('planted failure'))
  const askTwice = async () => {
    const { who } = await writeMessage(server)
    const request = (body: object) =>
      server.post('/v1/me/requests', { scope: 'site', kind: 'information', ...body }, who)
    expect((await request({})).status).toBe(201)
    const deletion = await request({ kind: 'deletion', email: 'typed@example.kz' })
    const { number } = (await deletion.json()) as { number: string }
    const path = `/requests/${number}/answer`
    const body = { text: 'Planted done', carryOut: true }
    return () => askAsStaff(server, path, { method: 'POST', body })
  }
  const received = ['request_received', 'request_received']
  const kindsOfRequests = () => mailsOfRequests(server).map(({ kind }) => kind)

  test('cut off after its commit, every mail waits', async () => {
    const answer = await askTwice()
    const { eraseMessage } = server.deps.store
    Object.assign(server.deps.store, {
      eraseMessage: async (...given: Parameters<typeof eraseMessage>) => {
        await eraseMessage(...given)
        return fail()
      },
    })
    expect((await answer()).status).toBe(500)
    expect(rowsOf(server, 'messages')).toEqual([])
    // It is done: the daily run does not have to do it again.
    expect(rowsOf(server, 'deferred_erasures')).toEqual([])
    expect(kindsOfRequests()).toEqual([
      ...received,
      ...['request_answer', 'request_closed', 'request_answer'],
    ])
  })

  test('cut off before its commit, no mail says that anything was done', async () => {
    const answer = await askTwice()
    Object.assign(server.deps.store, { eraseMessage: fail })
    expect((await answer()).status).toBe(500)
    expect(rowsOf(server, 'messages')).toHaveLength(1)
    expect(kindsOfRequests()).toEqual(received)
  })
})

test('the answer to a message is queued in the commit that closes it', async () => {
  const { reference } = await writeMessage(server)
  const answer = () =>
    askAsStaff(server, `/messages/${reference}/answer`, { method: 'POST', body: { text: 'Yes' } })
  const { updateMessage } = server.deps.store
  Object.assign(server.deps.store, { updateMessage: () => Promise.reject(new Error('planted')) })
  expect((await answer()).status).toBe(500)
  expect(kinds()).not.toContain('message_answer')
  Object.assign(server.deps.store, { updateMessage })
  expect((await answer()).status).toBe(200)
  expect(kinds().filter((kind) => kind === 'message_answer')).toHaveLength(1)
  expect(rowsOf(server, 'messages')).toMatchObject([{ closed_at_ms: server.nowMs }])
})

describe('DS-11: a one-time code', () => {
  const ask = (email: string) => server.post('/v1/me/codes', { email, language: 'kk' })

  test('waits in the queue for a moment of up to a second that nobody can foretell', async () => {
    await writeMessage(server)
    const before = queued().length
    const delays = new Set<number>()
    for (let round = 0; round < 12; round++) {
      // Each of another network, which has a limit of its own.
      server.peer = `10.0.${round}.1`
      expect((await ask(KNOWN)).status).toBe(202)
      const row = queued().at(-1)
      const delayMs = Number(row?.next_attempt_at_ms) - server.nowMs
      expect(delayMs).toBeGreaterThanOrEqual(0)
      expect(delayMs).toBeLessThanOrEqual(1_020)
      delays.add(delayMs)
    }
    expect(queued()).toHaveLength(before + 12)
    expect(delays.size).toBeGreaterThan(3)
    expect(findCode(server, KNOWN, 12)).toMatch(/^\d{6}$/)
  })

  test('for an address that nobody wrote from leaves a code to be counted, no mail, and the address nowhere', async () => {
    await writeMessage(server)
    const before = queued()
    expect((await ask('nobody@example.kz')).status).toBe(202)
    expect(queued()).toEqual(before)
    expect(rowsOf(server, 'one_time_codes')).toHaveLength(1)
    expect(await server.searchBytes('nobody@example.kz')).toEqual([])
  })

  test('for addresses that only look like another’s takes no mail from whose they look like', async () => {
    await writeMessage(server)
    for (let round = 0; round < 25; round++) {
      server.peer = `10.0.${round}.1`
      expect((await ask(`planted+${round}@example.kz`)).status).toBe(202)
    }
    expect(kinds()).not.toContain('one_time_code')
    expect((await ask(KNOWN)).status).toBe(202)
    expect(findCode(server, KNOWN)).toMatch(/^\d{6}$/)
  })

  test('goes to the address of the newest message, as its mailbox was written there', async () => {
    await writeMessage(server, { email: 'Planted@Example.KZ' })
    await ask(KNOWN)
    expect(server.sent.at(-1)).toMatchObject({ kind: 'one_time_code', to: 'Planted@example.kz' })
  })
})

test.each(['SIGTERM', 'SIGKILL'])(
  'a server that gets %s right after its answers has every mail of them',
  async (signal) => {
    const running = await startServer({
      environment: { SMTP_URL: 'smtp://127.0.0.1:9' },
      site: { ...realSite, mail: { from: 'school@mektep.kz', staff: 'office@mektep.kz' } },
    })
    const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${running.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
      expect(answer.ok).toBe(true)
      return answer.json()
    }
    try {
      const { reference, code } = (await post('/v1/messages', message())) as Record<string, string>
      const authorization = `Bearer ${reference}.${code}`
      await post('/v1/me/requests', { kind: 'information', scope: 'site' }, { authorization })
      await post('/v1/me/codes', { email: KNOWN, language: 'kk' })
      process.kill(running.pid, signal)
      // To staff of the message and of the request, to the sender, to the author of the request, and the code.
      expect(rowsOf(running, 'mail_queue')).toHaveLength(5)
    } finally {
      await running.stop()
    }
  },
)
