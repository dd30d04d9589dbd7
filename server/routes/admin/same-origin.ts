import type { MiddlewareHandler } from 'hono'
import { ApiError } from '../edge/api-error.ts'

const READS = new Set(['GET', 'HEAD'])

/**
 * Lets only the console's own pages change anything: `Origin` must be there and be the server's own. Behind a proxy
 * the server does not know whether it is reached by TLS, so the host decides.
 *
 * @throws {ApiError} `origin_not_allowed` (403).
 */
export const sameOrigin: MiddlewareHandler = async function sameOrigin(c, next) {
  if (!READS.has(c.req.method)) {
    const origin = c.req.header('origin')
    const host = c.req.header('host') ?? new URL(c.req.url).host
    if (origin !== `https://${host}` && origin !== `http://${host}`) {
      throw new ApiError('origin_not_allowed')
    }
  }
  await next()
}
