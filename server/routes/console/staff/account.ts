import type { Context } from 'hono'
import type {
  AccountResult,
  EndedSessionsResult,
  RecoveryCodesResult,
  SessionsResult,
} from '../../../contract/index.ts'
import { toHex } from '../../../domain/identifiers/hex.ts'
import { auditAccount, openPerson } from '../../../domain/staff/account.ts'
import { endSessions, hasEnded } from '../../../domain/staff/session.ts'
import { changePassword } from '../../../domain/staff/sign-in.ts'
import { createSignInGuard, type SignInGuard } from '../../../domain/staff/sign-in-guard.ts'
import { type AnswerHeaders, answerEmpty, answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { operation } from '../../../http/operations/operation.ts'
import { staffBeforeReady } from '../../../http/operations/who.ts'
import { noSessionCookie, readSessionToken } from '../../../http/protecting/session-cookie.ts'
import type { AccountRow } from '../../../store/store.ts'
import { beginSession, passGuard, readGuesser } from './admit.ts'
import { refuseGuessable } from './new-password.ts'

/** Anybody who is signed in, also before second factor and undertaking. */
const who = staffBeforeReady

/** @throws {ApiError} `not_signed_in` where it was removed meanwhile. */
export async function requireAccount(
  { id }: { readonly id: string },
  { store }: AppDeps,
): Promise<AccountRow> {
  const account = await store.findAccount(id)
  if (!account) throw new ApiError('not_signed_in')
  return account
}

/**
 * Checks a password that is asked for again. Attempts are counted by session: somebody who finds one open must not guess the
 * password through it.
 *
 * @throws {ApiError} `sign_in_refused`, `too_many_requests`.
 */
export async function mustKnow(
  c: Context,
  verify: () => Promise<boolean>,
  { guard, deps }: { readonly guard: SignInGuard; readonly deps: AppDeps },
): Promise<void> {
  const device = toHex(await deps.cryptography.sha256(readSessionToken(c) ?? ''))
  const guesser = { ...readGuesser(c, undefined, deps), device }
  if (!(await passGuard(guard, guesser, verify))) throw new ApiError('sign_in_refused')
}

async function presentAccount(account: AccountRow, deps: AppDeps): Promise<AccountResult> {
  const { id, role, totpSecret, undertakingVersion, undertakingAtMs } = account
  return {
    ...{ id, role, ...(await openPerson(account, deps)) },
    hasFactor: totpSecret !== null,
    isFactorRequired: deps.isProduction,
    recoveryCodesLeft: await deps.store.countRecoveryCodes(id),
    undertakingVersion,
    undertakingAt: undertakingAtMs === null ? null : new Date(undertakingAtMs).toISOString(),
  }
}

async function listSessions(c: Context, account: string, deps: AppDeps): Promise<SessionsResult> {
  const nowMs = deps.clock()
  const current = await deps.cryptography.sha256(readSessionToken(c) ?? '')
  const sessions = await deps.store.readAdminSessions(account)
  return {
    sessions: sessions
      .filter((session) => session.stage === 'full' && !hasEnded(session, nowMs))
      .map(({ id, browser, createdAtMs, lastSeenAtMs, tokenHash }) => ({
        ...{ id, browser },
        beganAt: new Date(createdAtMs).toISOString(),
        lastSeenAt: new Date(lastSeenAtMs).toISOString(),
        isCurrent: deps.cryptography.isEqual(tokenHash, current),
      })),
  }
}

/** The signed-in person’s own account, password and sessions. */
export const accountOperations = [
  operation({
    ...{ method: 'get', path: '/v1/admin/account', tag: 'Console', id: 'readAccount' },
    who,
    summary: 'Read one’s own account',
    description: 'Name, address, role, second factor and undertaking.',
    answers: [{ status: 200, description: 'The account.', schema: 'AccountResult' }],
    handler:
      (deps) =>
      async ({ staff }) =>
        answerJson(200, await presentAccount(await requireAccount(staff, deps), deps)),
  }),
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
      return async ({ c, body, staff }) => {
        refuseGuessable('newPassword', body.newPassword, deps)
        if (body.newPassword === body.currentPassword)
          throw new ApiError('invalid_body', { fields: { newPassword: 'invalid' } })
        const account = await requireAccount(staff, deps)
        let passwordHash = ''
        const change = async () => {
          passwordHash = (await changePassword(account, body, deps)) ?? ''
          return passwordHash !== ''
        }
        await mustKnow(c, change, { guard, deps })
        deps.log('info', 'password_changed')
        const hasFactor = account.totpSecret !== null
        const begun = { accountId: account.id, stage: 'full', passwordHash, hasFactor } as const
        return beginSession(c, { ...begun, device: undefined }, deps)
      }
    },
  }),
  operation({
    ...{ method: 'get', path: '/v1/admin/sessions', tag: 'Console', id: 'listSessions' },
    who,
    summary: 'List one’s own sessions',
    description: 'Newest first, each with its browser in words.',
    answers: [{ status: 200, description: 'The sessions.', schema: 'SessionsResult' }],
    handler:
      (deps) =>
      async ({ c, staff }) =>
        answerJson(200, await listSessions(c, staff.id, deps)),
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/sessions/end', tag: 'Console', id: 'endSession' },
    who,
    summary: 'Sign one browser out',
    description: 'One of one’s own.',
    body: { schema: 'EndSessionBody', takes: 'json' },
    answers: [{ status: 204, description: 'Ended.' }],
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ body: { id }, staff: { id: account } }) => {
        const entries = [await auditAccount({ action: 'sessions.end', account }, deps)]
        const isEnded = await deps.store.deleteSessionOf(account, id, { entries })
        if (!isEnded) throw new ApiError('not_found')
        return answerEmpty(204)
      },
  }),
  operation({
    ...{ method: 'delete', path: '/v1/admin/sessions/others', tag: 'Console' },
    id: 'endOtherSessions',
    who,
    summary: 'Sign every other browser out',
    description: 'One’s own; this one stays signed in.',
    answers: [{ status: 200, description: 'Ended.', schema: 'EndedSessionsResult' }],
    handler:
      (deps) =>
      async ({ c, staff }) => {
        const keptToken = readSessionToken(c) ?? ''
        const ended = await endSessions(deps, { account: staff.id, keptToken })
        return answerJson(200, { ended } satisfies EndedSessionsResult)
      },
  }),
  operation({
    ...{ method: 'delete', path: '/v1/admin/sessions', tag: 'Console', id: 'endAllSessions' },
    who,
    summary: 'Sign every browser out',
    description: 'One’s own; this one, too.',
    answers: [{ status: 204, description: 'Ended.' }],
    handler:
      (deps) =>
      async ({ staff }) => {
        await endSessions(deps, { account: staff.id })
        return answerEmpty(204, noSessionCookie)
      },
  }),
]

/** Answers with recovery codes, which no cache may keep. */
export const answerCodes = (recoveryCodes: readonly string[], headers?: AnswerHeaders): Response =>
  answerJson(200, { recoveryCodes } satisfies RecoveryCodesResult, headers)
