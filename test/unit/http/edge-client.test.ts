import { describe, expect, test } from 'vitest'
import { clientAddress, readClient } from '../../../server/http/reading/client-address.ts'
import { hasDoNotTrack, hasPrivacySignal } from '../../../server/http/reading/privacy-signal.ts'
import { readContext } from '../../support/choice/read-context.ts'

describe('who sends a request', () => {
  const read = (entries: string | undefined, trustedProxies: number, peer?: string) =>
    readContext(entries === undefined ? {} : { 'x-forwarded-for': entries }, (c) => {
      const deps = { trustedProxies, peerAddress: () => peer }
      const { address, ...rest } = readClient(c, deps)
      return { is: clientAddress(c, deps), isNowhere: address.join() === NOWHERE, ...rest }
    })
  const PEER = '10.0.0.1'
  const NOWHERE = '0,0,0,0,0,0,0,0'

  test.each([
    ['the connection where no proxy is trusted, whatever was written', '203.0.113.7', 0, PEER],
    ['the last entry where one is', ' 198.51.100.1, 203.0.113.7', 1, '203.0.113.7'],
    ['the last but one where two are', '1.1.1.1,203.0.113.7 , 10.0.0.2', 2, '203.0.113.7'],
    ['the first of three where three are', '203.0.113.7,10.0.0.3,10.0.0.2', 3, '203.0.113.7'],
  ])('is %s', async (_, entries, trusted, wanted) => {
    expect(await read(entries, trusted, PEER)).toEqual({ is: wanted, isNowhere: false })
  })

  test.each([
    ['no entry', undefined, 1, 'no_entry'],
    ['an empty list', '', 1, 'no_entry'],
    ['fewer entries than proxies', '203.0.113.7', 2, 'no_entry'],
    ['a list that begins with a comma', ',203.0.113.7', 2, 'no_entry'],
    ['one that is no address', 'unknown', 1, 'no_address'],
  ])('is not known by %s: many share the connection', async (_, entries, trusted, shared) => {
    expect(await read(entries, trusted, PEER)).toEqual({ is: undefined, isNowhere: false, shared })
    expect(await read(entries, trusted)).toEqual({ is: undefined, isNowhere: true, shared })
  })

  test('is not known where the connection has no address', async () => {
    const unknown = { is: undefined, isNowhere: true, shared: 'connection' }
    expect(await read('203.0.113.7', 0)).toEqual(unknown)
  })
})

test.each([
  ['1', true],
  ['0, 1', true],
  ['1 ,0', true],
  ['0', false],
  ['true', false],
  ['11', false],
  ['', false],
  [undefined, false],
])('CB-15: Sec-GPC %j is a signal: %s', async (value, wanted) => {
  const headers: Record<string, string> = value === undefined ? {} : { 'sec-gpc': value }
  expect(await readContext(headers, hasPrivacySignal)).toBe(wanted)
})

test.each([
  ['1', true],
  [' 1 ', true],
  ['0', false],
  ['11', false],
  ['', false],
  [undefined, false],
])('DNT %j is a wish not to be counted: %s', async (value, wanted) => {
  const headers: Record<string, string> = value === undefined ? {} : { dnt: value }
  expect(await readContext(headers, hasDoNotTrack)).toBe(wanted)
})
