import type { Context } from 'hono'
import { ApiError } from './api-error.ts'

/** CORS headers of an answer to an allowed page, or none. */
export type CorsHeaders = Readonly<Record<string, string>>

/** Decides which pages may use the server. */
export interface OriginGuard {
  /**
   * The CORS headers for a public write.
   *
   * @throws {ApiError} `origin_not_allowed` where a browser says that the page is another site's.
   */
  check(c: Context): CorsHeaders
  /** The CORS headers for this request, if its origin is allowed; for errors and preflights. */
  headers(c: Context): CorsHeaders
}

const NO_HEADERS: CorsHeaders = {}

const corsHeaders = (origin: string): CorsHeaders => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
})

/**
 * Allows the listed origins and the server's own.
 *
 * A request without `Origin` does not come from another site's page (Fetch, section 3.2: every cross-origin POST
 * carries one). `Origin: null` is a page that hides where it is: allowed only where the browser vouches that it is
 * the server's own (`Sec-Fetch-Site`).
 */
export function createOriginGuard(origins: readonly string[]): OriginGuard {
  const listed = new Map(origins.map((origin) => [origin, corsHeaders(origin)]))
  const isOwn = (c: Context, origin: string) => {
    const host = c.req.header('host')
    return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`)
  }
  const find = (c: Context): CorsHeaders | undefined => {
    const origin = c.req.header('origin')
    if (origin === undefined) return NO_HEADERS
    if (origin === 'null')
      return c.req.header('sec-fetch-site') === 'same-origin' ? NO_HEADERS : undefined
    const known = listed.get(origin)
    if (known) return known
    return isOwn(c, origin) ? corsHeaders(origin) : undefined
  }
  return {
    check(c) {
      const headers = find(c)
      if (!headers) throw new ApiError('origin_not_allowed')
      return headers
    },
    headers: (c) => find(c) ?? NO_HEADERS,
  }
}
