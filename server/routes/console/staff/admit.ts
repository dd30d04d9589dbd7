import type { Context } from 'hono'
import type { SessionResult } from '../../../contract/index.ts'
import { formatAddress, networkOf } from '../../../domain/addresses/network-address.ts'
import { issueDevice, readDevice } from '../../../domain/staff/known-device.ts'
import {
  endSession,
  keepSession,
  type NewSession,
  nextStep,
  type Signed,
  startSession,
} from '../../../domain/staff/session.ts'
import type { Guesser, SignInGuard } from '../../../domain/staff/sign-in-guard.ts'
import { type AnswerHeaders, answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { createBrowserReader } from '../../../http/browser/read-browser.ts'
import { readSessionToken, sessionCookie } from '../../../http/protecting/session-cookie.ts'
import { readClient } from '../../../http/reading/client-address.ts'
import type { AccountRow, WithWrite } from '../../../store/store.ts'
import { addDeviceCookie, readDeviceToken } from './device-cookie.ts'

/**
 * Returns the source of an attempt: its network, and its browser if that has signed in under this password before.
 *
 * @param passwordHash of whom the attempt is for; `undefined` where there is nobody.
 */
export function readGuesser(c: Context, passwordHash: string | undefined, deps: AppDeps): Guesser {
  const { address, shared } = readClient(c, deps)
  const token = readDeviceToken(c)
  return {
    network: formatAddress(networkOf(address, { ipv4: 32, ipv6: 64 })),
    around: formatAddress(networkOf(address, { ipv4: 24, ipv6: 48 })),
    isShared: shared !== undefined,
    device: passwordHash === undefined ? undefined : readDevice(token, passwordHash, deps),
  }
}

/**
 * Passes an attempt to the sign-in guard.
 *
 * @param verify what is guessed at.
 * @returns whether it was right.
 * @throws {ApiError} `too_many_requests` where the caller has to wait.
 */
export async function passGuard(
  guard: SignInGuard,
  guesser: Guesser,
  verify: () => Promise<boolean>,
): Promise<boolean> {
  const result = await guard(guesser, verify)
  if (result.kind === 'too_many') {
    const headers = { 'retry-after': String(result.retryAfterSeconds) }
    throw new ApiError('too_many_requests', { headers })
  }
  return result.kind === 'right'
}

const readBrowser = createBrowserReader()

/** Returns browser and system in words, `Firefox, Windows`; empty where the browser does not say. */
function nameBrowser(c: Context): string {
  const { browser, os } = readBrowser(c.req.header('user-agent'))
  return [browser, os].filter((word) => word !== '' && word !== 'other').join(', ')
}

/** Returns how far a browser is signed in. */
export async function presentSession(
  signed: Signed | undefined,
  { store, isProduction: isFactorRequired }: AppDeps,
): Promise<SessionResult> {
  const step = nextStep(signed, { isFactorRequired })
  const hasAccounts = signed?.account !== undefined || (await store.hasAccounts())
  const isSinglePassword = !hasAccounts && (await store.findAdminPassword()) !== undefined
  return {
    isSetUp: hasAccounts || isSinglePassword,
    isSignedIn: signed?.account !== undefined && signed.session.stage === 'full',
    step,
    role: signed?.session.stage === 'full' ? (signed.account?.role ?? null) : null,
    isSinglePassword,
    isFactorRequired,
  }
}

/** Who begins a session. */
export interface Beginning extends Omit<NewSession, 'browser' | 'seen'> {
  /** The password that it begins with, as it was read. */
  readonly passwordHash: string
  readonly hasFactor: boolean
  /** Whether the session that the browser came with must still be there: the step goes on from it. Default: no. */
  readonly isGoingOn?: boolean
  /** Id of the browser where it is known. */
  readonly device: string | undefined
  /** Written in the same commit. */
  readonly further?: WithWrite
}

/** Builds the answer that gives a browser its new session; the headers are to be sent with it. */
type AnswerBegun = (headers: AnswerHeaders, token: string) => Response | Promise<Response>

/**
 * Begins a new session in place of the one that the browser came with. A full one marks the browser as known: with the password
 * alone nobody may have failures of their own at the second factor.
 *
 * @param answer default: how far the browser is signed in.
 * @throws {ApiError} `sign_in_refused` where password, factor or account have changed meanwhile.
 */
export async function beginSession(
  c: Context,
  { accountId, stage, passwordHash, hasFactor, isGoingOn = false, device, further }: Beginning,
  deps: AppDeps,
  answer: AnswerBegun = async (headers, token) =>
    answerJson(200, await presentSession(await keepSession(deps, token), deps), headers),
): Promise<Response> {
  // A token from before signing in must not be valid after it (session fixation).
  const earlier = readSessionToken(c) ?? ''
  const replacedTokenHash = isGoingOn ? await deps.cryptography.sha256(earlier) : undefined
  if (!isGoingOn) await endSession(deps, earlier)
  const seen = { passwordHash, hasFactor, replacedTokenHash }
  const session = { accountId, stage, browser: nameBrowser(c), seen }
  const token = await startSession(deps, session, further)
  if (token === undefined) throw new ApiError('sign_in_refused')
  const answered = await answer(sessionCookie(token), token)
  return stage === 'full'
    ? addDeviceCookie(answered, issueDevice(passwordHash, device, deps))
    : answered
}

/** An account, and whether it now has a second factor. */
type Changed = Pick<AccountRow, 'id' | 'passwordHash'> & { readonly hasFactor: boolean }

/** Begins the new session of whoever has changed their second factor, which has ended every session. */
export function beginAfterFactor(
  c: Context,
  { id: accountId, passwordHash, hasFactor }: Changed,
  deps: AppDeps,
  answer: AnswerBegun,
): Promise<Response> {
  const device = readDevice(readDeviceToken(c), passwordHash, deps)
  const begun = { accountId, stage: 'full', passwordHash, hasFactor, device } as const
  return beginSession(c, begun, deps, answer)
}
