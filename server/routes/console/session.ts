import { Hono } from 'hono'
import type { SessionResult } from '../../contract/index.ts'
import { setupBody, signInBody } from '../../contract/staff/admin.ts'
import {
  endSession,
  isPassword,
  keepSession,
  setFirstPassword,
} from '../../domain/staff/admin-session.ts'
import { createSignInGuard } from '../../domain/staff/sign-in-guard.ts'
import { answerEmpty, answerJson } from '../../http/answering/answer.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { noSessionCookie, readSessionToken } from '../../http/protecting/session-cookie.ts'
import { readBody } from '../../http/reading/read-body.ts'
import { JSON_ONLY, mustPass, signIn } from './admit.ts'
import { refuseGuessable } from './new-password.ts'

/** First password, GET state, sign in, sign out. */
export function sessionRoutes(deps: AppDeps): Hono {
  // Each way in has a guard of its own: tries of the one cannot fill the memory of the other.
  const setupGuard = createSignInGuard(deps)
  const passwordGuard = createSignInGuard(deps)

  return new Hono()
    .get('/session', async (c) => {
      const isSetUp = (await deps.store.findAdminPassword()) !== undefined
      const isSignedIn = await keepSession(deps, readSessionToken(c))
      return answerJson(200, { isSetUp, isSignedIn } satisfies SessionResult)
    })
    .post('/setup', async (c) => {
      const body = await readBody(c, setupBody, { types: JSON_ONLY })
      refuseGuessable('password', body.password, deps)
      const verify = () => setFirstPassword(deps, body)
      return signIn(c, await mustPass(c, setupGuard, 'setup_refused', { verify, deps }), deps)
    })
    .post('/session', async (c) => {
      const { password } = await readBody(c, signInBody, { types: JSON_ONLY })
      const verify = () => isPassword(deps, password)
      return signIn(c, await mustPass(c, passwordGuard, 'sign_in_refused', { verify, deps }), deps)
    })
    .delete('/session', async (c) => {
      await endSession(deps, readSessionToken(c))
      return answerEmpty(204, noSessionCookie)
    })
}
