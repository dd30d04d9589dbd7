import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../../server/contract/limits.ts'
import { readWhole, type Sending, sendThenRead } from '../../support/server/late-reader.ts'
import { type RunningServer, startServer } from '../../support/server/start-server.ts'

let server: RunningServer
let port: number
beforeAll(async () => {
  server = await startServer({ environment: { KELISIM_TRUST_PROXY: '1' } })
  port = Number(new URL(server.url).port)
})
afterAll(() => server.stop())

const headOf = (line: string, ...headers: readonly string[]) =>
  `${[`${line} HTTP/1.1`, 'Host: 127.0.0.1', ...headers].join('\r\n')}\r\n\r\n`

const JSON_TYPE = 'Content-Type: application/json'
const BYTES = 200_000

/** Request line, headers, status and code of the refusal. */
const refusals: readonly (readonly [string, readonly string[], number, string])[] = [
  ['POST /v1/consents', [JSON_TYPE], 413, 'body_too_large'],
  ['POST /v1/visits', ['Content-Type: text/plain'], 413, 'body_too_large'],
  ['POST /v1/messages', [JSON_TYPE], 413, 'body_too_large'],
  ['POST /v1/visits', ['Content-Type: application/xml'], 415, 'unsupported_media_type'],
  ['POST /v1/consents', [JSON_TYPE, 'Origin: https://evil.example'], 403, 'origin_not_allowed'],
  ['DELETE /v1/visits', [JSON_TYPE], 405, 'method_not_allowed'],
  ['POST /v1/nothing', [JSON_TYPE], 404, 'not_found'],
  ['GET /v1/nothing', [JSON_TYPE], 404, 'not_found'],
  ['POST /v1/admin/session', [JSON_TYPE, 'Sec-Fetch-Site: cross-site'], 403, 'origin_not_allowed'],
]

const lengths = {
  'with its length': [`Content-Length: ${BYTES}`],
  'in chunks': ['Transfer-Encoding: chunked'],
  'with its length, as the last of its connection': [
    `Content-Length: ${BYTES}`,
    'Connection: close',
  ],
  'in chunks, as the last of its connection': ['Transfer-Encoding: chunked', 'Connection: close'],
} as const

describe('whoever sends everything before they read an answer gets it whole', () => {
  for (const [how, length] of Object.entries(lengths))
    test.each(refusals)(
      `a body sent ${how}: %s %j is answered %i`,
      async (line, headers, status, code) => {
        const isChunked = how.startsWith('in chunks')
        const sending = { head: headOf(line, ...headers, ...length), bodyBytes: BYTES, isChunked }
        const met = await Promise.all(Array.from({ length: 4 }, () => sendThenRead(port, sending)))
        for (const one of met) {
          const answer = readWhole(one)
          expect(answer.status, one.received).toBe(status)
          expect(JSON.parse(answer.body).error.code).toBe(code)
          expect(answer.head).toMatch(/^connection: close$/im)
          expect(one.sentBytes).toBe(BYTES)
        }
      },
    )

  const early: readonly (readonly [string, Omit<Sending, 'bodyBytes'>, number])[] = [
    ['a header too long', { head: 'GET / HTTP/1.1\r\nHost: x\r\nX-Long: ' }, 431],
    ['an address too long', { head: 'GET /' }, 431],
    ['no HTTP', { head: 'G@T / HTTP/1.1\r\n\r\n' }, 400],
    ['a length that is none', { head: headOf('POST /v1/visits', 'Content-Length: 1x') }, 400],
    [
      'a chunk that is none',
      { head: `${headOf('POST /v1/visits', 'Transfer-Encoding: chunked')}zz\r\n` },
      400,
    ],
    ['no host', { head: `POST / HTTP/1.1\r\nContent-Length: ${BYTES}\r\n\r\n` }, 400],
    ['two hosts', { head: headOf('POST /', 'Host: other', `Content-Length: ${BYTES}`) }, 400],
    ['a tunnel', { head: 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n' }, 405],
  ]
  test.each(early)('%s', async (_, sending, status) => {
    const met = await Promise.all(
      Array.from({ length: 4 }, () => sendThenRead(port, { ...sending, bodyBytes: BYTES })),
    )
    expect(met.map((one) => readWhole(one).status)).toEqual(met.map(() => status))
    expect(met.map(({ sentBytes }) => sentBytes)).toEqual(met.map(() => BYTES))
  })

  test('past the limit of their address too', async () => {
    const head = headOf(
      'POST /v1/messages',
      JSON_TYPE,
      `Content-Length: ${BYTES}`,
      'X-Forwarded-For: 203.0.113.7',
    )
    const statuses = new Set<number>()
    for (let sent = 0; sent < 100 && !statuses.has(429); sent++)
      statuses.add(readWhole(await sendThenRead(port, { head, bodyBytes: BYTES })).status)
    expect(statuses).toEqual(new Set([413, 429]))
  })
})

test('a body that came whole costs nobody their connection: refused, the next request is answered on it', async () => {
  const bad = `${headOf('POST /v1/visits', JSON_TYPE, 'Content-Length: 2')}{}`
  const head = bad + headOf('GET /health/ready')
  const isEnough = (received: string) => received.split('HTTP/1.1 ').length === 3
  const { received, fault } = await sendThenRead(port, { head, bodyBytes: 0 }, isEnough)
  expect(fault).toBeUndefined()
  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 422', 'HTTP/1.1 200'])
  expect(received).not.toMatch(/^connection: close$/im)
})

test('a body of exactly the limit is read, one byte more is not', async () => {
  const send = async (bodyBytes: number) => {
    const head = headOf(
      'POST /v1/visits',
      JSON_TYPE,
      `Content-Length: ${bodyBytes}`,
      'Connection: close',
    )
    return readWhole(await sendThenRead(port, { head, bodyBytes })).status
  }
  expect(await send(limits.bodyBytes)).toBe(400)
  expect(await send(limits.bodyBytes + 1)).toBe(413)
})
