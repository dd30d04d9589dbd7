import type { SessionResult } from '../../contract/index.ts'
import {
  endSession,
  isPassword,
  keepSession,
  setFirstPassword,
} from '../../domain/staff/admin-session.ts'
import { createSignInGuard } from '../../domain/staff/sign-in-guard.ts'
import { answerEmpty, answerJson } from '../../http/answering/answer.ts'
import { operation } from '../../http/operations/operation.ts'
import { noSessionCookie, readSessionToken } from '../../http/protecting/session-cookie.ts'
import { mustPass, signIn } from './admit.ts'
import { refuseGuessable } from './new-password.ts'

/** First password, state, sign in, sign out. Each has its own guard, so that attempts at one cannot fill the other's memory. */
export const sessionOperations = [
  operation({
    ...{ method: 'post', path: '/v1/admin/setup', tag: 'Console', id: 'setFirstPassword' },
    who: 'console',
    summary: 'Set the first password',
    description:
      'Once, with the token that the server printed at its first start. Signs in. `guessable` at `password`: it repeats, follows the keyboard or the alphabet, or is made of a well-known name.',
    body: { schema: 'SetupBody', takes: 'json' },
    answers: [{ status: 200, description: 'Set, and signed in.', schema: 'SessionResult' }],
    errors: ['setup_refused'],
    handler: (deps) => {
      const guard = createSignInGuard(deps)
      return async ({ c, body }) => {
        refuseGuessable('password', body.password, deps)
        const verify = () => setFirstPassword(deps, body)
        return signIn(c, await mustPass(c, guard, 'setup_refused', { verify, deps }), deps)
      }
    },
  }),
  operation({
    ...{ method: 'get', path: '/v1/admin/session', tag: 'Console', id: 'readSession' },
    who: 'console',
    summary: 'Read whether a password is set and this browser is signed in',
    description: 'Needs no session.',
    answers: [{ status: 200, description: 'The state.', schema: 'SessionResult' }],
    handler:
      (deps) =>
      async ({ c }) => {
        const isSetUp = (await deps.store.findAdminPassword()) !== undefined
        const isSignedIn = (await keepSession(deps, readSessionToken(c))) !== undefined
        return answerJson(200, { isSetUp, isSignedIn } satisfies SessionResult)
      },
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/session', tag: 'Console', id: 'signIn' },
    who: 'console',
    summary: 'Sign in',
    description:
      'Sets the session cookie, and one by which the browser is known to have signed in. Five failures of one network, or of one known browser, make it wait.',
    body: { schema: 'SignInBody', takes: 'json' },
    answers: [{ status: 200, description: 'Signed in.', schema: 'SessionResult' }],
    errors: ['sign_in_refused'],
    handler: (deps) => {
      const guard = createSignInGuard(deps)
      return async ({ c, body: { password } }) => {
        const verify = () => isPassword(deps, password)
        return signIn(c, await mustPass(c, guard, 'sign_in_refused', { verify, deps }), deps)
      }
    },
  }),
  operation({
    ...{ method: 'delete', path: '/v1/admin/session', tag: 'Console', id: 'signOut' },
    who: 'console',
    summary: 'Sign out',
    description: 'Ends the session on the server; signed in or not.',
    answers: [{ status: 204, description: 'Signed out.' }],
    handler:
      (deps) =>
      async ({ c }) => {
        await endSession(deps, readSessionToken(c))
        return answerEmpty(204, noSessionCookie)
      },
  }),
]
