import type { Context } from 'hono'
import type { Acting } from '../../domain/registers/acting.ts'
import { keepSession, nextStep } from '../../domain/staff/session.ts'
import { ApiError } from '../answering/api-error.ts'
import type { AppDeps } from '../app-deps.ts'
import { checkConsolePage } from '../protecting/console-page.ts'
import type { CorsHeaders } from '../protecting/origin.ts'
import { readSessionToken } from '../protecting/session-cookie.ts'
import type { Operation } from './operation.ts'
import { isStaff, type Staff } from './who.ts'

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

/** A request of staff. */
interface Asking {
  readonly who: Staff
  readonly isQuiet: true | undefined
  readonly token: string | undefined
}

/** Returns who acts. @throws {ApiError} as `createAdmission` says. */
async function admitStaff({ who, isQuiet, token }: Asking, deps: AppDeps): Promise<Acting> {
  const signed = await keepSession(deps, token, { isQuiet })
  const step = nextStep(signed, { isFactorRequired: deps.isProduction })
  if (!signed?.account || step === 'none' || step === 'claim') throw new ApiError('not_signed_in')
  if (step === 'factor') throw new ApiError('second_factor_required')
  const { id, role } = signed.account
  if (!who.staff.includes(role)) throw new ApiError('role_not_permitted')
  if (!who.isBeforeReady) {
    if (step === 'factor_setup') throw new ApiError('second_factor_required')
    if (step === 'undertaking') throw new ApiError('undertaking_required')
  }
  return { id, role }
}

/**
 * Returns the check for an operation's `who` column.
 *
 * @throws {ApiError} `origin_not_allowed`, `public_address_unknown`, `role_not_permitted`,
 *   `second_factor_required`, `undertaking_required` (403), `not_signed_in` (401).
 */
export function createAdmission({ who, method, isQuiet }: Operation, deps: AppDeps): Admission {
  const isRead = method === 'get'
  if (who === 'anyone') return () => NO_HEADERS
  if (who === 'console' || isStaff(who)) {
    return async (c) => {
      if (!isRead) checkConsolePage(c, deps)
      if (!isStaff(who)) return NO_HEADERS
      const token = readSessionToken(c)
      return { ...NO_HEADERS, staff: await admitStaff({ who, isQuiet, token }, deps) }
    }
  }
  const { headers, check } = deps.originGuard
  return isRead ? (c) => ({ cors: headers(c) }) : (c) => ({ cors: check(c) })
}
