import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MeResult } from '../../../server/contract/index.ts'
import {
  bearer,
  deleteMe,
  openCodeSession,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const me = async (who: Record<string, string>) =>
  (await (await server.get('/v1/me', who)).json()) as MeResult

test('CF-08: who gave only a phone gets a code that opens the message; it is kept as a hash', async () => {
  const { reference, code, who } = await writeMessage(server, {
    email: undefined,
    phone: '+7 700 000 00 00',
  })
  expect((await me(who)).messages).toMatchObject([{ reference }])
  const [row] = rowsOf(server, 'messages')
  expect(row?.email_index).toBeNull()
  expect(row?.secret_hash).toEqual(Buffer.from(await server.deps.cryptography.sha256(code)))
  for (const text of [code, code.replaceAll('-', '')]) {
    expect(await server.searchBytes(text)).toEqual([])
  }
  expect(server.logged.join()).not.toContain(code)
})

test('CF-08: the page that answers a plain form shows a code that opens the message, and no cache keeps it', async () => {
  const fields = {
    ...{ name: 'Planted Name', phone: '+7 700 000 00 00', message: 'Planted question' },
    ...{ sender: 'adult', consent: 'on', language: 'kk', policyVersion: '2025-08-01' },
    ...server.proof(),
  }
  const response = await server.post('/v1/messages', new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(response.headers.get('cache-control')).toBe('no-store')
  const page = await response.text()
  const [, reference = ''] = /(K-[2-9A-Z]{8})/.exec(page) ?? []
  const [, code = ''] = /<code>([2-9A-Z-]{34})<\/code>/.exec(page) ?? []
  expect((await me(bearer(`${reference}.${code}`))).messages).toMatchObject([{ reference }])
})

test('CF-08: a code mailed to the address leads to each message sent from it; when they are gone, to nothing', async () => {
  const first = await writeMessage(server)
  const second = await writeMessage(server, { email: 'PLANTED@example.kz' })
  await writeMessage(server, { email: 'other@example.kz' })
  const session = await openCodeSession(server, 'PLANTED@example.kz')
  const references = (await me(session)).messages.map(({ reference }) => reference)
  expect(references.toSorted()).toEqual([first.reference, second.reference].toSorted())
  for (const { who } of [first, second]) {
    const { confirm } = (await (await deleteMe(server, who)).json()) as { confirm: string }
    await deleteMe(server, who, confirm)
  }
  expect(await me(session)).toMatchObject({ isHeld: false, data: [], purposes: [], messages: [] })
  const body = { kind: 'information', scope: 'site' }
  expect((await server.post('/v1/me/requests', body, session)).status).toBe(404)
  expect((await server.post('/v1/me/restrictions', {}, session)).status).toBe(404)
  expect(rowsOf(server, 'requests')).toEqual([])
})
