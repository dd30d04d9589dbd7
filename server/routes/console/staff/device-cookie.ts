import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { DEVICE_MS } from '../../../domain/staff/known-device.ts'

/** `__Secure-` makes browsers require `Secure`; the path keeps it out of every visitor's request (RFC 6265bis). */
const NAME = '__Secure-kelisim_device'

/** Returns the token that proves that the browser has signed in before, if any. */
export const readDeviceToken = (c: Context): string | undefined => getCookie(c, NAME)

/** Adds the `Set-Cookie` that marks the browser as known. */
export function addDeviceCookie(answer: Response, token: string): Response {
  const attributes = `Path=/v1/admin; Max-Age=${DEVICE_MS / 1000}; Secure; HttpOnly; SameSite=Strict`
  answer.headers.append('set-cookie', `${NAME}=${token}; ${attributes}`)
  return answer
}
