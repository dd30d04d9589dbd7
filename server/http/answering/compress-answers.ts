import type { Context, MiddlewareHandler } from 'hono'
import type { Compressor } from '../../deps.ts'
import { type Encoding, findEncoding } from '../reading/accepted-encoding.ts'
import { answerEncoded } from './answer-encoded.ts'
import { isStreamed } from './stream.ts'

/** A smaller response fits into one packet uncompressed, with its headers. */
const SMALLEST_BYTES = 1024

/** The server's other types do not get smaller. */
const COMPRESSED_TYPES = /^(?:text\/|application\/json)/

/** Requests caused by a page of another host or subdomain. */
const FROM_OTHER_PAGES = ['same-site', 'cross-site']

interface CompressOptions {
  /**
   * Whether the response depends on a cookie. Another page could request it repeatedly, and somebody who sees the lengths
   * could guess its content (BREACH): such a response is sent uncompressed (decision 018).
   */
  readonly isOpenedByCookie?: boolean
}

/**
 * Compresses responses according to `Accept-Encoding`. A public response, which has an ETag and may be cached, is compressed
 * once; a response to one client each time, quickly. Never on the main thread. Mount it where responses are large, never
 * before visitors' writes, whose responses are tiny.
 */
export const compressAnswers = (
  compressor: Compressor,
  { isOpenedByCookie = false }: CompressOptions = {},
): MiddlewareHandler =>
  async function compressAnswer(c, next) {
    await next()
    if (!isCompressible(c.res)) return
    addVary(c.res.headers)
    const encoding = findEncoding(c.req.header('accept-encoding'))
    if (!encoding || c.res.status === 304) return
    if (isOpenedByCookie && FROM_OTHER_PAGES.includes(c.req.header('sec-fetch-site') ?? '')) return
    await replaceBody(c, compressor, encoding)
  }

/**
 * A 304 has no body, and has the same `Vary` (RFC 9110 section 15.4.5). A response that sets a cookie may contain a
 * credential.
 */
const isCompressible = ({ status, headers }: Response): boolean =>
  status === 304 ||
  (status < 300 &&
    status !== 204 &&
    COMPRESSED_TYPES.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !headers.has('set-cookie'))

function addVary(headers: Headers): void {
  const names = headers.get('vary')
  headers.set('vary', names ? `${names}, Accept-Encoding` : 'Accept-Encoding')
}

/** Returns the ETag of a public response. */
function publicTagOf(headers: Headers): string | undefined {
  const isPublic = headers.get('cache-control')?.startsWith('public') ?? false
  return isPublic ? (headers.get('etag') ?? undefined) : undefined
}

async function replaceBody(c: Context, compressor: Compressor, encoding: Encoding): Promise<void> {
  const { status, headers } = c.res
  if (c.res.body && isStreamed(c.res.body))
    return replaceStream(c, c.res.body, { compressor, encoding })
  const body = new Uint8Array(await c.res.arrayBuffer())
  const tag = publicTagOf(headers)
  const compress = () =>
    tag ? compressor.keep(tag, encoding, body) : compressor.compress(body, encoding)
  const compressed = body.byteLength < SMALLEST_BYTES ? body : await compress()
  const isSmaller = compressed.byteLength < body.byteLength
  const sent = (isSmaller ? compressed : body) as Uint8Array<ArrayBuffer>
  const answered = new Headers(headers)
  answered.set('content-length', String(sent.byteLength))
  if (isSmaller) answered.set('content-encoding', encoding)
  // Removed first: Hono would add the old response's headers to the new one's.
  c.res = undefined
  c.res = answerEncoded(sent, { status, headers: answered })
}

/** Compresses a stream chunk by chunk. */
function replaceStream(
  c: Context,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { compressor, encoding }: { readonly compressor: Compressor; readonly encoding: Encoding },
): void {
  const { status, headers } = c.res
  const answered = new Headers(headers)
  answered.set('content-encoding', encoding)
  c.res = undefined
  c.res = answerEncoded(compressor.stream(body, encoding), { status, headers: answered })
}
