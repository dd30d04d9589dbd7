import { type Context, Hono } from 'hono'
import { setupBody, signInBody } from '../../contract/admin.ts'
import type { SessionResult } from '../../contract/index.ts'
import type { Deps } from '../../deps.ts'
import {
  endSession,
  isPassword,
  keepSession,
  setFirstPassword,
  startSession,
} from '../../domain/admin-session.ts'
import { createSignInGuard } from '../../domain/sign-in-guard.ts'
import { answerEmpty, answerJson } from '../edge/answer.ts'
import { ApiError } from '../edge/api-error.ts'
import { clientAddress } from '../edge/client-address.ts'
import { readBody } from '../edge/read-body.ts'
import { noSessionCookie, readSessionToken, sessionCookie } from './session-cookie.ts'

/** A form of another site can send `text/plain`, but not this without asking first (CORS). */
const types = /^application\/json\s*(;|$)/i

/** First password, GET state, sign in, sign out. */
export function sessionRoutes(deps: Deps): Hono {
  const attempt = createSignInGuard(deps)

  /** One address may fail five times, whichever of the two ways in it tries. */
  const admit = async (
    c: Context,
    code: 'sign_in_refused' | 'setup_refused',
    verify: () => Promise<boolean>,
  ) => {
    const result = await attempt(clientAddress(c, deps) ?? '', verify)
    if (result.kind === 'wrong') throw new ApiError(code)
    if (result.kind === 'too_many') {
      const headers = { 'retry-after': String(result.retryAfterSeconds) }
      throw new ApiError('too_many_requests', { headers })
    }
    // A token from before signing in is worth nothing after it (session fixation).
    await endSession(deps, readSessionToken(c))
    const state: SessionResult = { isSetUp: true, isSignedIn: true }
    return answerJson(200, state, sessionCookie(await startSession(deps)))
  }

  return new Hono()
    .get('/session', async (c) => {
      const isSetUp = (await deps.store.findAdminPassword()) !== undefined
      const isSignedIn = await keepSession(deps, readSessionToken(c))
      return answerJson(200, { isSetUp, isSignedIn } satisfies SessionResult)
    })
    .post('/setup', async (c) => {
      const body = await readBody(c, setupBody, { types })
      return admit(c, 'setup_refused', () => setFirstPassword(deps, body))
    })
    .post('/session', async (c) => {
      const { password } = await readBody(c, signInBody, { types })
      return admit(c, 'sign_in_refused', () => isPassword(deps, password))
    })
    .delete('/session', async (c) => {
      await endSession(deps, readSessionToken(c))
      return answerEmpty(204, noSessionCookie)
    })
}
