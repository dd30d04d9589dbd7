import { NAME, NAMELESS } from '../name.ts'
import { removeCookie } from './remove-kept.ts'
import { readCookies, readCopies } from './saved.ts'

const DAY_MS = 86_400_000

/**
 * Sets the cookie until the end of a day, `YYYY-MM-DD` in UTC. A cookie with this value is left unchanged: Safari deletes a
 * cookie set by a script after seven days, but keeps one set by the server.
 *
 * @param domain of the cookie. Default: the page's host only, also where the browser accepts no more.
 */
export function writeCookie(value: string, lastDay: string, domain?: string): void {
  if (says(value)) return
  // The server has set it for the whole domain, so the page's own copy is deleted.
  if (readCookies(NAME).includes(value)) setCookie('', NEVER)
  if (says(value)) return
  // Copies set by an older page for a folder, or for the parent domain, would contradict it for ever.
  removeCookie(NAME)
  const expires = value ? new Date(+new Date(lastDay) + DAY_MS) : NEVER
  if (domain) setCookie(value, expires, `; Domain=${domain}`)
  if (!says(value)) setCookie(value, expires)
}

const NEVER = new Date(0)

/** Returns whether every cookie of the widget's name has this value; '' where there is none. */
const says = (value: string) => {
  const [first = '', ...others] = readCookies(NAME)
  return first === value && others.every((other) => other === value)
}

/**
 * Deletes the copies of a record stored under the earlier name; not if a different record is stored there too, since that may
 * be another operator's.
 */
export function removeNameless(record: string): void {
  if (!readCopies(NAMELESS).every((copy) => !copy || copy.includes(record))) return
  removeCookie(NAMELESS)
  writeLocal(NAMELESS, '')
}

function setCookie(value: string, expires: Date, domain = ''): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from half of the browsers
    document.cookie = `${NAME}=${value}; Path=/; SameSite=Lax; Expires=${expires.toUTCString()}${secure}${domain}`
  } catch {
    // blocked: the choice holds for this page
  }
}

/** Replaces a value in localStorage. The old value is deleted first, so that a full disk cannot preserve an old choice. */
export function writeLocal(key: string, value: string): void {
  try {
    localStorage.removeItem(key)
    if (value) localStorage.setItem(key, value)
  } catch {
    // blocked or full: the choice holds for this page
  }
}
