import { afterEach, beforeEach, expect, test } from 'vitest'
import { requestsPerMinute } from '../../../server/http/protecting/rate-limit.ts'
import {
  consent,
  errorOf,
  message,
  openTestApp,
  PLANTED_ADDRESS,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'
import { openAdminApp } from '../admin-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

/** Sends wrong messages, which cost nothing to store, until the limit is used up; answers the last status. */
async function useUp(headers: Record<string, string> = {}) {
  let status = 0
  for (let sent = 0; sent < requestsPerMinute.messages; sent++)
    status = (await server.post('/v1/messages', {}, headers)).status
  return status
}

test('SE-10: past its limit an address gets 429 with Retry-After until its minute is over, and nothing is stored or logged', async () => {
  expect(await useUp()).toBe(422)
  const refused = await server.post('/v1/messages', message())
  expect(refused.status).toBe(429)
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThanOrEqual(60)
  expect(seconds).toBeLessThanOrEqual(65)
  expect((await errorOf(refused)).code).toBe('too_many_requests')
  expect(await server.searchBytes('203.0.113')).toEqual([])
  expect(server.logged.join()).not.toContain('203.0.113')
  // Another endpoint, another network and a later minute are free.
  expect((await server.post('/v1/consents', consent())).status).toBe(201)
  server.peer = '198.51.100.1'
  expect((await server.post('/v1/messages', message())).status).toBe(201)
  server.peer = PLANTED_ADDRESS
  server.nowMs += seconds * 1000
  expect((await server.post('/v1/messages', message())).status).toBe(201)
})

test('SE-10: neighbours in one network share the limit, and a forged X-Forwarded-For does not escape it', async () => {
  await useUp()
  server.peer = '203.0.113.1'
  const forged = { 'x-forwarded-for': '198.51.100.9' }
  expect((await server.post('/v1/messages', message(), forged)).status).toBe(429)
})

test('SE-10: behind one trusted proxy its own entry counts, not what the client wrote before it', async () => {
  await server.close()
  server = await openTestApp({ trustedProxies: 1 })
  await useUp({ 'x-forwarded-for': '192.0.2.1, 203.0.113.5' })
  const same = { 'x-forwarded-for': '198.51.100.7, 203.0.113.5' }
  expect((await server.post('/v1/messages', message(), same)).status).toBe(429)
  const other = { 'x-forwarded-for': '203.0.113.5, 198.51.100.7' }
  expect((await server.post('/v1/messages', message(), other)).status).toBe(201)
})

/** How many of so many wrong messages pass the limit, each under its own `X-Forwarded-For`. */
async function countPassed(times: number, entryOf: (index: number) => string) {
  let passed = 0
  for (let index = 0; index < times; index++) {
    const answer = await server.post('/v1/messages', {}, { 'x-forwarded-for': entryOf(index) })
    if (answer.status !== 429) passed++
  }
  return passed
}

test('SE-10: no minute lets twice the limit pass, whenever it begins', async () => {
  server.nowMs += 59_000
  await useUp()
  server.nowMs += 2_000
  expect((await server.post('/v1/messages', message())).status).toBe(429)
})

test('SE-10: whoever a proxy names with a port, in brackets or quotes is counted alone, and does not escape by another port', async () => {
  await server.close()
  server = await openTestApp({ trustedProxies: 1 })
  const forms = [
    (index: number) => `10.2.${index}.5:${4000 + index}`,
    (index: number) => `"[2001:db8:${index}::1]:443"`,
    (index: number) => `2001:db8:ff:${index.toString(16)}::1`,
  ]
  for (const form of forms) expect(await countPassed(70, form)).toBe(70)
  const { messages } = requestsPerMinute
  expect(await countPassed(70, (index) => `203.0.113.8:${40_000 + index}`)).toBe(messages)
  expect(await countPassed(70, (index) => `[2001:db8:5:5::${index}]:443`)).toBe(messages)
  // All of what a provider gives to one customer has a limit, too.
  const wide = await countPassed(700, (index) => `2001:db8:eeee:${index.toString(16)}::1`)
  expect(wide).toBe(10 * messages)
})

test('SE-10: what is no address shares a larger limit, says so once in the log, and never takes the machine’s own freedom', async () => {
  await server.close()
  server = await openTestApp({ trustedProxies: 1 })
  server.peer = '127.0.0.1'
  const nonsense = ['unknown', '', '999.1.1.1', '....', 'mektep.kz', '1.2.3']
  const entryOf = (index: number) => nonsense[index % nonsense.length] ?? ''
  const passed = await countPassed(700, entryOf)
  expect(passed).toBe(10 * requestsPerMinute.messages)
  const told = server.logged.filter((line) => line.includes('client_address_unknown'))
  expect(told).toHaveLength(1)
  expect(told.join()).toContain('KELISIM_TRUST_PROXY')
  expect(told.join()).not.toMatch(/999\.1|mektep/)
  // An entry may say anything of the machine: it is counted like every other.
  for (const entry of ['127.0.0.1', '::1', '[::1]:80', '::ffff:127.0.0.2'])
    expect(await countPassed(61, () => entry), entry).toBeLessThan(61)
  // And whoever has an address is not touched by those who have none.
  expect(await countPassed(1, () => '203.0.113.7')).toBe(1)
})

test('SE-10: a body over the limit is refused with 413 and nothing of it is stored', async () => {
  const answer = await server.post('/v1/messages', message({ message: 'Planted'.repeat(12_000) }))
  expect(answer.status).toBe(413)
  expect(await server.searchBytes('Planted')).toEqual([])
})

test('SE-08: a form of another site is refused with 403 on every write, and nothing is stored', async () => {
  const headers = {
    origin: 'https://evil.example',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const body = consent()
  for (const path of ['/v1/consents', '/v1/refusals', '/v1/visits', '/v1/messages']) {
    const answer = await server.post(path, 'name=Planted&a=1', headers)
    expect(answer.status, path).toBe(403)
    expect(answer.headers.get('access-control-allow-origin'), path).toBeNull()
  }
  expect(await server.deps.store.findConsent(body.id)).toBeUndefined()
  expect(await server.searchBytes('Planted')).toEqual([])
})

test('SE-08: the console takes JSON alone: text/plain and forms get 415, another origin 403', async () => {
  const admin = await openAdminApp()
  const body = { token: 'x', password: 'a long pass phrase' }
  const ask = (headers: Record<string, string>) =>
    admin.ask('/setup', { method: 'POST', body, headers })
  expect((await ask({ 'content-type': 'text/plain' })).status).toBe(415)
  expect((await ask({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  expect((await ask({ origin: 'https://evil.example' })).status).toBe(403)
  expect(await admin.store.hasAccounts()).toBe(false)
})

test('SE-08: GET never changes anything: no read route writes a row', async () => {
  const body = consent()
  await server.post('/v1/consents', body)
  const before = JSON.stringify(await server.deps.store.findConsent(body.id))
  for (const path of ['withdrawal', 'receipt', ''])
    await server.get(`/v1/consents/${body.id}/${path}`, { authorization: `Bearer ${body.secret}` })
  for (const path of ['/v1/refusals', '/v1/visits', '/v1/messages'])
    expect((await server.get(path)).status, path).toBe(405)
  expect(JSON.stringify(await server.deps.store.findConsent(body.id))).toBe(before)
})

test('SE-09: SQL and HTML in every text field are kept as text and change no other row', async () => {
  const attack = `'); DROP TABLE messages; --<script>alert(1)</script>`
  const given = await server.post('/v1/messages', message({ name: attack, message: attack }))
  expect(given.status).toBe(201)
  const granted = consent()
  await server.post('/v1/consents', granted)
  const path = `/a');DROP/**/TABLE/**/visits;--`
  expect((await server.post('/v1/visits', visits(granted.id, { path }))).status).toBe(202)
  expect((await server.post('/v1/messages', message())).status).toBe(201)
  for (const page of ['/policy/%3Cscript%3Ealert(1)%3C%2Fscript%3E', '/policy?lang=%3Cscript%3E']) {
    const html = await (await server.get(page)).text()
    expect(html, page).not.toMatch(/<script/i)
  }
})

test('SE-13: personal answers are no-store; errors carry a requestId and no value that was sent', async () => {
  const body = consent()
  const given = await server.post('/v1/consents', body)
  expect(given.headers.get('cache-control')).toBe('no-store')
  const headers = { authorization: `Bearer ${body.secret}` }
  for (const path of [`/v1/consents/${body.id}`, `/v1/consents/${body.id}/receipt`])
    expect((await server.get(path, headers)).headers.get('cache-control')).toBe('no-store')
  const wrong = await server.post('/v1/messages', {
    ...message(),
    email: 'Planted-wrong',
    extra: 'Planted-more',
  })
  expect(wrong.headers.get('cache-control')).toBe('no-store')
  const text = await wrong.text()
  expect(JSON.parse(text).error.requestId).toMatch(/^[0-9a-f]{16}$/)
  expect(text).not.toContain('Planted')
  expect(server.logged.join()).not.toContain('Planted')
})

test('CB-16: gpc.json says that the signal is honoured, since a valid day', async () => {
  const answer = await server.get('/.well-known/gpc.json')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(answer.headers.get('set-cookie')).toBeNull()
  const { gpc, lastUpdate, ...rest } = (await answer.json()) as Record<string, unknown>
  expect(gpc).toBe(true)
  expect(new Date(String(lastUpdate)).toISOString().slice(0, 10)).toBe(lastUpdate)
  expect(rest).toEqual({})
})

test('SE-14: security.txt is served as text, names no address that whoever asks has chosen, and expires in the future whenever it is read', async () => {
  for (const years of [0, 3]) {
    server.nowMs += years * 365 * 86_400_000
    const answer = await server.get('/.well-known/security.txt')
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const text = await answer.text()
    expect(text).not.toMatch(/^(Canonical|Policy):|consent\.other/m)
    expect(Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? '')).toBeGreaterThan(server.nowMs)
  }
})
