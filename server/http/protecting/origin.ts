import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import { normalizeOrigin } from '../../domain/addresses/origin.ts'
import { ApiError } from '../answering/api-error.ts'
import { factsOf, type Hints } from '../reading/hints.ts'
import { isOwnOrigin, isVouchedFor } from './own-origin.ts'

/** CORS headers of a response to an allowed page, or none. */
export type CorsHeaders = Readonly<Record<string, string>>

/** Decides which pages may use the server. */
export interface OriginGuard {
  /**
   * Returns the CORS headers for a public write.
   *
   * @throws {ApiError} `origin_not_allowed` where a browser reports another site's page.
   */
  check(c: Context): CorsHeaders
  /** Returns whether the page hides its origin, and the browser does not vouch for it either. Logs a hint for the operator. */
  isHidden(c: Context): boolean
  /** Returns the CORS headers for this request, if its origin is allowed; for reads and errors. */
  headers(c: Context): CorsHeaders
  /** As `headers`, for a preflight; `undefined` where the origin is not allowed, with a hint for the operator. */
  permission(c: Context): CorsHeaders | undefined
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
 * A request without `Origin` does not come from another site's page (Fetch, section 3.2: every cross-origin POST has one).
 * `Origin: null` is a page that hides its origin: allowed only where the browser vouches that it is the server's own
 * (`Sec-Fetch-Site`). That also identifies the server's own pages where a proxy sets its own `Host` and no public address is
 * configured.
 */
export function createOriginGuard(
  deps: Pick<Deps, 'origins' | 'publicUrl'> & { readonly hints: Hints },
): OriginGuard {
  const listed = new Map(deps.origins.map((origin) => [origin, corsHeaders(origin)]))
  const isListed = (origin: string | undefined) => origin !== undefined && listed.has(origin)
  const isOwn = (c: Context, origin: string) => {
    if (isOwnOrigin(c, origin, deps)) return true
    if (deps.publicUrl !== undefined || !isVouchedFor(c)) return false
    deps.hints.tell('foreign_host', factsOf(c))
    return true
  }
  const find = (c: Context): CorsHeaders | undefined => {
    const origin = c.req.header('origin')
    if (origin === undefined) return NO_HEADERS
    if (origin === 'null') return isVouchedFor(c) ? NO_HEADERS : undefined
    const known = listed.get(origin)
    if (known) return known
    // A trailing dot denotes the same name.
    const isAllowed = isOwn(c, origin) || isListed(normalizeOrigin(origin))
    return isAllowed ? corsHeaders(origin) : undefined
  }
  const findOrTell = (c: Context) => {
    const headers = find(c)
    if (!headers) deps.hints.tell('origin_unlisted', factsOf(c))
    return headers
  }
  return {
    check(c) {
      const headers = findOrTell(c)
      if (!headers) throw new ApiError('origin_not_allowed')
      return headers
    },
    headers: (c) => find(c) ?? NO_HEADERS,
    permission: findOrTell,
    isHidden(c) {
      const isHidden = c.req.header('origin') === 'null' && !isVouchedFor(c)
      if (isHidden) deps.hints.tell('origin_hidden')
      return isHidden
    },
  }
}
