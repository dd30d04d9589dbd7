import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { createCompressor } from '../../../server/assets/compressor.ts'
import { OWN_PAGE } from '../../support/app/expect-documented.ts'
import { giveConsent } from '../../support/app/my-data.ts'
import { consent, message, openTestApp, type TestApp, visits } from '../../support/app/test-app.ts'
import { becomeReady, HEAD } from '../../support/staff/first-administrator.ts'

const PASSWORD = 'a long pass phrase'

/** What the compressor was asked for. */
const made: string[] = []
const compressor = createCompressor()
let server: TestApp
let app: TestApp['app']
let cookie = ''
beforeAll(async () => {
  server = await openTestApp({ setupToken: 'the-token' })
  app = createApp({
    ...server.deps,
    compressor: {
      keep: (name, encoding, body) => {
        made.push(`keep ${encoding}`)
        return compressor.keep(name, encoding, body)
      },
      compress: (body, encoding) => {
        made.push(`compress ${encoding}`)
        return compressor.compress(body, encoding)
      },
      stream: (body, encoding) => {
        made.push(`stream ${encoding}`)
        return compressor.stream(body, encoding)
      },
    },
  })
  const setUp = await send('/v1/admin/setup', {
    method: 'POST',
    body: JSON.stringify({ ...HEAD, token: 'the-token', password: PASSWORD }),
  })
  cookie = setUp.headers.get('set-cookie')?.split(';')[0] ?? ''
  await becomeReady(async (method, path, sent) => {
    const body = sent === undefined ? {} : { body: JSON.stringify(sent) }
    const answer = await send(`/v1/admin${path}`, { method, headers: { cookie }, ...body })
    // With the second factor comes a session of its own.
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const text = await answer.text()
    return text === '' ? undefined : JSON.parse(text)
  }, server.nowMs)
})
afterAll(() => server.close())
beforeEach(() => {
  server.nowMs += 61_000
  made.length = 0
})

const HOST = 'consent.other.example'
const send = async (path: string, { headers, ...init }: RequestInit = {}): Promise<Response> =>
  app.request(path, {
    ...init,
    headers: {
      host: HOST,
      'content-type': 'application/json',
      'user-agent': 'Mozilla/5.0 Firefox/140.0',
      ...OWN_PAGE,
      ...(headers as Record<string, string>),
    },
  })

/** The body as a client reads it. */
async function decode(answer: Response): Promise<string> {
  const body = Buffer.from(await answer.arrayBuffer())
  expect(Number(answer.headers.get('content-length') ?? body.byteLength)).toBe(body.byteLength)
  const encoding = answer.headers.get('content-encoding')
  if (encoding === 'br') return brotliDecompressSync(body).toString()
  return encoding === 'gzip' ? gunzipSync(body).toString() : body.toString()
}

const PUBLIC = [
  '/policy',
  '/policy?lang=ru',
  '/policy.txt',
  '/policy/versions',
  '/cookies',
  '/docs',
]
PUBLIC.push('/personal-data-list', '/consent-form', '/receipt', '/v1/openapi.json', '/v1/site')
PUBLIC.push('/policy/2025-08-01')

test.each(PUBLIC)('%s is compressed as it is asked for, and is the same text', async (path) => {
  const plain = await send(path)
  const text = await plain.text()
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('vary')).toContain('Accept-Encoding')
  expect(text.length).toBeGreaterThan(1024)
  for (const [wanted, encoding] of [
    ['br, gzip', 'br'],
    ['br;q=0.1, gzip', 'gzip'],
    ['gzip;q=0, br;q=0', null],
    ['identity, br;q=0.5', null],
  ] as const) {
    const answer = await send(path, { headers: { 'accept-encoding': wanted } })
    expect(answer.headers.get('content-encoding'), wanted).toBe(encoding)
    expect(answer.headers.get('vary'), wanted).toContain('Accept-Encoding')
    expect(answer.headers.get('etag')).toBe(plain.headers.get('etag'))
    expect(answer.headers.get('content-type')).toBe(plain.headers.get('content-type'))
    expect(await decode(answer)).toBe(text)
  }
  expect(made.filter((one) => !one.startsWith('keep'))).toEqual([])
  const etag = plain.headers.get('etag') ?? ''
  const known = await send(path, { headers: { 'if-none-match': etag, 'accept-encoding': 'br' } })
  expect(known.status).toBe(304)
  expect(known.headers.get('vary')).toContain('Accept-Encoding')
  expect(known.headers.get('content-encoding')).toBeNull()
})

test('what is the same for all is compressed once', async () => {
  const body = Buffer.from('the same for all '.repeat(500))
  const one = createCompressor()
  expect(await one.keep('"tag"', 'br', body)).toBe(await one.keep('"tag"', 'br', Buffer.from('')))
  expect(await one.keep('"other"', 'br', body)).not.toBe(await one.keep('"tag"', 'br', body))
})

test('a page that is the same for all is rendered once', async () => {
  const exec = RegExp.prototype.exec
  for (const path of PUBLIC) {
    await send(path)
    let read = 0
    RegExp.prototype.exec = function count(text: string) {
      read += text.length
      return exec.call(this, text)
    }
    try {
      await send(path)
    } finally {
      RegExp.prototype.exec = exec
    }
    // What a request's address and headers take; rendering reads every text of the page.
    expect(read, path).toBeLessThan(1_500)
  }
})

test('answers to one person are compressed, those of the console for its own page alone', async () => {
  const record = await giveConsent(server)
  const own = { 'accept-encoding': 'br', ...record.who }
  for (const path of ['/v1/me', '/v1/me/export', '/v1/me/export?format=page']) {
    const answer = await send(path, { headers: own })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-encoding'), path).toBe('br')
    expect(answer.headers.get('vary')).toContain('Accept-Encoding')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await decode(answer)).toContain(record.id)
  }
  expect(new Set(made)).toEqual(new Set(['compress br', 'stream br']))
})

test('BREACH: what a cookie opens is not compressed where another page has had it asked for', async () => {
  const path = '/v1/admin/retention'
  const ask = async (site?: string) => {
    const headers = { cookie, 'accept-encoding': 'gzip', ...(site && { 'sec-fetch-site': site }) }
    const answer = await send(path, { headers })
    expect(answer.status).toBe(200)
    expect(await decode(answer.clone())).toContain('"classes"')
    return answer
  }
  for (const site of [undefined, 'same-origin', 'none'])
    expect((await ask(site)).headers.get('content-encoding'), site).toBe('gzip')
  for (const site of ['same-site', 'cross-site'])
    expect((await ask(site)).headers.get('content-encoding'), site).toBeNull()
})

test('no answer that holds a credential is compressed, and no write of a visitor comes near a compressor', async () => {
  const headers = { 'accept-encoding': 'br' }
  const given = consent()
  const writes = [
    ['/v1/consents', given, 201],
    ['/v1/visits', visits(given.id), 202],
    ['/v1/refusals', { policyVersion: '2025-08-01', language: 'kk' }, 202],
    ['/v1/messages', { ...message(), ...server.proof() }, 201],
    ['/v1/admin/session', { email: HEAD.email, password: PASSWORD }, 200],
  ] as const
  for (const [path, body, status] of writes) {
    const answer = await send(path, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(answer.status, path).toBe(status)
    expect(answer.headers.get('content-encoding'), path).toBeNull()
  }
  const form = new URLSearchParams({ ...message(), ...server.proof(), consent: 'on' } as Record<
    string,
    string
  >)
  const page = await send('/v1/messages', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  // The page says the code that opens the message.
  expect(await page.text()).toMatch(/K-[2-9A-Z]{8}/)
  expect(page.headers.get('content-encoding')).toBeNull()
  expect(made).toEqual([])
})
