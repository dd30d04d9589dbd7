import type { Context } from 'hono'
import { ApiError } from '../answering/api-error.ts'
import { factsOf, type Hints } from '../reading/hints.ts'
import { isAddressUnknown, isOwnOrigin, type OwnAddress } from './own-origin.ts'

/**
 * Permits changes from the console's own pages only: `Origin` must be present and the server's own.
 *
 * @throws {ApiError} `public_address_unknown` (403) where the page may be the console, opened at an address unknown to the
 *   server; `origin_not_allowed` (403).
 */
export function checkConsolePage(c: Context, deps: OwnAddress & { readonly hints: Hints }): void {
  const origin = c.req.header('origin')
  if (origin === undefined) throw new ApiError('origin_not_allowed')
  if (isOwnOrigin(c, origin, deps)) return
  deps.hints.tell('foreign_host', factsOf(c))
  const isUnknown = isAddressUnknown(c, origin, deps)
  throw new ApiError(isUnknown ? 'public_address_unknown' : 'origin_not_allowed')
}
