import type {
  ChangePasswordBody,
  EndedSessionsResult,
  ErrorCode,
  ErrorEnvelope,
  FieldProblem,
  paths,
  SessionResult,
  SetupBody,
  SignInBody,
  SiteResult,
  StatisticsResult,
} from '../../contract/index.ts'
import type { Period } from '../statistics/period.ts'

const SETUP: typeof paths.adminSetup = '/v1/admin/setup'
const SESSION: typeof paths.adminSession = '/v1/admin/session'
const PASSWORD: typeof paths.adminPassword = '/v1/admin/password'
const SESSIONS: typeof paths.adminSessions = '/v1/admin/sessions'
const SITE: typeof paths.site = '/v1/site'
const STATISTICS: typeof paths.adminStatistics = '/v1/admin/statistics'
const TIMEOUT_MS = 20_000

/** Result of a request. `offline` covers unreachable and timed out, which browsers do not distinguish. */
export type Answer<T> =
  | { readonly kind: 'right'; readonly value: T }
  | {
      readonly kind: 'refused'
      readonly code: ErrorCode
      /** Problem of each wrong field, where fields are the cause. */
      readonly fields: Readonly<Record<string, FieldProblem>> | undefined
      /** Seconds to wait, where the server requires it. */
      readonly retryAfterSeconds: number | undefined
    }
  | { readonly kind: 'offline' }

async function ask<T>(
  path: string,
  { method = 'GET', body }: { method?: string; body?: unknown } = {},
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    // Not validated: the contract defines each response, and the server belongs to the same build.
    if (response.status === 204) return { kind: 'right', value: undefined as T }
    if (response.ok) return { kind: 'right', value: (await response.json()) as T }
    const retryAfter = response.headers.get('retry-after')
    const { error } = (await response.json()) as ErrorEnvelope
    return {
      kind: 'refused',
      code: error.code,
      fields: error.fields,
      retryAfterSeconds: retryAfter === null ? undefined : Number(retryAfter),
    }
  } catch {
    return { kind: 'offline' }
  }
}

/** Returns whether a password is set, and whether this browser is signed in. */
export const readSession = () => ask<SessionResult>(SESSION)

/** Sets the first password and signs in. */
export const setUp = (body: SetupBody) => ask<SessionResult>(SETUP, { method: 'POST', body })

/** Signs in. */
export const signIn = (body: SignInBody) => ask<SessionResult>(SESSION, { method: 'POST', body })

/** Signs out, on the server too. */
export const signOut = () => ask<void>(SESSION, { method: 'DELETE' })

/** Changes the password and signs out every other browser. */
export const changePassword = (body: ChangePasswordBody) =>
  ask<SessionResult>(PASSWORD, { method: 'POST', body })

/** Signs out every other browser. */
export const endOtherSessions = () =>
  ask<EndedSessionsResult>(`${SESSIONS}/others`, { method: 'DELETE' })

/** Returns the site's public configuration. */
export const readSite = () => ask<SiteResult>(SITE)

/** Returns the statistics of a period. */
export const readStatistics = ({ from, to }: Period) =>
  ask<StatisticsResult>(`${STATISTICS}?${new URLSearchParams({ from, to })}`)
