import type { EndedSessionsResult } from '../../contract/index.ts'
import { toHex } from '../../domain/identifiers/hex.ts'
import { changePassword, endSessions } from '../../domain/staff/admin-session.ts'
import { createSignInGuard } from '../../domain/staff/sign-in-guard.ts'
import { answerEmpty, answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'
import { noSessionCookie, readSessionToken } from '../../http/protecting/session-cookie.ts'
import { mustPass, signIn } from './admit.ts'
import { refuseGuessable } from './new-password.ts'

/** Anybody who is signed in. */
const who = staff('operator', 'auditor', 'statistics')

/** The signed-in person’s own password and sessions. */
export const accountOperations = [
  operation({
    ...{ method: 'post', path: '/v1/admin/password', tag: 'Console', id: 'changePassword' },
    who,
    summary: 'Change the password',
    description:
      'Ends every session and begins a new one for this browser. `guessable` at `newPassword`: it repeats, follows the keyboard or the alphabet, or is made of a well-known name; `invalid`: it is the current one. Five wrong current passwords of one session make it wait.',
    body: { schema: 'ChangePasswordBody', takes: 'json' },
    answers: [{ status: 200, description: 'Changed, and signed in.', schema: 'SessionResult' }],
    errors: ['sign_in_refused'],
    handler: (deps) => {
      const guard = createSignInGuard(deps)
      return async ({ c, body }) => {
        refuseGuessable('newPassword', body.newPassword, deps)
        if (body.newPassword === body.currentPassword)
          throw new ApiError('invalid_body', { fields: { newPassword: 'invalid' } })
        const verify = () => changePassword(deps, body)
        // Attempts are counted by session: somebody who finds one open must not guess the password through it.
        const device = toHex(await deps.cryptography.sha256(readSessionToken(c) ?? ''))
        const as = { device }
        const guesser = await mustPass(c, guard, 'sign_in_refused', { verify, deps, as })
        deps.log('info', 'password_changed')
        return signIn(c, { ...guesser, device: undefined }, deps)
      }
    },
  }),
  operation({
    ...{ method: 'delete', path: '/v1/admin/sessions/others', tag: 'Console' },
    id: 'endOtherSessions',
    who,
    summary: 'Sign every other browser out',
    description: 'This one stays signed in.',
    answers: [{ status: 200, description: 'Ended.', schema: 'EndedSessionsResult' }],
    handler:
      (deps) =>
      async ({ c }) => {
        const ended = await endSessions(deps, readSessionToken(c) ?? '')
        return answerJson(200, { ended } satisfies EndedSessionsResult)
      },
  }),
  operation({
    ...{ method: 'delete', path: '/v1/admin/sessions', tag: 'Console', id: 'endAllSessions' },
    who,
    summary: 'Sign every browser out',
    description: 'This one, too.',
    answers: [{ status: 204, description: 'Ended.' }],
    handler: (deps) => async () => {
      await endSessions(deps)
      return answerEmpty(204, noSessionCookie)
    },
  }),
]
