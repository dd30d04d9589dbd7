import { NAME, NAMELESS } from '../name.ts'
import { removeCookie } from './remove-kept.ts'
import { readCookies, readCopies } from './saved.ts'

const DAY_MS = 86_400_000

/**
 * Keeps the cookie until the end of a day, `YYYY-MM-DD` in UTC. A cookie that already says so is left alone: Safari
 * forgets what a script wrote after seven days, and what the server set it keeps.
 *
 * @param domain for which it holds. Default: the page's host alone, also where the browser allows no more.
 */
export function writeCookie(value: string, lastDay: string, domain?: string): void {
  if (says(value)) return
  // The server has said it for the whole domain: the page's own copy goes.
  if (readCookies(NAME).includes(value)) setCookie('', NEVER)
  if (says(value)) return
  // Copies that an older page left for a folder, or for the domain above, would speak against it for ever.
  removeCookie(NAME)
  const expires = value ? new Date(+new Date(lastDay) + DAY_MS) : NEVER
  if (domain) setCookie(value, expires, `; Domain=${domain}`)
  if (!says(value)) setCookie(value, expires)
}

const NEVER = new Date(0)

/** Whether every cookie of the widget's name says this; '' where there is none. */
const says = (value: string) => {
  const [first = '', ...others] = readCookies(NAME)
  return first === value && others.every((other) => other === value)
}

/**
 * Removes the copies of a record that were kept before names said whose a choice is; not where what stands there is another
 * record's too, which may be another operator's.
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

/** Replaces a value in localStorage. What was there goes first, so that a full disk cannot keep an old choice. */
export function writeLocal(key: string, value: string): void {
  try {
    localStorage.removeItem(key)
    if (value) localStorage.setItem(key, value)
  } catch {
    // blocked or full: the choice holds for this page
  }
}
