import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { buildAsset } from '../../../server/assets/build-assets.ts'
import { answerAsset } from '../../../server/http/answering/answer-asset.ts'
import { findEncoding } from '../../../server/http/reading/accepted-encoding.ts'

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0.5, gzip;q=0.5', 'br'],
  ['br;q=0.5, gzip;q=0.8', 'gzip'],
  ['GZIP', 'gzip'],
  ['gzip ; q=1.0 , br ; q=0', 'gzip'],
  ['*', 'br'],
  ['br;q=0, *;q=0.1', 'gzip'],
  ['identity;q=0.5, br', 'br'],
  ['identity;q=0, gzip', 'gzip'],
])('%s is answered in %s', (header, encoding) => {
  expect(findEncoding(header)).toBe(encoding)
})

test.each([
  undefined,
  '',
  'br;q=0, gzip;q=0',
  'br;q=0.000',
  '*;q=0',
  'vibrant',
  'brotli, x-gzip-not',
  'zstd, deflate',
  'identity, br;q=0.5',
  'br;q=much, gzip;q=',
])(
  '%s is answered with the file as it is, never in an encoding that was not asked for',
  (header) => {
    expect(findEncoding(header)).toBeUndefined()
  },
)

test('a file goes out as it was asked for, and says in what encoding', async () => {
  const asset = buildAsset(Buffer.from('x'.repeat(1000)), 'text/javascript')
  const app = new Hono().get('/', (c) => answerAsset(c, asset, {}))
  const ask = (header: string) => app.request('/', { headers: { 'accept-encoding': header } })
  expect((await ask('br')).headers.get('content-encoding')).toBe('br')
  for (const header of ['br;q=0, gzip;q=0', 'vibrant']) {
    const answer = await ask(header)
    expect(answer.headers.get('content-encoding')).toBeNull()
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    expect(await answer.text()).toBe('x'.repeat(1000))
  }
})

test('a file that could not be compressed once is compressed for the next request, and then no more', async () => {
  let compressed = 0
  const asset = buildAsset(Buffer.from('x'.repeat(1000)), 'text/javascript', async () => {
    compressed += 1
    if (compressed === 1) throw new Error('no memory')
    return Uint8Array.of(1)
  })
  const failed = [asset.encoded('br'), asset.encoded('br')]
  for (const one of failed) await expect(one).rejects.toThrow('no memory')
  for (const one of [asset.encoded('br'), asset.encoded('br')])
    expect(await one).toEqual(Uint8Array.of(1))
  expect(compressed).toBe(2)
})
