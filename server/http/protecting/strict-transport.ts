import type { MiddlewareHandler } from 'hono'

/** A year; of this host alone, since the school's other hosts are not ours to bind. */
const STRICT_TRANSPORT = 'max-age=31536000'

/**
 * Tells browsers to come by https alone (RFC 6797), where the outermost trusted proxy says that the client did: over
 * plain http the header must not be sent (section 7.2).
 *
 * @param trustedProxies how many proxies are believed, 1 at least: without one, nothing is known of the client's protocol.
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
