import { formatAddress, isIpv4, maskAddress, parseAddress } from './network-address.ts'

/** What stays of an IPv4 address, 24 bits of its 32: behind the 96 that all of them share. */
const IPV4_BITS = 96 + 24
/** What a provider gives to one customer. */
const IPV6_BITS = 48
/** 6to4 (RFC 3056) writes a whole IPv4 address behind this group: 24 bits of it stay. */
const SIX_TO_FOUR = 0x2002
const SIX_TO_FOUR_BITS = 16 + 24

/**
 * Cuts a network address so that it no longer leads to one line: IPv4 to /24 (`203.0.113.0`), also where it is written
 * as mapped IPv6, and IPv6 to /48 (`2001:db8:1::`).
 *
 * @returns '' for what is no address, so that nothing passes unshortened.
 */
export function shortenAddress(text: string): string {
  const address = parseAddress(text)
  if (address === undefined) return ''
  if (isIpv4(address)) return formatAddress(maskAddress(address, IPV4_BITS))
  const bits = address[0] === SIX_TO_FOUR ? SIX_TO_FOUR_BITS : IPV6_BITS
  return formatAddress(maskAddress(address, bits))
}
