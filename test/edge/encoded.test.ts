import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HostedServer } from '../support/server/server-host.ts'
import { startEdgeHost } from '../support/worker/edge-host.ts'

const decoders = { br: brotliDecompressSync, gzip: gunzipSync }

/** From the Worker and from the object, with and without a length that was known before. */
const paths = [
  '/widget.js',
  '/assets/text-kk.json',
  '/docs',
  '/policy.txt',
  '/v1/openapi.json',
  '/v1/site',
]

async function read(url: string, encoding: string) {
  const request = get(url, { headers: { 'accept-encoding': encoding } })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return { response, body: await buffer(response) }
}

describe('what the edge sends compressed is compressed once', () => {
  let site: HostedServer
  beforeAll(async () => {
    site = await startEdgeHost().serve({})
  }, 60_000)
  afterAll(() => site.stop())

  for (const path of paths)
    for (const [encoding, decode] of Object.entries(decoders))
      test(`${path} in ${encoding}`, async () => {
        const plain = await read(site.url + path, 'identity')
        expect(plain.response.statusCode).toBe(200)
        expect(plain.response.headers['content-encoding']).toBeUndefined()
        const { response, body } = await read(site.url + path, encoding)
        expect(response.headers['content-encoding']).toBe(encoding)
        expect(decode(body).equals(plain.body)).toBe(true)
        expect(body.byteLength).toBeLessThan(plain.body.byteLength)
      })
})
