import type { MiddlewareHandler } from 'hono'
import { ApiError } from '../../http/answering/api-error.ts'
import { isAddressUnknown, isOwnOrigin, type OwnAddress } from '../../http/protecting/own-origin.ts'
import { factsOf, type Hints } from '../../http/reading/hints.ts'

const READS = new Set(['GET', 'HEAD'])

/**
 * Lets only the console's own pages change anything: `Origin` must be there and be the server's own.
 *
 * @throws {ApiError} `public_address_unknown` (403) where the page may be the console, opened at an address that the server
 *   does not know; `origin_not_allowed` (403).
 */
export const sameOrigin = (deps: OwnAddress & { readonly hints: Hints }): MiddlewareHandler =>
  async function sameOrigin(c, next) {
    if (!READS.has(c.req.method)) {
      const origin = c.req.header('origin')
      if (origin === undefined) throw new ApiError('origin_not_allowed')
      if (!isOwnOrigin(c, origin, deps)) {
        deps.hints.tell('foreign_host', factsOf(c))
        const isUnknown = isAddressUnknown(c, origin, deps)
        throw new ApiError(isUnknown ? 'public_address_unknown' : 'origin_not_allowed')
      }
    }
    await next()
  }
