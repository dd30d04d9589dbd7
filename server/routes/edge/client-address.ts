import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'

/** Longest textual address: IPv6 with an embedded IPv4 and a zone. */
const MAX_ADDRESS_LENGTH = 64

/** An IPv4 address in IPv6 clothes (`::ffff:203.0.113.7`) is the IPv4 address. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/**
 * The visitor's network address, or `undefined` where it cannot be known.
 *
 * Only as many entries of `X-Forwarded-For` are believed, from the right, as there are trusted proxies; whatever a
 * client writes further left, or with no proxy configured, is ignored.
 */
export function clientAddress(
  c: Context,
  { peerAddress, trustedProxies }: Pick<Deps, 'peerAddress' | 'trustedProxies'>,
): string | undefined {
  if (trustedProxies === 0) return readable(peerAddress(c))
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',')
  return readable(hops.at(-trustedProxies)?.trim())
}

function readable(address: string | undefined): string | undefined {
  if (!address || address.length > MAX_ADDRESS_LENGTH || !/^[0-9a-f:.]+$/i.test(address))
    return undefined
  return plain(address)
}
