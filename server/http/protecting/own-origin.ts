import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import { isLoopbackHost, normalizeOrigin } from '../../domain/addresses/origin.ts'

/** What the server's own address is told by: the one configured, else the `Host` of each request. */
export type OwnAddress = Pick<Deps, 'publicUrl'>

/** What a proxy on this machine or network calls the server: an address, or a name of one word. */
const isInnerHost = (host: string): boolean =>
  /^([^.:[\]]+|\d+(\.\d+){3}|\[.+\])(:\d+)?$/.test(host)

const schemeOf = (origin: string): string => (origin.startsWith('https:') ? 'https' : 'http')

/**
 * Whether an origin is the server's own. Where the public address is configured, it is that and nothing else, whatever `Host`
 * a proxy hands on; else the one whose host is in `Host`, by either scheme, since behind a proxy the server does not know
 * whether it is reached by TLS.
 */
export function isOwnOrigin(c: Context, origin: string, { publicUrl }: OwnAddress): boolean {
  if (publicUrl !== undefined) return origin === publicUrl || normalizeOrigin(origin) === publicUrl
  const host = c.req.header('host')
  if (host === undefined) return false
  if (origin === `https://${host}` || origin === `http://${host}`) return true
  // Proxies also write capitals, or the usual port behind the name.
  const own = normalizeOrigin(`${schemeOf(origin)}://${host}`)
  return own !== undefined && own === normalizeOrigin(origin)
}

/** Whether the browser itself says that the page is the server's own (Fetch Metadata); no page can write this header. */
export const isVouchedFor = (c: Context): boolean =>
  c.req.header('sec-fetch-site') === 'same-origin'

/**
 * Whether a program sends this, and no page: without `Origin`, or in the server's own name without what browsers say of the page
 * it comes from (Fetch Metadata).
 */
export function isOfProgram(c: Context, deps: OwnAddress): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) return true
  return c.req.header('sec-fetch-site') === undefined && isOwnOrigin(c, origin, deps)
}

/**
 * Whether a page that is not the server's own by `Host` may be so all the same, because a proxy wrote a `Host` of its own:
 * the browser says so, or visitors cannot have come by that name.
 */
export function isAddressUnknown(c: Context, origin: string, { publicUrl }: OwnAddress): boolean {
  if (publicUrl !== undefined || !/^https?:\/\//.test(origin)) return false
  if (isVouchedFor(c)) return true
  if (c.req.header('sec-fetch-site') !== undefined) return false
  return (
    isInnerHost(c.req.header('host') ?? '') && !isLoopbackHost(origin.replace(/^https?:\/\//, ''))
  )
}
