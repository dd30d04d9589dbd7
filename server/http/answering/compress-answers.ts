import type { Context, MiddlewareHandler } from 'hono'
import type { Compressor } from '../../deps.ts'
import { type Encoding, findEncoding } from '../reading/accepted-encoding.ts'
import { answerEncoded } from './answer-encoded.ts'
import { isStreamed } from './stream.ts'

/** A smaller answer fits into one packet as it is, with its headers. */
const SMALLEST_BYTES = 1024

/** What does not get smaller is not among the types that the server answers with. */
const COMPRESSED_TYPES = /^(?:text\/|application\/json)/

/** What a page of another host or another name of the site has made the browser ask for. */
const FROM_OTHER_PAGES = ['same-site', 'cross-site']

interface CompressOptions {
  /**
   * Whether a cookie opens what is answered here. A page that is not the console's can have the browser ask for it, again and
   * again, and who sees the lengths of the answers could guess at them (BREACH): such an answer goes out as it is (decision 018).
   */
  readonly isOpenedByCookie?: boolean
}

/**
 * Compresses answers as `Accept-Encoding` wants them. What is the same for all, which has an ETag and may be cached, is compressed
 * once; an answer to one caller each time, quickly. Never on the thread that answers. To be mounted where answers are large,
 * never before the writes of visitors, whose answers are tiny.
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

/** A 304 has no body, and names the same `Vary` (RFC 9110 section 15.4.5). An answer that sets a cookie may hold a credential. */
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

/** The tag of what is the same for all. */
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
  // Taken away first: Hono would add the old answer's headers to the new one's.
  c.res = undefined
  c.res = answerEncoded(sent, { status, headers: answered })
}

/** Compresses what is made while it is sent, piece by piece. */
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
