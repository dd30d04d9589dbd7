import { Hono } from 'hono'
import type { EndedSessionsResult } from '../../contract/index.ts'
import { changePasswordBody } from '../../contract/staff/admin.ts'
import { toHex } from '../../domain/identifiers/hex.ts'
import { changePassword, endSessions } from '../../domain/staff/admin-session.ts'
import { createSignInGuard } from '../../domain/staff/sign-in-guard.ts'
import { answerEmpty, answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { noSessionCookie, readSessionToken } from '../../http/protecting/session-cookie.ts'
import { readBody } from '../../http/reading/read-body.ts'
import { JSON_ONLY, mustPass, signIn } from './admit.ts'
import { refuseGuessable } from './new-password.ts'

/** The signed-in administrator's own password and sessions. */
export function accountRoutes(deps: AppDeps): Hono {
  const guard = createSignInGuard(deps)

  return new Hono()
    .post('/password', async (c) => {
      const body = await readBody(c, changePasswordBody, { types: JSON_ONLY })
      refuseGuessable('newPassword', body.newPassword, deps)
      if (body.newPassword === body.currentPassword)
        throw new ApiError('invalid_body', { fields: { newPassword: 'invalid' } })
      const verify = () => changePassword(deps, body)
      // Each session has tries of its own: whoever found one open must not guess the password by it.
      const device = toHex(await deps.cryptography.sha256(readSessionToken(c) ?? ''))
      const guesser = await mustPass(c, guard, 'sign_in_refused', { verify, deps, as: { device } })
      deps.log('info', 'password_changed')
      return signIn(c, { ...guesser, device: undefined }, deps)
    })
    .delete('/sessions/others', async (c) => {
      const ended = await endSessions(deps, readSessionToken(c) ?? '')
      return answerJson(200, { ended } satisfies EndedSessionsResult)
    })
    .delete('/sessions', async () => {
      await endSessions(deps)
      return answerEmpty(204, noSessionCookie)
    })
}
