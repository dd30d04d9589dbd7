import type { Context } from 'hono'
import type { Acting } from '../../domain/registers/acting.ts'
import { keepSession } from '../../domain/staff/admin-session.ts'
import { ApiError } from '../answering/api-error.ts'
import type { AppDeps } from '../app-deps.ts'
import { checkConsolePage } from '../protecting/console-page.ts'
import type { CorsHeaders } from '../protecting/origin.ts'
import { readSessionToken } from '../protecting/session-cookie.ts'
import type { Operation } from './operation.ts'
import { isStaff } from './who.ts'

const NO_HEADERS: Admitted = { cors: {} }

/** An admitted request. */
export interface Admitted {
  /** CORS headers for its response. */
  readonly cors: CorsHeaders
  /** Who acts, where the operation is for staff. */
  readonly staff?: Acting
}

/** Admits a request, or throws. */
export type Admission = (c: Context) => Admitted | Promise<Admitted>

/**
 * Returns the check for an operation's `who` column.
 *
 * @throws {ApiError} `origin_not_allowed`, `public_address_unknown`, `role_not_permitted` (403), `not_signed_in` (401).
 */
export function createAdmission({ who, method, isQuiet }: Operation, deps: AppDeps): Admission {
  const isRead = method === 'get'
  if (who === 'anyone') return () => NO_HEADERS
  if (who === 'console' || isStaff(who)) {
    return async (c) => {
      if (!isRead) checkConsolePage(c, deps)
      if (!isStaff(who)) return NO_HEADERS
      const acting = await keepSession(deps, readSessionToken(c), isQuiet)
      if (!acting) throw new ApiError('not_signed_in')
      if (!who.staff.includes(acting.role)) throw new ApiError('role_not_permitted')
      return { ...NO_HEADERS, staff: acting }
    }
  }
  const { headers, check } = deps.guard
  return isRead ? (c) => ({ cors: headers(c) }) : (c) => ({ cors: check(c) })
}
