/**
 * Where a cookie holds for page and server alike: '' for their common host, `; Domain=…` for the longest name that
 * both are below, `undefined` where they are not of one site. A public suffix passes this and not the browser. The widget's rule
 * (`widget/page/storage/own-site.ts`) is held to the same cases: `test/unit/same-site-hosts.test.ts`.
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

/** Pairs of page and server remembered: a site has a handful. */
const PAIRS_REMEMBERED = 100
/** Two of the longest names with scheme and port. */
const MAX_PAIR_LENGTH = 600

/** `commonDomain` of an origin and a server's address, worked out once for each pair that is asked for again and again. */
function rememberDomains(): (origin: string, server: string) => string | undefined {
  const remembered = new Map<string, string | undefined>()
  return (origin, server) => {
    // No header has a line break.
    const pair = `${server}\n${origin}`
    const known = remembered.get(pair)
    if (known !== undefined || remembered.has(pair)) return known
    const domain = commonDomain(hostOf(origin), hostOf(server))
    // Emptied as a whole: whoever invents hosts takes no more room.
    if (remembered.size >= PAIRS_REMEMBERED) remembered.clear()
    if (pair.length <= MAX_PAIR_LENGTH) remembered.set(pair, domain)
    return domain
  }
}
/** `commonDomain` of a page's origin and the server's address. */
export const domainOf = rememberDomains()

const hostOf = (authority: string): string =>
  authority
    .replace(/^https?:\/\//, '')
    .replace(/\.?(:\d+)?$/, '')
    .toLowerCase()
