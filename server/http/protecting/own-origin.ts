import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import { isLoopbackHost, normalizeOrigin } from '../../domain/addresses/origin.ts'

/** The source of the server's own address: the configured one, else the `Host` of each request. */
export type OwnAddress = Pick<Deps, 'publicUrl'>

/** Names by which a proxy on this machine or network reaches the server: an address, or a single word. */
const isInnerHost = (host: string): boolean =>
  /^([^.:[\]]+|\d+(\.\d+){3}|\[.+\])(:\d+)?$/.test(host)

const schemeOf = (origin: string): string => (origin.startsWith('https:') ? 'https' : 'http')

/**
 * Returns whether an origin is the server's own. If the public address is configured, only that counts, whatever `Host` a
 * proxy forwards; else the host in `Host`, with either scheme, since behind a proxy the server does not know whether it is
 * reached by TLS.
 */
export function isOwnOrigin(c: Context, origin: string, { publicUrl }: OwnAddress): boolean {
  if (publicUrl !== undefined) return origin === publicUrl || normalizeOrigin(origin) === publicUrl
  const host = c.req.header('host')
  if (host === undefined) return false
  if (origin === `https://${host}` || origin === `http://${host}`) return true
  // Proxies also write upper case, or the default port after the name.
  const own = normalizeOrigin(`${schemeOf(origin)}://${host}`)
  return own !== undefined && own === normalizeOrigin(origin)
}

/** Returns whether the browser itself reports that the page is the server's own (Fetch Metadata); no page can set this header. */
export const isVouchedFor = (c: Context): boolean =>
  c.req.header('sec-fetch-site') === 'same-origin'

/**
 * Returns whether a program sends this, and not a page: without `Origin`, or with the server's own origin but without the
 * browser's Fetch Metadata.
 */
export function isOfProgram(c: Context, deps: OwnAddress): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) return true
  return c.req.header('sec-fetch-site') === undefined && isOwnOrigin(c, origin, deps)
}

/**
 * Returns whether a page that is not the server's own by `Host` may be so all the same, because a proxy set its own `Host`:
 * the browser reports it, or visitors cannot have used that name.
 */
export function isAddressUnknown(c: Context, origin: string, { publicUrl }: OwnAddress): boolean {
  if (publicUrl !== undefined || !/^https?:\/\//.test(origin)) return false
  if (isVouchedFor(c)) return true
  if (c.req.header('sec-fetch-site') !== undefined) return false
  return (
    isInnerHost(c.req.header('host') ?? '') && !isLoopbackHost(origin.replace(/^https?:\/\//, ''))
  )
}
