import type { Context } from 'hono'
import { keepSession } from '../../domain/staff/admin-session.ts'
import { ApiError } from '../answering/api-error.ts'
import type { AppDeps } from '../app-deps.ts'
import { checkConsolePage } from '../protecting/console-page.ts'
import type { CorsHeaders } from '../protecting/origin.ts'
import { readSessionToken } from '../protecting/session-cookie.ts'
import type { Operation } from './operation.ts'
import { isStaff } from './who.ts'

const NO_HEADERS: CorsHeaders = {}

/** Admits a request, or throws. Returns the CORS headers for its response. */
export type Admission = (c: Context) => CorsHeaders | Promise<CorsHeaders>

/**
 * Returns the check for an operation's `who` column.
 *
 * @throws {ApiError} `origin_not_allowed`, `public_address_unknown` (403), `not_signed_in` (401).
 */
export function createAdmission({ who, method }: Operation, deps: AppDeps): Admission {
  const isRead = method === 'get'
  if (who === 'anyone') return () => NO_HEADERS
  if (who === 'console' || isStaff(who)) {
    return async (c) => {
      if (!isRead) checkConsolePage(c, deps)
      // There is one account, an administrator's, with every permission.
      const isIn = !isStaff(who) || (await keepSession(deps, readSessionToken(c)))
      if (!isIn) throw new ApiError('not_signed_in')
      return NO_HEADERS
    }
  }
  return isRead ? deps.guard.headers : deps.guard.check
}
