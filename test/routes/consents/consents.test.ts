import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Receipt } from '../../../server/contract/index.ts'
import {
  consent,
  errorOf,
  NOTICES,
  newId,
  openTestApp,
  PLANTED_ADDRESS,
  type TestApp,
  USER_AGENT,
} from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const receiptOf = async (response: Response) =>
  ((await response.json()) as { receipt: Receipt }).receipt
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const rows = (table: string) => {
  const database = openDatabase(server.databaseFile)
  const found = database.prepare(`select * from ${table}`).all()
  database.close()
  return found as Record<string, unknown>[]
}

test('CB-05 a consent is stored with every purpose on offer, granted or refused, and answered with a receipt', async () => {
  const body = consent({ purposes: { analytics: true, external: false } })
  const response = await server.post('/v1/consents', body)
  expect(response.status).toBe(201)
  expect(await receiptOf(response)).toMatchObject({
    id: body.id,
    state: 'ConsentGiven',
    givenAt: '2026-03-03T07:00:00.000Z',
    validUntil: '2026-08-30T07:00:00.000Z',
    purposes: { analytics: true, external: false },
    noticeSha256: NOTICES.kk,
    jurisdiction: 'KZ',
  })
})

test('CR-07 the secret is stored as a hash only, and the record opens to nobody without it', async () => {
  const body = consent()
  await server.post('/v1/consents', body)
  expect(await server.searchBytes(body.secret)).toEqual([])
  expect(await server.searchBytes(Buffer.from(body.secret, 'base64url'))).toEqual([])

  const path = `/v1/consents/${body.id}`
  expect((await server.get(path)).status).toBe(401)
  const guess = bearer(randomBytes(32).toString('base64url'))
  expect((await server.get(path, guess)).status).toBe(404)
  expect(await errorOf(await server.get(path, guess))).toMatchObject({ code: 'not_found' })
  expect((await server.get(`/v1/consents/${newId()}`, bearer(body.secret))).status).toBe(404)
  expect((await server.get(`${path}/receipt`, guess)).status).toBe(404)
  expect((await server.get(path, bearer(body.secret))).status).toBe(200)
})

test('CR-06 a consent keeps neither the address nor the user agent of who gave it', async () => {
  await server.post('/v1/consents', consent())
  expect(await server.searchBytes(PLANTED_ADDRESS)).toEqual([])
  expect(await server.searchBytes('Chrome')).toEqual([])
  expect(await server.searchBytes(USER_AGENT)).toEqual([])
})

test('stores a consent once, however often it is sent, and answers with the same receipt', async () => {
  const body = consent()
  const first = await receiptOf(await server.post('/v1/consents', body))
  server.nowMs += 60_000
  const again = await server.post('/v1/consents', body)
  expect(again.status).toBe(201)
  expect(await receiptOf(again)).toEqual(first)
  expect(rows('consent_records')).toHaveLength(1)
  expect(rows('consent_events')).toHaveLength(1)
  expect(rows('daily_counts')).toContainEqual(
    expect.objectContaining({ measure: 'consent', dimension: 'all', count: 1 }),
  )
})

test('refuses an id that belongs to another record, and changes nothing', async () => {
  const body = consent()
  await server.post('/v1/consents', body)
  const stolen = await server.post(
    '/v1/consents',
    consent({ id: body.id, purposes: { analytics: false, external: true } }),
  )
  expect(stolen.status).toBe(409)
  expect((await errorOf(stolen)).code).toBe('id_reused')
  expect(
    await receiptOf(await server.get(`/v1/consents/${body.id}`, bearer(body.secret))),
  ).toMatchObject({
    purposes: { analytics: true },
  })
})

test('counts a data kind as refused where analytics is refused, whatever was sent', async () => {
  const response = await server.post(
    '/v1/consents',
    consent({ purposes: { analytics: false, external: true } }),
  )
  expect((await receiptOf(response)).dataKinds).toEqual({
    ip: false,
    browser: false,
    visit_time: false,
    visitor_cookie: false,
  })
})

test.each([
  [
    'a purpose that does not exist',
    { purposes: { analytics: true, external: true, marketing: true } },
    422,
    'purpose_unknown',
    { 'purposes.marketing': 'unknown' },
  ],
  [
    'a purpose left out',
    { purposes: { analytics: true } },
    422,
    'purpose_missing',
    { 'purposes.external': 'missing' },
  ],
  [
    'nothing granted',
    { purposes: { analytics: false, external: false } },
    422,
    'nothing_granted',
    { purposes: 'invalid' },
  ],
  [
    'an unpublished policy version',
    { policyVersion: '1999-01-01' },
    404,
    'policy_version_unknown',
    { policyVersion: 'invalid' },
  ],
  [
    'a notice that is not shown any more',
    { notice: '0000000000000000' },
    409,
    'policy_version_outdated',
    { notice: 'invalid' },
  ],
])('refuses %s and stores nothing', async (_, changes, status, code, fields) => {
  const response = await server.post('/v1/consents', consent(changes as never))
  expect(response.status).toBe(status)
  expect(await errorOf(response)).toMatchObject({ code, fields })
  for (const table of ['consent_records', 'consent_events', 'daily_counts'])
    expect(rows(table)).toEqual([])
})

test('CB-09 a withdrawal is an event of its own, and what is withdrawn is granted no more', async () => {
  const body = consent()
  await server.post('/v1/consents', body)
  server.nowMs += 1000
  const path = `/v1/consents/${body.id}/withdrawal`
  expect((await server.post(path, { id: newId() })).status).toBe(401)
  const response = await server.post(path, { id: newId() }, bearer(body.secret))
  expect(response.status).toBe(201)
  expect(await receiptOf(response)).toMatchObject({
    state: 'ConsentWithdrawn',
    withdrawnAt: '2026-03-03T07:00:01.000Z',
    purposes: { analytics: false, external: false },
  })
  expect(rows('consent_events')).toMatchObject([
    { state: 'ConsentGiven' },
    { state: 'ConsentWithdrawn' },
  ])
})

test('withdraws some purposes and leaves the others', async () => {
  const body = consent()
  await server.post('/v1/consents', body)
  const withdrawal = { id: newId(), purposes: ['analytics'] }
  const response = await server.post(
    `/v1/consents/${body.id}/withdrawal`,
    withdrawal,
    bearer(body.secret),
  )
  expect(await receiptOf(response)).toMatchObject({
    state: 'ConsentGiven',
    purposes: { analytics: false, external: true },
    dataKinds: { ip: false, browser: false, visit_time: false, visitor_cookie: false },
  })
})

test('a withdrawal sent twice is one event and one count', async () => {
  const body = consent()
  await server.post('/v1/consents', body)
  const withdrawal = { id: newId() }
  for (let i = 0; i < 2; i++) {
    const response = await server.post(
      `/v1/consents/${body.id}/withdrawal`,
      withdrawal,
      bearer(body.secret),
    )
    expect(response.status).toBe(201)
    expect((await receiptOf(response)).state).toBe('ConsentWithdrawn')
  }
  expect(rows('consent_events')).toHaveLength(2)
  expect(rows('daily_counts')).toContainEqual(
    expect.objectContaining({ measure: 'withdrawal', count: 1 }),
  )
})

test('CB-15 Sec-GPC: 1 is on record with the choice; 0 and true are ignored, one 1 among several counts', async () => {
  const given = async (signal: string) => {
    const body = consent()
    await server.post('/v1/consents', body, { 'sec-gpc': signal })
    return rows('consent_records').find((row) => row.id === body.id)?.gpc_at_choice
  }
  expect(await given('1')).toBe(1)
  expect(await given('0, 1')).toBe(1)
  expect(await given('0')).toBe(0)
  expect(await given('true')).toBe(0)
})

test('the receipt holds no secret and is offered as a file', async () => {
  const body = consent()
  await server.post('/v1/consents', body)
  const response = await server.get(`/v1/consents/${body.id}/receipt`, bearer(body.secret))
  expect(response.headers.get('content-disposition')).toContain(`kelisim-receipt-${body.id}.json`)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).not.toContain(body.secret)
})

test.each([
  ['https', true],
  ['http', false],
])('SE-09: the cookies of a page by %s are for it and for TLS: %s', async (scheme, isSecure) => {
  const origin = `${scheme}://www.school.example`
  const app = await openTestApp({ origins: [origin] })
  const body = consent()
  const page = { origin, host: 'consent.school.example', 'sec-fetch-site': 'same-site' }
  const cookies = (await app.post('/v1/consents', body, page)).headers.getSetCookie()
  const withdrawn = await app.post(
    `/v1/consents/${body.id}/withdrawal`,
    { id: newId() },
    { ...page, ...bearer(body.secret), cookie: cookies[0]?.split(';')[0] ?? '' },
  )
  const all = [...cookies, ...withdrawn.headers.getSetCookie()]
  expect(all.map((cookie) => cookie.replace(/=.*/, ''))).toEqual([
    ...['kelisim-0badc0de', 'kelisim_key', 'kelisim_key'],
    ...['kelisim-0badc0de', 'kelisim_key', 'kelisim_key'],
  ])
  for (const cookie of all) {
    expect(cookie).toMatch(/Path=\/my-data;/.test(cookie) ? /; SameSite=Strict/ : /; SameSite=Lax/)
    expect(/; Secure/.test(cookie), cookie).toBe(isSecure)
    // The record's secret is for no script and no other path than the record's and that of the page of one's own data.
    if (cookie.startsWith('kelisim_key'))
      expect(cookie).toMatch(new RegExp(`; Path=/(v1/consents/${body.id}|my-data); HttpOnly`))
  }
  await app.close()
})
