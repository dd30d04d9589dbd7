import type { SessionResult, SetupBody, SignInBody } from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Sets the first password and signs in. */
export const setUp = to('POST /v1/admin/setup').takes<SetupBody>().answers<SessionResult>()

/** Signs in. */
export const signIn = to('POST /v1/admin/session').takes<SignInBody>().answers<SessionResult>()
