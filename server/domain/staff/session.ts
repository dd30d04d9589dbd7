import type { SessionStep } from '../../contract/index.ts'
import type {
  AccountRow,
  AdminSession,
  SessionStage,
  SignInSeen,
  WithWrite,
} from '../../store/store.ts'
import { buildToken } from '../identifiers/token.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { auditAccount, type StaffDeps } from './account.ts'
import { UNDERTAKING_VERSION } from './undertaking.ts'

/** A session ends after this long without a request (OWASP ASVS 5.0, section 7.3.1). */
export const SESSION_IDLE_MS = 30 * 60_000
/** A session ends this long after signing in, whatever happens (OWASP ASVS 5.0, section 7.3.2). */
export const SESSION_MAX_MS = 12 * 3_600_000
/** The time of the last request is stored at most this often; a minute does not matter. */
const TOUCH_MS = 60_000
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** Dependencies for sessions. */
export type SessionDeps = Pick<StaffDeps, 'store' | 'cryptography' | 'clock'>

/** A new session. */
export interface NewSession {
  /** `null` for the holder of the single password. */
  readonly accountId: string | null
  readonly stage: SessionStage
  /** Browser and system in words. */
  readonly browser: string
  /** What the sign-in was decided by. */
  readonly seen: SignInSeen
}

/** A live session and its account. */
export interface Signed {
  readonly session: AdminSession
  /** `undefined` for the holder of the single password. */
  readonly account: AccountRow | undefined
}

/**
 * Starts a session and returns its token: 256 random bits, base64url. Only the token's SHA-256 is stored, so a copy of the
 * database cannot sign anybody in.
 *
 * @param further written in the same commit.
 * @returns `undefined` where what the sign-in was decided by has changed meanwhile: another password, another factor, an end.
 */
export async function startSession(
  { store, cryptography, clock }: SessionDeps,
  { seen, ...session }: NewSession,
  further?: WithWrite,
): Promise<string | undefined> {
  const token = buildToken(cryptography)
  const tokenHash = await cryptography.sha256(token)
  const nowMs = clock()
  const id = buildUuidV7(nowMs, cryptography.randomBytes(10))
  const times = { createdAtMs: nowMs, lastSeenAtMs: nowMs }
  const row = { ...session, ...times, tokenHash, id }
  return (await store.addAdminSession(row, further, seen)) === 'stored' ? token : undefined
}

/**
 * Returns the live session of a token with its account, and renews its idle time. Deletes ended sessions.
 *
 * @param isQuiet whether the idle time goes on. Default no.
 */
export async function keepSession(
  { store, cryptography, clock }: SessionDeps,
  token: string | undefined,
  { isQuiet = false }: { readonly isQuiet?: boolean | undefined } = {},
): Promise<Signed | undefined> {
  if (token === undefined || !TOKEN.test(token)) return undefined
  const tokenHash = await cryptography.sha256(token)
  const session = await store.findAdminSession(tokenHash)
  if (!session) return undefined
  const { accountId } = session
  const account = accountId === null ? undefined : await store.findAccount(accountId)
  const isGone = accountId !== null && account?.disabledAtMs !== null
  const nowMs = clock()
  if (isGone || hasEnded(session, nowMs)) {
    await store.deleteAdminSession(tokenHash)
    return undefined
  }
  if (!isQuiet && nowMs - session.lastSeenAtMs >= TOUCH_MS)
    await store.touchAdminSession(tokenHash, nowMs)
  return { session, account }
}

/** If the clock was set back, the age of a session that starts in the future is unknown, so it ends. */
const isFromFuture = ({ createdAtMs, lastSeenAtMs }: AdminSession, nowMs: number): boolean =>
  createdAtMs > nowMs || lastSeenAtMs > nowMs + TOUCH_MS

/** Returns whether a session is over by its age, or by the time without a request. */
export const hasEnded = (session: AdminSession, nowMs: number): boolean =>
  isFromFuture(session, nowMs) ||
  nowMs - session.lastSeenAtMs >= SESSION_IDLE_MS ||
  nowMs - session.createdAtMs >= SESSION_MAX_MS

/** Returns what whoever has this session must do next. */
export function nextStep(
  signed: Signed | undefined,
  { isFactorRequired }: { readonly isFactorRequired: boolean },
): SessionStep {
  if (!signed) return 'none'
  const { session, account } = signed
  if (session.stage !== 'full') return session.stage
  if (!account) return 'none'
  if (account.totpSecret === null && isFactorRequired) return 'factor_setup'
  return account.undertakingVersion === UNDERTAKING_VERSION ? 'ready' : 'undertaking'
}

/**
 * Ends a session on the server, so a copied cookie no longer works.
 *
 * @param isSignOut whether its holder ends it, which is recorded. Default: it is replaced by another one.
 */
export async function endSession(
  deps: SessionDeps,
  token: string | undefined,
  { isSignOut = false }: { readonly isSignOut?: boolean } = {},
): Promise<void> {
  if (token === undefined || !TOKEN.test(token)) return
  const { store, cryptography } = deps
  const tokenHash = await cryptography.sha256(token)
  const ended = isSignOut ? await store.findAdminSession(tokenHash) : undefined
  const account = ended?.accountId
  const entries = account ? [await auditAccount({ action: 'session.end', account }, deps)] : []
  await store.deleteAdminSession(tokenHash, { entries })
}

/**
 * Ends an account's sessions, with an audit entry in the same commit.
 *
 * @param keptToken of a session to keep. Default: none.
 * @returns the number of sessions ended.
 */
export async function endSessions(
  deps: SessionDeps,
  { account, actor = account, keptToken }: EndedSessions,
): Promise<number> {
  const kept = keptToken === undefined ? undefined : await deps.cryptography.sha256(keptToken)
  const entries = [await auditAccount({ action: 'sessions.end', account, actor }, deps)]
  return deps.store.deleteAdminSessions(account, kept, { entries })
}

/** Whose sessions end. */
export interface EndedSessions {
  readonly account: string
  /** Who ends them. Default: the account itself. */
  readonly actor?: string
  readonly keptToken?: string
}
