import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../../server/contract/limits.ts'
import { maskIin } from '../../../server/contract/typed/iin.ts'
import { createBrowserReader } from '../../../server/http/browser/read-browser.ts'
import { decodeForm } from '../../../server/http/reading/decode-form.ts'
import { OWN_PAGE } from '../../support/app/expect-documented.ts'
import { message, openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp()
})
afterAll(() => server.close())

/**
 * Characters that patterns read while something runs. Each pattern takes steps in proportion to what it reads, which the test of
 * patterns proves; so these are the steps, whatever else the machine has to do.
 */
async function countRead(work: () => unknown): Promise<number> {
  const exec = RegExp.prototype.exec
  let read = 0
  RegExp.prototype.exec = function count(text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0
    const found = exec.call(this, text)
    const end = found ? found.index + found[0].length : text.length
    // One that is tried at one place alone reads no further than it fits.
    read += this.sticky && !found ? 1 : Math.max(1, end - from)
    return found
  }
  try {
    await work()
  } finally {
    RegExp.prototype.exec = exec
  }
  return read
}

/** Four times the input, four times the steps, and a little for what every request takes. */
async function expectLinear(work: (times: number) => unknown): Promise<void> {
  await work(1)
  const none = await countRead(() => work(0))
  const once = await countRead(() => work(1))
  const fourTimes = await countRead(() => work(4))
  expect(fourTimes).toBeLessThanOrEqual(5 * Math.max(once, none, 1_000))
}

/** Each comes in a minute of its own: what the limit of requests refuses is not read. */
async function ask(send: () => Promise<Response>): Promise<void> {
  server.nowMs += 61_000
  expect((await send()).status).not.toBe(429)
}

/** All headers of a request together are at most 16 KiB: Node's own limit. */
const HEADER = 3_500
/** A body is at most 64 KiB. */
const BODY = 15_000

const HEADERS = ['accept-encoding', 'accept-language', 'authorization', 'cookie', 'if-none-match']
HEADERS.push('origin', 'host', 'user-agent', 'sec-gpc', 'sec-fetch-site', 'x-forwarded-for')
HEADERS.push('x-forwarded-proto', 'content-type', 'content-length')
const HARD = [
  '\t',
  ' ',
  'a',
  ',',
  ';',
  '=',
  ';q=',
  ', ;',
  '1',
  '.',
  ':',
  '::',
  'a@.',
  '%',
  '"',
  '~',
]

test.each(HEADERS)('what %s costs grows with its length alone', async (name) => {
  const paths = ['/policy', '/v1/me', '/widget.js', '/v1/admin/session']
  for (const pump of HARD)
    await expectLinear(async (times) => {
      const value = `x${pump.repeat((times * HEADER) / pump.length)}x`
      for (const path of paths) await ask(() => server.get(path, { [name]: value }))
      await ask(() => server.post('/v1/refusals', '{}', { [name]: value }))
    })
})

test.each(HARD)('what a query of %j costs grows with its length alone', (pump) =>
  expectLinear((times) => {
    const count = (times * HEADER) / 3 / pump.length
    return ask(() => server.get(`/policy?lang=${encodeURIComponent(pump).repeat(count)}`))
  }),
)

test.each(['/v1/messages', '/v1/me/codes', '/v1/visits', '/v1/consents'])(
  'what a body costs at %s grows with its length alone, and what is too long costs nothing more',
  async (path) => {
    for (const pump of HARD)
      await expectLinear((times) => {
        const text = `a@${pump.repeat((times * BODY) / pump.length)}@`
        const names = ['email', 'phone', 'name', 'message', 'id', 'policyVersion', 'consentId']
        const body = Object.fromEntries(names.map((name) => [name, text]))
        return ask(() => server.post(path, body))
      })
  },
)

test.each(HARD)('what a form of %j costs grows with its length alone', (pump) =>
  expectLinear((times) => {
    const body = `email=a@${pump.repeat((times * BODY) / pump.length)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return ask(() => server.post('/v1/messages', body, headers))
  }),
)

test.each(['&#1179;', '%u', '%ff', '&', 'a=&'])(
  'what a form of %j costs to decode grows with its length alone',
  (pump) =>
    expectLinear((times) =>
      decodeForm(new TextEncoder().encode(pump.repeat((times * BODY) / pump.length))),
    ),
)

test.each(['1', '1 ', '0101010', '- ', 'a1'])(
  'to mask IINs in %j takes steps by its length',
  (pump) =>
    expectLinear((times) => maskIin(pump.repeat((times * limits.message) / 4 / pump.length))),
)

test('a user agent is cut before it is read: a longer one costs no more', async () => {
  const read = async (length: number) => {
    const readBrowser = createBrowserReader()
    return countRead(() => readBrowser('Mozilla/5.0 ('.padEnd(length, 'a; ')))
  }
  expect(await read(16_000)).toBe(await read(512))
})

test('an address too long by far is refused by its length, and nothing is stored', async () => {
  server.nowMs += 61_000
  const email = `a@${'.'.repeat(60_000)}@`
  const answer = await server.post('/v1/messages', { ...message(), email }, OWN_PAGE)
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ error: { fields: { email: 'too_long' } } })
  expect(await server.searchBytes('a@....')).toEqual([])
})

test('of thirty thousand visits none is looked at, and the answer stays short', async () => {
  server.nowMs += 61_000
  const visits = Array.from({ length: 30_000 }, () => 1)
  const answer = await server.post('/v1/visits', { consentId: 'x', visits })
  const text = await answer.text()
  expect(answer.status).toBe(422)
  expect(text.length).toBeLessThan(500)
  expect(JSON.parse(text).error.fields).toEqual({ consentId: 'invalid', visits: 'too_long' })
})
