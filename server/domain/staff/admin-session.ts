import type { ChangePasswordBody } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { AdminSession, RegisterEntry, Store } from '../../store/store.ts'
import type { Acting } from '../registers/acting.ts'
import { buildAudit } from '../registers/audit.ts'

/** A session ends after this long without a request (OWASP ASVS 5.0, section 7.3.1). */
export const SESSION_IDLE_MS = 30 * 60_000
/** A session ends this long after signing in, whatever happens (OWASP ASVS 5.0, section 7.3.2). */
export const SESSION_MAX_MS = 12 * 3_600_000
/** The time of the last request is stored at most this often; a minute does not matter. */
const TOUCH_MS = 60_000
/** There is one account, an administrator's. */
const ONLY_ACCOUNT: Acting = { id: 'administrator', role: 'administrator' }
const TOKEN_BYTES = 32
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** Dependencies for signing in and out. */
export interface SessionDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  readonly clock: () => number
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '')

/**
 * Starts a session and returns its token: 256 random bits, base64url. Only the token's SHA-256 is stored, so a copy of the
 * database cannot sign anybody in.
 */
export async function startSession({ store, cryptography, clock }: SessionDeps): Promise<string> {
  const token = base64url(cryptography.randomBytes(TOKEN_BYTES))
  const tokenHash = await cryptography.sha256(token)
  const nowMs = clock()
  await store.addAdminSession({ tokenHash, createdAtMs: nowMs, lastSeenAtMs: nowMs })
  return token
}

/**
 * Returns who has signed in with the token, where its session is live, and renews its idle time. Deletes ended sessions.
 *
 * @param isQuiet whether the idle time goes on. Default no.
 */
export async function keepSession(
  { store, cryptography, clock }: SessionDeps,
  token: string | undefined,
  isQuiet = false,
): Promise<Acting | undefined> {
  if (token === undefined || !TOKEN.test(token)) return undefined
  const tokenHash = await cryptography.sha256(token)
  const session = await store.findAdminSession(tokenHash)
  if (!session) return undefined
  const nowMs = clock()
  if (hasEnded(session, nowMs)) {
    await store.deleteAdminSession(tokenHash)
    return undefined
  }
  if (!isQuiet && nowMs - session.lastSeenAtMs >= TOUCH_MS)
    await store.touchAdminSession(tokenHash, nowMs)
  return ONLY_ACCOUNT
}

/** If the clock was set back, the age of a session that starts in the future is unknown, so it ends. */
const isFromFuture = ({ createdAtMs, lastSeenAtMs }: AdminSession, nowMs: number): boolean =>
  createdAtMs > nowMs || lastSeenAtMs > nowMs + TOUCH_MS

const hasEnded = (session: AdminSession, nowMs: number): boolean =>
  isFromFuture(session, nowMs) ||
  nowMs - session.lastSeenAtMs >= SESSION_IDLE_MS ||
  nowMs - session.createdAtMs >= SESSION_MAX_MS

/** Ends a session on the server, so a copied cookie no longer works. */
export async function endSession(
  { store, cryptography }: SessionDeps,
  token: string | undefined,
): Promise<void> {
  if (token === undefined || !TOKEN.test(token)) return
  await store.deleteAdminSession(await cryptography.sha256(token))
}

/**
 * Sets the first password, once, with the token that the server printed at its first start.
 *
 * @returns whether it was set: `false` where the token is wrong or a password is already set.
 */
export async function setFirstPassword(
  deps: SessionDeps & { readonly setupToken: string | undefined },
  { token, password }: { readonly token: string; readonly password: string },
): Promise<boolean> {
  const { store, cryptography, clock, setupToken } = deps
  if (setupToken === undefined) return false
  // Hashes have equal length, so comparing them does not reveal the token's length.
  const given = await cryptography.sha256(token)
  if (!cryptography.isEqual(given, await cryptography.sha256(setupToken))) return false
  if ((await store.findAdminPassword()) !== undefined) return false
  const passwordHash = await cryptography.hashPassword(password)
  return (await store.addAdminPassword(passwordHash, clock())) === 'stored'
}

const auditAccount = (action: string, deps: SessionDeps): Promise<RegisterEntry> =>
  buildAudit({ action, subject: ONLY_ACCOUNT.id, actor: ONLY_ACCOUNT.id }, deps)

/**
 * Ends every session, with an audit entry in the same commit.
 *
 * @param keptToken of a session to keep. Default: none.
 * @returns the number of sessions ended.
 */
export async function endSessions(deps: SessionDeps, keptToken?: string): Promise<number> {
  const kept = keptToken === undefined ? undefined : await deps.cryptography.sha256(keptToken)
  const entries = [await auditAccount('sessions.end', deps)]
  return deps.store.deleteAdminSessions(kept, { entries })
}

/**
 * Replaces the password and ends every session, with an audit entry in the same commit.
 *
 * @returns whether it was set: `false` where the current password is wrong.
 */
export async function changePassword(
  deps: SessionDeps,
  { currentPassword, newPassword }: ChangePasswordBody,
): Promise<boolean> {
  const { store, cryptography, clock } = deps
  const expectedHash = await store.findAdminPassword()
  if (expectedHash === undefined) return false
  if (!(await cryptography.verifyPassword(currentPassword, expectedHash))) return false
  const passwordHash = await cryptography.hashPassword(newPassword)
  const given = { atMs: clock(), expectedHash }
  const further = { entries: [await auditAccount('password.change', deps)] }
  return (await store.replaceAdminPassword(passwordHash, given, further)) === 'stored'
}

/** Returns whether this is the administrator's password. Takes equally long where none is set. */
export async function isPassword(
  { store, cryptography }: SessionDeps,
  password: string,
): Promise<boolean> {
  const passwordHash = await store.findAdminPassword()
  if (passwordHash !== undefined) return cryptography.verifyPassword(password, passwordHash)
  await cryptography.hashPassword(password)
  return false
}
