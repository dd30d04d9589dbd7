import type {
  ChangePasswordBody,
  EndedSessionsResult,
  SessionResult,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Changes the password and signs out every other browser. */
export const changePassword = to('POST /v1/admin/password')
  .takes<ChangePasswordBody>()
  .answers<SessionResult>()

/** Signs out every other browser. */
export const endOtherSessions = to(
  'DELETE /v1/admin/sessions/others',
).answers<EndedSessionsResult>()
