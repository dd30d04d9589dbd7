import type {
  AccountResult,
  ChangePasswordBody,
  EndedSessionsResult,
  EndSessionBody,
  FactorChangeBody,
  RecoveryCodesResult,
  SessionResult,
  SessionsResult,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Returns one's own account. */
export const readAccount = to('GET /v1/admin/account').answers<AccountResult>()

/** Changes the password and signs out every other browser. */
export const changePassword = to('POST /v1/admin/password')
  .takes<ChangePasswordBody>()
  .answers<SessionResult>()

/** Removes the second factor. */
export const removeFactor = to('POST /v1/admin/account/factor-removal')
  .takes<FactorChangeBody>()
  .answers<void>()

/** Returns new recovery codes; the earlier ones are void. */
export const renewRecoveryCodes = to('POST /v1/admin/account/recovery-codes')
  .takes<FactorChangeBody>()
  .answers<RecoveryCodesResult>()

/** Returns one's own sessions. */
export const listSessions = to('GET /v1/admin/sessions').answers<SessionsResult>()

/** Signs one browser out. */
export const endSession = to('POST /v1/admin/sessions/end').takes<EndSessionBody>().answers<void>()

/** Signs out every other browser. */
export const endOtherSessions = to(
  'DELETE /v1/admin/sessions/others',
).answers<EndedSessionsResult>()
