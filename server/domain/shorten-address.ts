const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/
const GROUP = /^[0-9a-f]{1,4}$/i
const GROUPS = 8
/** Groups of 16 bits that stay of an IPv6 address: 48 bits, what a provider gives to one customer. */
const KEPT_GROUPS = 3
/** 6to4 (RFC 3056) writes a whole IPv4 address behind this group. */
const SIX_TO_FOUR = 0x2002

function parseIpv4(text: string): number[] | undefined {
  const bytes = IPV4.exec(text)?.slice(1).map(Number)
  return bytes?.every((byte) => byte <= 255) ? bytes : undefined
}

const pairUp = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => [a * 256 + b, c * 256 + d]

/** Groups of one side of `::`, an IPv4 address at its end counted as two; nothing where one is malformed. */
function parseGroups(text: string): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  for (const part of text.split(':')) {
    const ipv4 = parseIpv4(part)
    if (ipv4 !== undefined) groups.push(...pairUp(ipv4))
    else if (GROUP.test(part)) groups.push(Number.parseInt(part, 16))
    else return undefined
  }
  return groups
}

function parseIpv6(text: string): number[] | undefined {
  const sides = (text.split('%')[0] ?? '').split('::')
  const [head, tail] = [parseGroups(sides[0] ?? ''), parseGroups(sides[1] ?? '')]
  if (head === undefined || tail === undefined || sides.length > 2) return undefined
  const missing = GROUPS - head.length - tail.length
  const isWhole = sides.length === 2 ? missing >= 1 : missing === 0
  return isWhole ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined
}

const isMappedIpv4 = (groups: readonly number[]) =>
  groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff

function shortenIpv6(groups: readonly number[]): string {
  const kept = groups.slice(0, KEPT_GROUPS)
  if (kept[0] === SIX_TO_FOUR) kept[2] = (kept[2] ?? 0) & 0xff00
  // RFC 5952 section 4.2: zeros at the end are part of the `::`.
  while (kept.at(-1) === 0) kept.pop()
  return `${kept.map((group) => group.toString(16)).join(':')}::`
}

/**
 * Cuts a network address so that it no longer leads to one line: IPv4 to /24 (`203.0.113.0`), also where it is written
 * as mapped IPv6, and IPv6 to /48 (`2001:db8:1::`).
 *
 * @returns '' for what is no address, so that nothing passes unshortened.
 */
export function shortenAddress(address: string): string {
  const ipv4 = parseIpv4(address)
  if (ipv4 !== undefined) return `${ipv4[0]}.${ipv4[1]}.${ipv4[2]}.0`
  const groups = parseIpv6(address)
  if (groups === undefined) return ''
  const [high = 0, low = 0] = groups.slice(6)
  if (isMappedIpv4(groups)) return `${high >> 8}.${high & 255}.${low >> 8}.0`
  return shortenIpv6(groups)
}
