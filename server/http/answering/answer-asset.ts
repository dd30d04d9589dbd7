import type { Context } from 'hono'
import type { Asset } from '../../deps.ts'
import { findEncoding } from '../reading/accepted-encoding.ts'
import { answerEncoded } from './answer-encoded.ts'

/** Sends a file of the build in the client's preferred encoding, or 304 if the client has it. */
export async function answerAsset(
  c: Context,
  asset: Asset,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const common = {
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
    etag: asset.etag,
    ...headers,
  }
  if (c.req.header('if-none-match')?.includes(asset.etag)) return c.body(null, 304, common)
  const encoding = findEncoding(c.req.header('accept-encoding'))
  const encoded = encoding && (await asset.encoded(encoding))
  const body = (encoded ?? asset.body) as Uint8Array<ArrayBuffer>
  const answered = {
    ...common,
    'content-type': asset.type,
    'content-length': String(body.byteLength),
  }
  if (!encoded) return new Response(body, { headers: answered })
  return answerEncoded(body, { headers: { ...answered, 'content-encoding': encoding } })
}
