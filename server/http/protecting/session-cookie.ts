import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { SESSION_MAX_MS } from '../../domain/staff/session.ts'

/** `__Host-` makes browsers require `Secure`, `Path=/` and no `Domain` (RFC 6265bis, section 4.1.3.2). */
const NAME = '__Host-kelisim_admin'
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** Returns the session token that the browser sent, if any. */
export const readSessionToken = (c: Context): string | undefined => getCookie(c, NAME)

/** Returns the `Set-Cookie` that signs the browser in. */
export const sessionCookie = (token: string): Readonly<Record<string, string>> => ({
  'set-cookie': `${NAME}=${token}; Max-Age=${SESSION_MAX_MS / 1000}; ${ATTRIBUTES}`,
})

/** Returns the `Set-Cookie` that deletes the token. */
export const noSessionCookie: Readonly<Record<string, string>> = {
  'set-cookie': `${NAME}=; Max-Age=0; ${ATTRIBUTES}`,
}
