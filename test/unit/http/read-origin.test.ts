import { expect, test } from 'vitest'
import {
  isLoopbackHost,
  normalizeOrigin,
  readOrigin,
} from '../../../server/domain/addresses/origin.ts'

test.each([
  ['https://school.kz/page', 'without a path: scheme, name and port alone (https://school.kz)'],
  ['http://school.kz/page', 'without a path: scheme, name and port alone (https://school.kz)'],
  ['https://school.kz?a', 'without a path: scheme, name and port alone (https://school.kz)'],
  ['"https://school.kz"', 'written without quotation marks'],
  ["https://school.kz'", 'written without quotation marks'],
  ['https://a.kz https://b.kz', 'separated from the next by a comma alone'],
  ['https://a.kz;https://b.kz', 'separated from the next by a comma alone'],
  ['https://…', 'a whole address in place of the dots, such as https://school.kz'],
  ['https://school...', 'a whole address in place of the dots, such as https://school.kz'],
  ['null', 'the address of a site; pages whose origin is null cannot be let in'],
  ['NULL', 'the address of a site; pages whose origin is null cannot be let in'],
  ['https://*.school.kz', 'named in full, without *: list every origin'],
  ['null.kz', 'begun with https://, such as https://school.kz'],
  ['school.kz', 'begun with https://, such as https://school.kz'],
  ['ftp://school.kz', 'begun with https://, such as https://school.kz'],
  ['https://name@school.kz', 'written without a name or password before @'],
  ['http://name@school.kz', 'written without a name or password before @'],
  ["https://sch'ool.kz", 'an address such as https://school.kz'],
  ['https://', 'an address such as https://school.kz'],
  ['https://school..kz', 'an address such as https://school.kz'],
  ['https://.school.kz', 'an address such as https://school.kz'],
  ['https://sch!ool.kz', 'an address such as https://school.kz'],
  ['https://school.kz:99999', 'an address such as https://school.kz'],
])('%s is no origin, and must be %s', (text, problem) => {
  expect(readOrigin(text)).toEqual({ problem })
  expect(normalizeOrigin(text)).toBe(undefined)
})

test('an origin may end as what is none', () => {
  expect(readOrigin('https://school.null')).toEqual({ origin: 'https://school.null' })
})

test('an origin is one up to the length of the longest name', () => {
  const long = (length: number) => `https://${'a'.repeat(length - 'https://'.length)}`
  expect(normalizeOrigin(long(270))).toBe(long(270))
  expect(normalizeOrigin(long(271))).toBe(undefined)
})

test.each([
  ...['localhost', 'localhost:3000', 'LOCALHOST', 'ab.localhost', '127.0.0.1', '127.1.2.34:80'],
  ...['[::1]', '[::1]:8787', 'localhost.'],
])('%s is the machine itself', (host) => expect(isLoopbackHost(host)).toBe(true))

test.each([
  ...['notlocalhost', 'localhost.kz', '127.0.0.1.kz', '128.0.0.1', '[::2]', 'localhost:x', ''],
  ...['x127.0.0.1', '1127.0.0.1', '127.0.0', '127.0.0.1234'],
])('%s is not', (host) => expect(isLoopbackHost(host)).toBe(false))
