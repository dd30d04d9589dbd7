import { isIpv4, type NetworkAddress, parseAddress } from './network-address.ts'

const GROUP_BITS = 16
/** Bits before the IPv4 address in a mapped IPv6 address. */
const MAPPED_BITS = 96

/** A network: its first address and the length of its prefix in bits. */
export interface Network {
  readonly first: NetworkAddress
  readonly bits: number
}

/**
 * Parses a network in CIDR notation (RFC 4632, RFC 4291): `203.0.113.0/24`, `2001:db8::/32`. A single address is a network of
 * one.
 *
 * @returns `undefined` for everything else.
 */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', length, ...more] = text.split('/')
  const first = parseAddress(address)
  if (!first || more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length)))
    return undefined
  const before = isIpv4(first) && !address.includes(':') ? MAPPED_BITS : 0
  const bits = length === undefined ? first.length * GROUP_BITS : Number(length) + before
  return bits <= first.length * GROUP_BITS ? { first, bits } : undefined
}

/** Returns whether an address belongs to a network. */
export const isInNetwork = (address: NetworkAddress, { first, bits }: Network): boolean =>
  first.every((group, index) => {
    const own = Math.min(Math.max(bits - index * GROUP_BITS, 0), GROUP_BITS)
    const mask = 0xffff & ~(0xffff >>> own)
    return ((group ^ (address[index] ?? 0)) & mask) === 0
  })
