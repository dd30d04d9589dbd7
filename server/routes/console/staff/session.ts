import type { Context } from 'hono'
import type { SignInBody } from '../../../contract/index.ts'
import { auditAccount } from '../../../domain/staff/account.ts'
import { acceptInvitation, findOpenInvitation } from '../../../domain/staff/invitations.ts'
import { createRefusalAudit } from '../../../domain/staff/refused-sign-ins.ts'
import { endSession, keepSession } from '../../../domain/staff/session.ts'
import {
  claimAccount,
  findOwner,
  isPasswordOf,
  isSetupOpen,
  setUpFirst,
} from '../../../domain/staff/sign-in.ts'
import { createSignInGuard } from '../../../domain/staff/sign-in-guard.ts'
import { answerEmpty, answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { operation } from '../../../http/operations/operation.ts'
import { noSessionCookie, readSessionToken } from '../../../http/protecting/session-cookie.ts'
import type { AccountRow } from '../../../store/store.ts'
import { beginSession, passGuard, presentSession, readGuesser } from './admit.ts'
import { refuseGuessable } from './new-password.ts'
import { createCodeCheck } from './show-factor.ts'

/** Begins the session of an account that needs no second factor, or has shown it. */
async function beginFull(
  c: Context,
  account: AccountRow,
  { device, factor }: { readonly device: string | undefined; readonly factor: string },
  deps: AppDeps,
): Promise<Response> {
  const { id: accountId, passwordHash } = account
  const hasFactor = account.totpSecret !== null
  const facts = { factor, isKnownBrowser: device !== undefined }
  const entries = [await auditAccount({ action: 'session.begin', account: accountId, facts }, deps)]
  const seen = { passwordHash, hasFactor, isGoingOn: hasFactor }
  const begun = { accountId, stage: 'full', ...seen, device, further: { entries } } as const
  return beginSession(c, begun, deps)
}

/** Makes an account, slowly; `undefined` where its token was used meanwhile. */
type Join = () => Promise<AccountRow | undefined>

/** Makes what takes a token that makes an account: the first one, or an invited one. */
function createJoining(deps: AppDeps, step: 'set_up' | 'invitation') {
  const guard = createSignInGuard(deps)
  const noteRefused = createRefusalAudit(deps)
  const code = step === 'set_up' ? 'setup_refused' : 'invitation_refused'
  /** @param find looks the token up; `undefined` where it is wrong. */
  return async (
    c: Context,
    password: string,
    find: () => Promise<Join | undefined>,
  ): Promise<Response> => {
    refuseGuessable('password', password, deps)
    // No token can be guessed: a wrong one, such as of an expired link, costs no hash, and its network no attempt.
    const join = await find()
    let account: AccountRow | undefined
    if (join) {
      await passGuard(guard, readGuesser(c, undefined, deps), async () => {
        account = await join()
        return account !== undefined
      })
    }
    if (!account) {
      await noteRefused({ account: undefined, step, isKnownBrowser: false })
      throw new ApiError(code)
    }
    return beginFull(c, account, { device: undefined, factor: 'none' }, deps)
  }
}

/** Makes what takes an attempt with a password. */
function createSigningIn(deps: AppDeps) {
  const guard = createSignInGuard(deps)
  const noteRefused = createRefusalAudit(deps)
  return async (c: Context, { email, password }: SignInBody): Promise<Response> => {
    const owner = await findOwner({ email }, deps)
    const account = owner?.kind === 'account' ? owner.account : undefined
    const guesser = readGuesser(c, owner?.passwordHash, deps)
    const { device } = guesser
    const isRight = await passGuard(guard, guesser, () => isPasswordOf(owner, password, deps))
    if (!isRight || !owner) {
      const isKnownBrowser = device !== undefined
      await noteRefused({ account: account?.id, step: 'password', isKnownBrowser })
      throw new ApiError('sign_in_refused')
    }
    const { passwordHash } = owner
    if (account?.totpSecret === null) return beginFull(c, account, { device, factor: 'none' }, deps)
    const half = account
      ? ({ accountId: account.id, stage: 'factor', hasFactor: true } as const)
      : ({ accountId: null, stage: 'claim', hasFactor: false } as const)
    return beginSession(c, { ...half, passwordHash, device }, deps)
  }
}

/** Makes what takes a code of the second factor. */
function createFactorStep(deps: AppDeps) {
  const check = createCodeCheck(deps)
  return async (c: Context, code: string): Promise<Response> => {
    const signed = await keepSession(deps, readSessionToken(c))
    const account = signed?.session.stage === 'factor' ? signed.account : undefined
    if (!account) throw new ApiError('not_signed_in')
    const shown = await check(c, account, code)
    if (!shown) throw new ApiError('sign_in_refused')
    return beginFull(c, account, shown, deps)
  }
}

const signedIn = [
  { status: 200, description: 'How far this browser is signed in.', schema: 'SessionResult' },
] as const

/** First start, state, sign in, sign out. Each has its own guard, so that attempts at one cannot fill the other's memory. */
export const sessionOperations = [
  operation({
    ...{ method: 'post', path: '/v1/admin/setup', tag: 'Console', id: 'setUpFirst' },
    who: 'console',
    summary: 'Make the first administrator',
    description:
      'Once, with the token that the server printed at its first start. Signs in. `guessable` at `password`: it repeats, follows the keyboard or the alphabet, or is made of a well-known name.',
    body: { schema: 'SetupBody', takes: 'json' },
    answers: signedIn,
    errors: ['setup_refused', 'sign_in_refused'],
    handler: (deps) => {
      const join = createJoining(deps, 'set_up')
      return ({ c, body }) =>
        join(c, body.password, async () =>
          (await isSetupOpen(body.token, deps)) ? () => setUpFirst(deps, body) : undefined,
        )
    },
  }),
  operation({
    ...{ method: 'get', path: '/v1/admin/session', tag: 'Console', id: 'readSession' },
    who: 'console',
    summary: 'Read how far this browser is signed in',
    description: 'Needs no session.',
    answers: signedIn,
    handler:
      (deps) =>
      async ({ c }) =>
        answerJson(200, await presentSession(await keepSession(deps, readSessionToken(c)), deps)),
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/session', tag: 'Console', id: 'signIn' },
    who: 'console',
    summary: 'Sign in with the password',
    description:
      'Sets the session cookie, and, where no second factor is asked, one by which the browser is known to have signed in. With a second factor the session can show that alone (`step`). Five failures of one network, or of one known browser, make it wait.',
    body: { schema: 'SignInBody', takes: 'json' },
    answers: signedIn,
    errors: ['sign_in_refused'],
    handler: (deps) => {
      const signIn = createSigningIn(deps)
      return ({ c, body }) => signIn(c, body)
    },
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/session/factor', tag: 'Console', id: 'showFactor' },
    who: 'console',
    summary: 'Show the second factor',
    description:
      'A code of the app, or a recovery code; each is accepted once. Begins a new session, and sets the cookie by which the browser is known. Five wrong codes of one known browser make it wait, and five of all others of an account make these wait.',
    body: { schema: 'FactorCodeBody', takes: 'json' },
    answers: signedIn,
    errors: ['sign_in_refused', 'not_signed_in'],
    handler: (deps) => {
      const show = createFactorStep(deps)
      return ({ c, body: { code } }) => show(c, code)
    },
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/session/claim', tag: 'Console', id: 'claimAccount' },
    who: 'console',
    summary: 'Give the holder of the single password an account',
    description:
      'For installations from before there were accounts, after signing in without an address. The password stays; the single one is gone.',
    body: { schema: 'ClaimBody', takes: 'json' },
    answers: signedIn,
    errors: ['not_signed_in', 'account_present', 'sign_in_refused'],
    handler:
      (deps) =>
      async ({ c, body }) => {
        const signed = await keepSession(deps, readSessionToken(c))
        if (signed?.session.stage !== 'claim') throw new ApiError('not_signed_in')
        const account = await claimAccount(body, deps)
        if (!account) throw new ApiError('account_present')
        return beginFull(c, account, { device: undefined, factor: 'none' }, deps)
      },
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/acceptance', tag: 'Console', id: 'acceptInvitation' },
    who: 'console',
    summary: 'Accept an invitation',
    description:
      'Once, within 72 hours. Makes the account with the address that was invited, and signs in. `guessable` at `password` as in `setUpFirst`.',
    body: { schema: 'AcceptanceBody', takes: 'json' },
    answers: signedIn,
    errors: ['invitation_refused', 'sign_in_refused'],
    handler: (deps) => {
      const join = createJoining(deps, 'invitation')
      return ({ c, body }) =>
        join(c, body.password, async () => {
          const found = await findOpenInvitation(body.token, deps)
          return found && (() => acceptInvitation(found, body, deps))
        })
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
        await endSession(deps, readSessionToken(c), { isSignOut: true })
        return answerEmpty(204, noSessionCookie)
      },
  }),
]
