import { NAME } from './name.ts'

const DAY_SECONDS = 86_400

/**
 * Keeps a refusal where what keeps choices has not come, in the same words (`formatChoice`): in the cookie, and whatever
 * else was saved is over. Blocked: it holds for this page.
 *
 * @param days for which a choice holds.
 */
export function keepRefusal(days: number): void {
  const refused = [
    'refused',
    __KELISIM_DETAILS__.policyVersion,
    new Date().toISOString().slice(0, 10),
  ]
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from half of the browsers
    document.cookie = `${NAME}=${refused.join('~')}; Path=/; SameSite=Lax; Max-Age=${days * DAY_SECONDS}`
    localStorage.setItem(NAME, refused.join('~'))
  } catch {
    // blocked or full: the cookie may have been written
  }
}
