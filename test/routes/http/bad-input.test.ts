import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  consent,
  errorOf,
  message,
  openTestApp,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp()
})
afterAll(() => server.close())

const WRITES = ['/v1/consents', '/v1/refusals', '/v1/visits', '/v1/messages']
const TABLES = ['consent_records', 'consent_events', 'daily_counts', 'visits', 'messages']

async function expectRefused(response: Response, status: number, code: string) {
  const text = await response.text()
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/json')
  const { error } = JSON.parse(text)
  expect(error.code).toBe(code)
  expect(error.requestId).toMatch(/^[0-9a-f]{16}$/)
  expect(text).not.toMatch(/ at .*\.ts|node_modules|SQLITE|select |insert /i)
  const database = openDatabase(server.databaseFile)
  for (const table of TABLES)
    expect(database.prepare(`select * from ${table}`).all(), table).toEqual([])
  database.close()
  return error
}

test.each(WRITES)('%s refuses what is not JSON', async (path) => {
  await expectRefused(await server.post(path, '{"planted'), 400, 'invalid_json')
})

test.each(['application/json', 'application/x-www-form-urlencoded'])(
  'a body in %s that breaks off is no fault of the server, and nothing of it is stored',
  async (type) => {
    for (const length of [{}, { 'content-length': '500' }]) {
      const body = new ReadableStream({
        pull(controller) {
          controller.error(new Error('planted: the connection was lost'))
        },
      })
      const headers = { 'content-type': type, accept: 'application/json', ...length }
      const request = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
      const response = await server.app.request('/v1/messages', request)
      expect(response.status).toBe(400)
    }
    expect(server.logged.join()).not.toMatch(/internal_error|planted/)
  },
)

test.each(WRITES)('%s refuses a body of one megabyte, with and without a length', async (path) => {
  const body = JSON.stringify({ planted: 'x'.repeat(1_000_000) })
  await expectRefused(
    await server.post(path, body, { 'content-length': String(body.length) }),
    413,
    'body_too_large',
  )
  await expectRefused(await server.post(path, body), 413, 'body_too_large')
})

test.each(WRITES)('%s refuses a body that is no object, and one of wrong types', async (path) => {
  for (const body of ['null', '[]', '"planted"', '7']) {
    await expectRefused(await server.post(path, body), 422, 'invalid_body')
  }
})

test.each(WRITES)(
  '%s refuses a content type that a plain page could send unasked',
  async (path) => {
    await expectRefused(
      await server.post(path, '{}', { 'content-type': 'application/xml' }),
      415,
      'unsupported_media_type',
    )
  },
)

test.each([
  ['/v1/consents', { ...consent(), planted: 1 }],
  ['/v1/refusals', { policyVersion: '2025-08-01', language: 'kk', planted: 1 }],
  ['/v1/visits', { ...visits(consent().id), planted: 1 }],
  ['/v1/messages', { ...message(), planted: 1 }],
])('%s refuses an unknown field by name', async (path, body) => {
  const error = await expectRefused(await server.post(path, body), 400, 'unknown_field')
  expect(error.fields).toEqual({ planted: 'unknown' })
})

test('names every wrong field at once, however deep', async () => {
  const body = { consentId: 7, visits: [{ id: 'x', path: 'no-slash', durationMs: -1 }, {}] }
  const error = await expectRefused(await server.post('/v1/visits', body), 422, 'invalid_body')
  expect(error.fields).toEqual({
    consentId: 'wrong_type',
    'visits.0.id': 'invalid',
    'visits.0.path': 'invalid',
    'visits.0.durationMs': 'too_small',
    'visits.1.id': 'missing',
    'visits.1.path': 'missing',
  })
})

test('does not send a value back, nor more of a field’s name than names it', async () => {
  const name = 'n'.repeat(5000)
  const error = await expectRefused(
    await server.post('/v1/refusals', { [name]: 'planted-value' }),
    400,
    'unknown_field',
  )
  expect(JSON.stringify(error)).not.toContain('planted-value')
  expect(JSON.stringify(error).length).toBeLessThan(1000)
})

test('a field named __proto__ is a field like any other', async () => {
  const response = await server.post(
    '/v1/refusals',
    '{"policyVersion":"2025-08-01","language":"kk","__proto__":{"x":1}}',
  )
  await expectRefused(response, 400, 'unknown_field')
})

test.each([
  'https://evil.example',
  'https://school.example.evil.example',
  'http://school.example',
  'null',
])('refuses pages of %s', async (origin) => {
  for (const path of WRITES) {
    const response = await server.post(path, '{}', { origin })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    await expectRefused(response, 403, 'origin_not_allowed')
  }
})

test('lets the school’s page read its errors, and gives a strange page no permission', async () => {
  const response = await server.post('/v1/visits', '{}')
  expect(response.headers.get('access-control-allow-origin')).toBe('https://school.example')
  expect(response.headers.get('vary')).toContain('Origin')
  const preflight = (origin: string, more: Record<string, string> = {}) =>
    server.app.request('/v1/consents', { method: 'OPTIONS', headers: { origin, ...more } })
  expect(
    (await preflight('https://school.example')).headers.get('access-control-allow-headers'),
  ).toContain('authorization')
  // What a page's own `fetch` adds to every request.
  const added = { 'access-control-request-headers': 'content-type,traceparent' }
  const allowed = await preflight('https://school.example', added)
  expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type,traceparent')
  expect(allowed.headers.get('vary')).toContain('Access-Control-Request-Headers')
  const strange = await preflight('https://evil.example', added)
  expect(strange.headers.get('access-control-allow-origin')).toBeNull()
  expect(strange.headers.get('access-control-allow-headers')).toBeNull()
})

test('an address where nothing is answers with the envelope', async () => {
  const response = await server.get('/v1/nothing-here')
  expect(response.status).toBe(404)
  expect((await errorOf(response)).code).toBe('not_found')
})

test('a database that fails is said as such, without a word of it, and logged without values', async () => {
  const broken = await openTestApp()
  await broken.deps.store.close()
  const response = await broken.post('/v1/messages', message())
  expect(response.status).toBe(503)
  expect((await errorOf(response)).code).toBe('store_unavailable')
  expect(broken.logged).toHaveLength(1)
  expect(broken.logged.join()).not.toContain('lanted')
  expect((await broken.get('/health/ready')).status).toBe(503)
  expect((await broken.get('/health/live')).status).toBe(200)
})
