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

/** What became of a request. `offline` covers unreachable and timed out: the browser does not tell. */
export type Answer<T> =
  | { readonly kind: 'right'; readonly value: T }
  | {
      readonly kind: 'refused'
      readonly code: ErrorCode
      /** What is wrong with which field, where it is a field's fault. */
      readonly fields: Readonly<Record<string, FieldProblem>> | undefined
      /** Seconds to wait, where the server asks for it. */
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
    // The contract says what each address answers; the server is ours and of the same build.
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

/** Whether a password is set, and whether this browser is signed in. */
export const readSession = () => ask<SessionResult>(SESSION)

/** Sets the first password and signs in. */
export const setUp = (body: SetupBody) => ask<SessionResult>(SETUP, { method: 'POST', body })

/** Signs in. */
export const signIn = (body: SignInBody) => ask<SessionResult>(SESSION, { method: 'POST', body })

/** Signs out, on the server too. */
export const signOut = () => ask<void>(SESSION, { method: 'DELETE' })

/** Changes the password; every other browser is signed out. */
export const changePassword = (body: ChangePasswordBody) =>
  ask<SessionResult>(PASSWORD, { method: 'POST', body })

/** Signs every other browser out. */
export const endOtherSessions = () =>
  ask<EndedSessionsResult>(`${SESSIONS}/others`, { method: 'DELETE' })

/** The site's public configuration. */
export const readSite = () => ask<SiteResult>(SITE)

/** Figures of a period. */
export const readStatistics = ({ from, to }: Period) =>
  ask<StatisticsResult>(`${STATISTICS}?${new URLSearchParams({ from, to })}`)
