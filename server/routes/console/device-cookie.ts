import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { DEVICE_MS } from '../../domain/staff/known-device.ts'

/** `__Secure-` makes browsers insist on `Secure`; the path keeps it out of every visitor's request (RFC 6265bis). */
const NAME = '__Secure-kelisim_device'

/** What the browser shows to prove that it has signed in before, if anything. */
export const readDeviceToken = (c: Context): string | undefined => getCookie(c, NAME)

/** Adds the `Set-Cookie` by which the browser is known from now on. */
export function addDeviceCookie(answer: Response, token: string): Response {
  const attributes = `Path=/v1/admin; Max-Age=${DEVICE_MS / 1000}; Secure; HttpOnly; SameSite=Strict`
  answer.headers.append('set-cookie', `${NAME}=${token}; ${attributes}`)
  return answer
}
