import type { Context } from 'hono'
import type { Cryptography } from '../../crypto/cryptography.ts'
import { toHex } from '../../domain/identifiers/hex.ts'

/**
 * Sends a public document that any page may read, with an ETag of its content; 304 if the client has it. Caches revalidate it
 * after a minute.
 */
export async function answerCached(
  c: Context,
  { cryptography }: { cryptography: Cryptography },
  document: {
    readonly body: string
    readonly type: string
    readonly headers?: Readonly<Record<string, string>>
  },
): Promise<Response> {
  const etag = `"${toHex(await cryptography.sha256(document.body)).slice(0, 32)}"`
  const headers = {
    etag,
    'cache-control': 'public, max-age=60, must-revalidate',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    ...document.headers,
  }
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers)
  return c.body(document.body, 200, { ...headers, 'content-type': document.type })
}
