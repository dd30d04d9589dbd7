import { isIP } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatAddress,
  isIpv4,
  networkOf,
  parseAddress,
  parseForwardedEntry,
} from '../../../server/domain/addresses/network-address.ts'

/** What an entry of X-Forwarded-For is read as; '' where it is no address. */
const read = (entry: string): string => {
  const address = parseForwardedEntry(entry)
  return address ? formatAddress(address) : ''
}

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['  203.0.113.7\t', '203.0.113.7'],
  ['203.0.113.7:4711', '203.0.113.7'],
  ['"203.0.113.7:4711"', '203.0.113.7'],
  ['2001:db8::1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['"[2001:db8::1]:65535"', '2001:db8::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['[::ffff:203.0.113.7]:80', '203.0.113.7'],
  ['64:ff9b::203.0.113.7', '64:ff9b::cb00:7107'],
  ['fe80::1%eth0', 'fe80::1'],
  ['[fe80::1%25eth0]:80', 'fe80::1'],
  ['0.0.0.0', '0.0.0.0'],
  ['::', '::'],
])('reads %j as %s', (entry, wanted) => {
  expect(read(entry)).toBe(wanted)
})

test.each([
  ...['', ' ', 'unknown', '_hidden', 'localhost', 'mektep.kz', '-', '""', '"', '[]', '[]:80'],
  ...['999.1.1.1', '256.1.1.1', '1.2.3', '1.2.3.4.5', '....', '1..2.3', '1.2.3.4.', '.1.2.3.4'],
  ...['010.1.1.1', '1.2.3.04', '0x7f.1.1.1', '2130706433', '1.2.3.-4', '+1.2.3.4', '1.2.3.4e0'],
  ...[':::', ':', '1::2::3', '1:2:3', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '12345::', 'g::1'],
  ...['::1.2.3', '::1.2.3.256', '1.2.3.4::', '::1.2.3.4:5', '1:2:3:4:5:6:7:1.2.3.4'],
  ...['203.0.113.7:', '203.0.113.7:x', '203.0.113.7:65536', '203.0.113.7:123456', ':80'],
  ...['[2001:db8::1', '2001:db8::1]', '[2001:db8::1]x', '[2001:db8::1]:', '[[::1]]', '[1.2.3.4]'],
  ...['fe80::1%', 'fe80::1%a b', '2001:db8::1%eth0', '203.0.113.7%eth0', 'fe80::%1%2'],
  ...['203.0.113.7, 10.0.0.1', '203.0.113.7/24', '203.0.113.7 10.0.0.1', '1.2.3.4\u0000'],
  ...['１.2.3.4', '٣.2.3.4', `${'1'.repeat(4000)}`, ':'.repeat(4000), `[${'::'.repeat(40)}]`],
])('reads %j as no address', (entry) => {
  expect(read(entry)).toBe('')
  expect(parseAddress(entry)).toBeUndefined()
})

test('takes what Node takes for an address, and nothing else', () => {
  const signs = fc.string({ unit: fc.constantFrom(...'0159afg.:%[]" ') })
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), signs), (text) => {
      expect(parseAddress(text) !== undefined).toBe(
        isIP(text.split('%')[0] ?? '') > 0 && !text.includes('%'),
      )
    }),
    { numRuns: 2000 },
  )
})

test('an address written again is the same address, with a port, in brackets and in quotes too', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(65_535), (text, port) => {
      const address = parseAddress(text)
      if (!address) throw new Error(`${text} was not read`)
      const written = formatAddress(address)
      const bracketed = isIpv4(address) ? written : `[${written}]`
      for (const form of [written, `${bracketed}:${port}`, `"${bracketed}:${port}"`])
        expect(parseForwardedEntry(form)).toEqual(address)
      // The URL parser writes RFC 5952 too, but for mapped IPv4.
      if (!isIpv4(address)) expect(`[${written}]`).toBe(new URL(`http://[${text}]`).hostname)
    }),
  )
})

test('hosts of one network are counted together, others apart; a translated IPv4 address is itself', () => {
  const network = (text: string) => {
    const address = parseAddress(text)
    return address && formatAddress(networkOf(address, { ipv4: 24, ipv6: 64 }))
  }
  expect(network('203.0.113.7')).toBe('203.0.113.0')
  expect(network('::ffff:203.0.113.9')).toBe('203.0.113.0')
  expect(network('64:ff9b::203.0.113.7')).toBe('203.0.113.0')
  expect(network('64:ff9b::198.51.100.7')).toBe('198.51.100.0')
  expect(network('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::')
  expect(network('2001:db8:1:2::9')).toBe('2001:db8:1:2::')
  expect(network('2001:db8:1:3::9')).toBe('2001:db8:1:3::')
})
