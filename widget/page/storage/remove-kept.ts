import { ownKeys } from '../builtins/own-keys.ts'

/**
 * Returns the domains of a host for which a server may have set a cookie, including the host: two labels at least. The last
 * label of an IP address is a number; that of a name never starts with one.
 */
export const parentDomains = (host: string): string[] => {
  const labels = host.split('.')
  return labels.map((_, index) => labels.slice(index).join('.')).filter((name) => /\.\D/.test(name))
}

/** Returns every path of a page for which a cookie may have been set, with and without a final slash. */
export const parentPaths = (pathname: string): string[] => {
  const folders = pathname.split('/').filter(Boolean)
  const paths = folders.map((_, index) => `/${folders.slice(0, index + 1).join('/')}`)
  return ['/', ...paths.flatMap((path) => [path, `${path}/`])]
}

/** Deletes every cookie of this name that is visible to this page, for every domain and path. */
export function removeCookie(name: string): void {
  const scopes = ['', ...parentDomains(location.hostname).map((domain) => `; Domain=${domain}`)]
  for (const scope of scopes) {
    for (const path of parentPaths(location.pathname)) {
      try {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from half of the browsers
        document.cookie = `${name}=; Path=${path}${scope}; Max-Age=0`
      } catch {
        return // blocked: then there is none
      }
    }
  }
}

/** Returns whether a name matches a pattern: equal, or a prefix where the pattern ends with `*`. */
const isMeant = (name: string, pattern: string) =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern

const cookieNames = () => document.cookie.split('; ').map((cookie) => cookie.split('=')[0] ?? '')

/** Deletes what services store under these names: cookies, and keys of both storages. A final `*` matches any suffix. */
export function removeKept(patterns: readonly string[]): void {
  if (!patterns.length) return
  const isListed = (name: string) => patterns.some((pattern) => isMeant(name, pattern))
  try {
    for (const name of cookieNames()) if (isListed(name)) removeCookie(name)
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of ownKeys(storage)) if (isListed(key)) storage.removeItem(key)
    }
  } catch {
    // blocked: then nothing is kept
  }
}
