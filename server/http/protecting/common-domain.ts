/**
 * Returns the domain of a cookie for page and server: '' for their common host, `; Domain=…` for their longest common domain,
 * `undefined` where they are not on the same site. It accepts a public suffix, which the browser rejects. The widget's rule
 * (`widget/page/storage/own-site.ts`) is tested with the same cases: `test/unit/http/same-site-hosts.test.ts`.
 */
export function commonDomain(pageHost: string, serverHost: string): string | undefined {
  if (pageHost === serverHost) return ''
  const page = pageHost.split('.').reverse()
  const server = serverHost.split('.').reverse()
  const differsAt = page.findIndex((label, index) => label !== server[index])
  const shared = (differsAt === -1 ? page : page.slice(0, differsAt)).reverse()
  const name = shared.join('.')
  return IS_NAME.test(name) && !/^[\d.]+$/.test(name) ? `; Domain=${name}` : undefined
}

/** Two labels or more. */
const IS_NAME = /^[^.]+(?:\.[^.]+)+$/

/** Maximum pairs of page and server cached: a site has a handful. */
const PAIRS_REMEMBERED = 100
/** Two of the longest names with scheme and port. */
const MAX_PAIR_LENGTH = 600

/** Returns a cached `commonDomain` of an origin and a server's address. */
function rememberDomains(): (origin: string, server: string) => string | undefined {
  const remembered = new Map<string, string | undefined>()
  return (origin, server) => {
    // No header contains a line break.
    const pair = `${server}\n${origin}`
    const known = remembered.get(pair)
    if (known !== undefined || remembered.has(pair)) return known
    const domain = commonDomain(hostOf(origin), hostOf(server))
    // Emptied as a whole: a client that invents hosts needs no more memory.
    if (remembered.size >= PAIRS_REMEMBERED) remembered.clear()
    if (pair.length <= MAX_PAIR_LENGTH) remembered.set(pair, domain)
    return domain
  }
}
/** Returns `commonDomain` of a page's origin and the server's address. */
export const domainOf = rememberDomains()

const hostOf = (authority: string): string =>
  authority
    .replace(/^https?:\/\//, '')
    .replace(/\.?(:\d+)?$/, '')
    .toLowerCase()
