/**
 * An IP address as its eight groups of 16 bits. An IPv4 address is stored as its IPv4-mapped IPv6 address
 * (`::ffff:203.0.113.7`, RFC 4291 section 2.5.5.2), so that both notations of a host are equal.
 */
export type NetworkAddress = readonly number[]

/** Maximum length of an address: IPv6 with an embedded IPv4, a zone, brackets, a port and quotes. */
const MAX_LENGTH = 96
const GROUPS = 8
const GROUP = /^[0-9a-f]{1,4}$/i
/** Allowed interface names (RFC 6874). */
const ZONE = /^[\w.~-]{1,32}$/
const BRACKETED = /^\[([^[\]]*)\](?::(\d{1,5}))?$/
const IPV4_AND_PORT = /^([\d.]+):(\d{1,5})$/
const MAX_PORT = 65_535
const MAPPED = [0, 0, 0, 0, 0, 0xffff] as const

const ZERO = 48
/** Character code of a dot, counted from zero. */
const DOT = -2

/**
 * Parses four numbers from 0 to 255 with dots between into one number of 32 bits. Leading zeros are rejected, since some
 * programs read them as octal. Single pass, because every request has one.
 *
 * @returns -1 for everything else.
 */
function readIpv4(text: string): number {
  let all = 0
  let byte = -1
  let dots = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit >= 0 && digit <= 9 && byte !== 0) byte = byte < 0 ? digit : byte * 10 + digit
    else if (digit === DOT && byte >= 0) {
      all = all * 256 + byte
      byte = -1
      dots++
    } else return -1
    if (byte > 255) return -1
  }
  return dots === 3 && byte >= 0 ? all * 256 + byte : -1
}

/** Returns the four bytes as two groups, or `undefined` for everything else. */
function parseIpv4Groups(text: string): readonly number[] | undefined {
  const bits = readIpv4(text)
  return bits < 0 ? undefined : [bits >>> 16, bits & 0xffff]
}

/** Parses the groups of one side of `::`. An IPv4 address counts as two groups and is allowed only at the end of the text. */
function parseGroups(text: string, mayEndInIpv4: boolean): readonly number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const last = parts.at(-1) ?? ''
  const ipv4 = mayEndInIpv4 && last.includes('.') ? parseIpv4Groups(last) : undefined
  const plain = ipv4 ? parts.slice(0, -1) : parts
  if (!plain.every((part) => GROUP.test(part))) return undefined
  return [...plain.map((part) => Number.parseInt(part, 16)), ...(ipv4 ?? [])]
}

function parseIpv6(text: string): NetworkAddress | undefined {
  const sides = text.split('::')
  if (sides.length > 2) return undefined
  const head = parseGroups(sides[0] ?? '', sides.length === 1)
  const tail = parseGroups(sides[1] ?? '', true)
  if (head === undefined || tail === undefined) return undefined
  const missing = GROUPS - head.length - tail.length
  const isWhole = sides.length === 2 ? missing >= 1 : missing === 0
  return isWhole ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined
}

/** Returns whether an address is IPv4, in either notation. */
export const isIpv4 = (address: NetworkAddress): boolean =>
  address[5] === MAPPED[5] && MAPPED.every((group, place) => address[place] === group)

/** fe80::/10, where the same address is a different host on each interface. */
const isLinkLocal = ([first = 0]: NetworkAddress): boolean => (first & 0xffc0) === 0xfe80

/**
 * Parses an address as a connection reports it: IPv4 or IPv6, no port. A zone (`fe80::1%eth0`) names the interface of this
 * machine through which a link-local address is reached; it is validated and dropped.
 *
 * @returns `undefined` for everything else.
 */
export function parseAddress(text: string): NetworkAddress | undefined {
  if (text.length > MAX_LENGTH) return undefined
  if (!text.includes(':')) {
    const bits = readIpv4(text)
    return bits < 0 ? undefined : [...MAPPED, bits >>> 16, bits & 0xffff]
  }
  const percent = text.indexOf('%')
  if (percent < 0) return parseIpv6(text)
  const address = parseIpv6(text.slice(0, percent))
  return address && isLinkLocal(address) && ZONE.test(text.slice(percent + 1)) ? address : undefined
}

const unquote = (text: string): string =>
  text.length > 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text

const isPort = (digits: string | undefined): boolean =>
  digits === undefined || Number(digits) <= MAX_PORT

/**
 * Parses an address as a proxy writes it into `X-Forwarded-For`. Some proxies add the port, with IPv6 in brackets (Azure
 * Application Gateway, IIS); some add quotes, as `Forwarded` (RFC 7239) requires.
 *
 * @returns `undefined` for everything else: names, `unknown`, partial addresses.
 */
export function parseForwardedEntry(entry: string): NetworkAddress | undefined {
  if (entry.length > MAX_LENGTH) return undefined
  const trimmed = entry.trim()
  // The usual case.
  if (!trimmed.includes(':')) return parseAddress(unquote(trimmed))
  const text = unquote(trimmed)
  const [, bracketed, bracketedPort] = BRACKETED.exec(text) ?? []
  if (bracketed !== undefined)
    return bracketed.includes(':') && isPort(bracketedPort) ? parseAddress(bracketed) : undefined
  const [, ipv4, port] = IPV4_AND_PORT.exec(text) ?? []
  if (ipv4 !== undefined) return isPort(port) ? parseAddress(ipv4) : undefined
  return parseAddress(text)
}

/** Returns the longest run of at least two zeros, the first of equals (RFC 5952 section 4.2). */
function findZeros(groups: NetworkAddress): { readonly start: number; readonly end: number } {
  let longest = { start: 0, end: 0 }
  for (let start = 0; start < GROUPS; start++) {
    let end = start
    while (end < GROUPS && groups[end] === 0) end++
    if (end - start > Math.max(1, longest.end - longest.start)) longest = { start, end }
  }
  return longest
}

/** Formats an address: dotted for IPv4, RFC 5952 for IPv6. */
export function formatAddress(address: NetworkAddress): string {
  const { 6: high = 0, 7: low = 0 } = address
  if (isIpv4(address)) return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
  const { start, end } = findZeros(address)
  const write = (groups: NetworkAddress) => groups.map((group) => group.toString(16)).join(':')
  if (start === end) return write(address)
  return `${write(address.slice(0, start))}::${write(address.slice(end))}`
}

/** Sets every bit after the first `bits` to zero. */
export const maskAddress = (address: NetworkAddress, bits: number): NetworkAddress =>
  address.map((group, place) => {
    const left = bits - 16 * place
    if (left >= 16) return group
    return left <= 0 ? 0 : group & (0xffff << (16 - left))
  })

/** RFC 6052: after this prefix a translator writes the IPv4 address of the host that it translates for. */
const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0] as const

/**
 * Returns the network that an address is counted under, by the given number of bits for IPv4 and IPv6. An IPv4 host behind a
 * NAT64 translator is counted by its IPv4 address: there, all of IPv4 lies in one /64.
 */
export function networkOf(
  address: NetworkAddress,
  bits: { readonly ipv4: number; readonly ipv6: number },
): NetworkAddress {
  const isTranslated =
    address[1] === NAT64[1] && NAT64.every((group, place) => address[place] === group)
  const plain = isTranslated ? [...MAPPED, ...address.slice(6)] : address
  return maskAddress(plain, isIpv4(plain) ? 96 + bits.ipv4 : bits.ipv6)
}
