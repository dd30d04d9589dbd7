import type { MiddlewareHandler } from 'hono'

/** A year; for this host only, since the school's other hosts are not ours to restrict. */
const STRICT_TRANSPORT = 'max-age=31536000'

/**
 * Makes browsers use https only (RFC 6797), where the outermost trusted proxy reports that the client did: over plain http
 * the header must not be sent (section 7.2).
 *
 * @param trustedProxies number of trusted proxies, at least 1: without one, the client's protocol is unknown.
 */
export const sendStrictTransport =
  (trustedProxies: number): MiddlewareHandler =>
  async (c, next) => {
    await next()
    const hops = (c.req.header('x-forwarded-proto') ?? '').split(',')
    const protocol = hops.at(-trustedProxies) ?? hops[0]
    if (protocol?.trim() === 'https')
      c.res.headers.set('strict-transport-security', STRICT_TRANSPORT)
  }
