/** The one name under which the widget keeps anything: the cookie, the localStorage key and the IndexedDB database. */
export const NAME = 'kelisim'

/** The values of every cookie of that name: the page and the server may each have set one. Blocked: none. */
export function readCookies(): string[] {
  try {
    return document.cookie
      .split('; ')
      .filter((cookie) => cookie.startsWith(`${NAME}=`))
      .map((cookie) => cookie.slice(NAME.length + 1))
  } catch {
    return [] // sandboxed frames throw: nothing is saved there
  }
}

/**
 * Keeps the cookie until the end of a day, `YYYY-MM-DD` in UTC. A cookie that already says so is left alone: Safari
 * forgets what a script wrote after seven days, and what the server set it keeps.
 */
export function writeCookie(value: string, lastDay: string): void {
  if (readCookies().join() === value) return
  const expires = new Date(Date.parse(lastDay) + 86_400_000).toUTCString()
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  try {
    document.cookie = `${NAME}=${value}; Path=/; SameSite=Lax; Expires=${expires}${secure}`
  } catch {
    // blocked: the choice holds for this page
  }
}

/** The value in localStorage; blocked or none: `null`. */
export function readLocal(): string | null {
  try {
    return localStorage.getItem(NAME)
  } catch {
    return null // blocked: nothing is saved there
  }
}

/** Replaces the value in localStorage. What was there goes first, so that a full disk cannot keep an old choice. */
export function writeLocal(value: string): void {
  try {
    localStorage.removeItem(NAME)
    if (value) localStorage.setItem(NAME, value)
  } catch {
    // blocked or full: the choice holds for this page
  }
}
