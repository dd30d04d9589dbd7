import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import {
  formatAddress,
  type NetworkAddress,
  parseAddress,
  parseForwardedEntry,
} from '../../domain/addresses/network-address.ts'

/** The sender of a request, as far as the network shows. */
export interface Client {
  readonly address: NetworkAddress
  /**
   * Why the address is not the visitor's own but a shared one of whoever forwarded the request: `X-Forwarded-For` has no
   * entry where the trusted proxy writes it, or an invalid one; `connection` where the connection has no address either.
   */
  readonly shared?: 'no_entry' | 'no_address' | 'connection'
}

type AddressDeps = Pick<Deps, 'peerAddress' | 'trustedProxies'>

const NOWHERE: NetworkAddress = [0, 0, 0, 0, 0, 0, 0, 0]

/** Returns the entry of a list at a position from its right end, the last being 1. */
function readFromRight(list: string, place: number): string | undefined {
  let end = list.length
  for (let at = 1; at < place; at++) {
    end = list.lastIndexOf(',', end - 1)
    if (end <= 0) return undefined
  }
  return list.slice(list.lastIndexOf(',', end - 1) + 1, end)
}

/**
 * Returns the sender of a request. Only as many entries of `X-Forwarded-For` are trusted, from the right, as there are
 * trusted proxies; entries further left, or without a configured proxy, are ignored.
 */
export function readClient(c: Context, { peerAddress, trustedProxies }: AddressDeps): Client {
  const peer = parseAddress(peerAddress(c) ?? '')
  if (trustedProxies === 0)
    return peer ? { address: peer } : { address: NOWHERE, shared: 'connection' }
  const entry = readFromRight(c.req.header('x-forwarded-for') ?? '', trustedProxies)
  if (!entry) return { address: peer ?? NOWHERE, shared: 'no_entry' }
  const address = parseForwardedEntry(entry)
  return address ? { address } : { address: peer ?? NOWHERE, shared: 'no_address' }
}

/** Returns the visitor's normalised network address, or `undefined` where it is unknown. */
export function clientAddress(c: Context, deps: AddressDeps): string | undefined {
  const { address, shared } = readClient(c, deps)
  return shared ? undefined : formatAddress(address)
}
