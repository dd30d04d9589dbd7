import { describe, expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { shortenAddress } from '../../../server/domain/addresses/shorten-address.ts'
import { toHex } from '../../../server/domain/identifiers/hex.ts'
import {
  countLonger,
  countPage,
  countVisit,
  firstVisitOf,
} from '../../../server/domain/visits/count-visit.ts'
import { createVisitHiding, hideId } from '../../../server/domain/visits/hide-visits.ts'
import { offeredPurposes } from '../../../server/domain/visits/pages.ts'
import type { DailyCount } from '../../../server/store/store.ts'

// What a visit adds to the figures, each only where its kind of data is there, and what hides whose it is.

const DAY = '2026-11-22'
const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
const said = (counts: readonly DailyCount[]) =>
  counts.map(({ day, measure, dimension, value, count }) => {
    expect(day).toBe(DAY)
    return `${count} ${measure} ${dimension} ${value}`.trim()
  })
const PAGE = ['1 visit all', '1 visit page /news']

describe('TR-03: the figures of a visit', () => {
  const page = { path: '/news' }
  test('without consent are its page and where it came from, and nothing else', () => {
    expect(said(countPage(page, DAY))).toEqual(PAGE)
    const from = { ...page, referrerHost: 'search.example' }
    expect(said(countPage(from, DAY))).toEqual([...PAGE, '1 visit referrer search.example'])
  })

  test('with a place are its country and, where the school has named its networks, whose it is', () => {
    const of = (place: { country: string; isOwnNetwork?: boolean | undefined }) =>
      said(countVisit(page, { place } as never, DAY))
    expect(of({ country: 'KZ' })).toEqual([...PAGE, '1 visit country KZ'])
    const network = (name: string) => [...PAGE, '1 visit country KZ', `1 visit network ${name}`]
    expect(of({ country: 'KZ', isOwnNetwork: true })).toEqual(network('own'))
    expect(of({ country: 'KZ', isOwnNetwork: false })).toEqual(network('other'))
  })

  test.each([
    [0, '0'],
    [9999, '0'],
    [10_000, '10'],
    [29_999, '10'],
    [60_000, '60'],
    [180_000, '180'],
    [3_600_000, '600'],
  ])('of %d milliseconds is counted the step of %s seconds', (durationMs, step) => {
    expect(said(countVisit(page, { durationMs }, DAY))).toEqual([
      ...PAGE,
      `1 visit duration ${step}`,
    ])
  })

  test('of a visit that was longer than was known moves to its step, and to no shorter one', () => {
    expect(said(countLonger(DAY, 5000, null))).toEqual(['1 visit duration 0'])
    expect(said(countLonger(DAY, 40_000, 5000))).toEqual([
      ...['1 visit duration 30', '-1 visit duration 0'],
    ])
    expect(countLonger(DAY, 9000, 5000)).toEqual([])
    expect(countLonger(DAY, 5000, 40_000)).toEqual([])
  })

  test('TR-05: of a visitor say how long ago they were there, or that they are new', () => {
    const { count, lookBackDays } = firstVisitOf(DAY, { visits: { rawDays: 30 } as never })
    expect(lookBackDays).toBe(30)
    expect(said(count(null))).toEqual(['1 visitor all', '1 visitor days_ago new'])
    expect(said(count(3))).toEqual(['1 visitor all', '1 visitor days_ago 3'])
  })
})

describe('TR-05: whose a visit is that may not be joined', () => {
  const hiding = createVisitHiding(cryptography)

  test('is hidden under a key of its day, which opens for that day alone', () => {
    const { key, sealed } = hiding.makeKey(DAY)
    expect(key).toHaveLength(32)
    expect(hiding.openKey(DAY, sealed)).toEqual(key)
    expect(() => hiding.openKey('2026-11-23', sealed)).toThrow()
    expect(() => cryptography.open('visits.address', DAY, sealed)).toThrow()
    expect(Buffer.from(sealed).includes(Buffer.from(key))).toBe(false)
    expect(hiding.makeKey(DAY).key).not.toEqual(key)
    expect(hiding.hide(key, 'a')).toEqual(cryptography.keyedHash(key, 'a'))
  })

  test('is not hidden where a key comes later: a commit waits for none', () => {
    const late = createVisitHiding({ ...cryptography, seal: async () => new Uint8Array() })
    expect(() => late.makeKey(DAY)).toThrow('the key generation is not known yet')
  })

  test('is not told by the id, which is the same each time it is sent', () => {
    const id = hideId(cryptography, 'consent', 'visit')
    const [newest] = cryptography.blindIndexes('visits.id', 'consent\nvisit')
    expect(id).toBe(toHex(newest ?? new Uint8Array()).slice(0, 32))
    for (const [consent, visit] of [
      ['other', 'visit'],
      ['consent', 'other'],
    ] as const)
      expect(hideId(cryptography, consent, visit)).not.toBe(id)
    const none = { blindIndexes: () => [] }
    expect(() => hideId(none, 'consent', 'visit')).toThrow('no key generation is in use')
  })
})

describe('RT-03: an address is cut', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::'],
    // A whole IPv4 address is written in it (6to4).
    ['2002:cb00:714d:1::1', '2002:cb00:7100::'],
    ['not an address', ''],
    ['', ''],
  ])('%s to %s', (whole, cut) => {
    expect(shortenAddress(whole)).toBe(cut)
  })
})

test('CB-17: where the site asks nobody no purpose is on offer', () => {
  const purposes = ['analytics', 'external']
  expect(offeredPurposes({ mode: 'no_consent', purposes } as never)).toEqual([])
  expect(offeredPurposes({ mode: 'ask', purposes } as never)).toEqual(purposes)
})
