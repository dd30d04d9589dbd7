import { formatAddress, isIpv4, maskAddress, parseAddress } from './network-address.ts'

/** Bits kept of an IPv4 address: 24 of its 32, after the 96 that all of them share. */
const IPV4_BITS = 96 + 24
/** The prefix that a provider assigns to one customer. */
const IPV6_BITS = 48
/** 6to4 (RFC 3056) writes a whole IPv4 address after this group; 24 bits of it are kept. */
const SIX_TO_FOUR = 0x2002
const SIX_TO_FOUR_BITS = 16 + 24

/**
 * Truncates a network address so that it no longer identifies one line: IPv4 to /24 (`203.0.113.0`), also as mapped IPv6, and
 * IPv6 to /48 (`2001:db8:1::`).
 *
 * @returns '' for anything that is not an address, so nothing passes untruncated.
 */
export function shortenAddress(text: string): string {
  const address = parseAddress(text)
  if (address === undefined) return ''
  if (isIpv4(address)) return formatAddress(maskAddress(address, IPV4_BITS))
  const bits = address[0] === SIX_TO_FOUR ? SIX_TO_FOUR_BITS : IPV6_BITS
  return formatAddress(maskAddress(address, bits))
}
