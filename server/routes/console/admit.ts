import type { Context } from 'hono'
import type { SessionResult } from '../../contract/index.ts'
import { formatAddress, networkOf } from '../../domain/addresses/network-address.ts'
import { endSession, startSession } from '../../domain/staff/admin-session.ts'
import { issueDevice, readDevice } from '../../domain/staff/known-device.ts'
import type { Guesser, SignInGuard } from '../../domain/staff/sign-in-guard.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readSessionToken, sessionCookie } from '../../http/protecting/session-cookie.ts'
import { readClient } from '../../http/reading/client-address.ts'
import { addDeviceCookie, readDeviceToken } from './device-cookie.ts'

/** Returns the source of an attempt: its network, and its browser if that has signed in under this password before. */
async function readGuesser(c: Context, deps: AppDeps): Promise<Guesser> {
  const { address, shared } = readClient(c, deps)
  const token = readDeviceToken(c)
  const passwordHash = token === undefined ? undefined : await deps.store.findAdminPassword()
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
 * @returns its source, if the password was right.
 * @throws {ApiError} `code` where it was wrong, `too_many_requests` where the caller has to wait.
 */
export async function mustPass(
  c: Context,
  guard: SignInGuard,
  code: 'sign_in_refused' | 'setup_refused',
  {
    verify,
    deps,
    as,
  }: {
    readonly verify: () => Promise<boolean>
    readonly deps: AppDeps
    /** Further known facts about the source. */
    readonly as?: Partial<Guesser>
  },
): Promise<Guesser> {
  const guesser = { ...(await readGuesser(c, deps)), ...as }
  const result = await guard(guesser, verify)
  if (result.kind === 'wrong') throw new ApiError(code)
  if (result.kind === 'too_many') {
    const headers = { 'retry-after': String(result.retryAfterSeconds) }
    throw new ApiError('too_many_requests', { headers })
  }
  return guesser
}

/** Signs the browser in with a new session, and marks it as known. */
export async function signIn(c: Context, { device }: Guesser, deps: AppDeps): Promise<Response> {
  // A token from before signing in must not be valid after it (session fixation).
  await endSession(deps, readSessionToken(c))
  const state: SessionResult = { isSetUp: true, isSignedIn: true }
  const answer = answerJson(200, state, sessionCookie(await startSession(deps)))
  const passwordHash = await deps.store.findAdminPassword()
  return passwordHash === undefined
    ? answer
    : addDeviceCookie(answer, issueDevice(passwordHash, device, deps))
}
