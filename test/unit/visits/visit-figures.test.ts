import * as v from 'valibot'
import { expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { parseAddress } from '../../../server/domain/addresses/network-address.ts'
import { isInNetwork, parseNetwork } from '../../../server/domain/addresses/networks.ts'
import { hourOfDay } from '../../../server/domain/calendar/day.ts'
import { buildNotice } from '../../../server/domain/consents/notice.ts'
import { buildVisitFigures } from '../../../server/domain/statistics/visit-figures.ts'
import { countLonger, countVisit } from '../../../server/domain/visits/count-visit.ts'
import { createLocate } from '../../../server/domain/visits/locate-visits.ts'
import { readCountries } from '../../../server/node/read-countries.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import type { DailyCount } from '../../../server/store/store.ts'

const DAY = '2026-11-02'
const many = (count: number, counts: readonly DailyCount[]): DailyCount[] =>
  counts.map((one) => ({ ...one, count: one.count * count }))
const page = { path: '/' }
const browser = { browser: 'Firefox', os: 'Linux', device: 'desktop' }
const figuresOf = (...counts: readonly DailyCount[][]) => buildVisitFigures(counts.flat(), [DAY])

const isOf = (address: string, network: string) => {
  const [parsed, net] = [parseAddress(address), parseNetwork(network)]
  if (!parsed || !net) throw new Error('not parsed')
  return isInNetwork(parsed, net)
}

test.each([
  ['203.0.113.7', '203.0.113.0/24', true],
  ['203.0.114.7', '203.0.113.0/24', false],
  ['203.0.113.130', '203.0.113.128/25', true],
  ['203.0.113.127', '203.0.113.128/25', false],
  ['203.0.113.7', '203.0.113.7', true],
  ['::ffff:203.0.113.7', '203.0.113.0/24', true],
  ['2001:db8:1::5', '2001:db8::/32', true],
  ['2001:db9::5', '2001:db8::/32', false],
  ['203.0.113.7', '0.0.0.0/0', true],
  ['2001:db8::1', '0.0.0.0/0', false],
] as const)('%s is of %s: %s', (address, network, expected) => {
  expect(isOf(address, network)).toBe(expected)
})

test.each([
  '203.0.113.0/33',
  '203.0.113/24',
  'school',
  '2001:db8::/129',
  '1.2.3.4/8/8',
  '1.2.3.4/',
])('%s is no network', (text) => {
  expect(parseNetwork(text)).toBeUndefined()
})

test('the country comes from the list that is brought along, own networks from the configuration', async () => {
  const find = await readCountries(() => expect.unreachable())
  const locate = createLocate(['95.56.0.0/16'])
  expect(locate('95.56.234.1', find)).toEqual({ country: 'KZ', isOwnNetwork: true })
  expect(locate('8.8.8.8', find)).toEqual({ country: 'US', isOwnNetwork: false })
  expect(locate('10.0.0.1', find)).toEqual({ country: 'other', isOwnNetwork: false })
  expect(createLocate([])('8.8.8.8', find).isOwnNetwork).toBeUndefined()
})

test('the hour is that of the site', () => {
  expect(hourOfDay(Date.parse('2026-11-02T19:30:00Z'), 'Asia/Almaty')).toBe(0)
  expect(hourOfDay(Date.parse('2026-11-02T18:59:00Z'), 'Asia/Almaty')).toBe(23)
})

test('each kind serves its own figures and none of the others', () => {
  const none = figuresOf(many(9, countVisit(page, {}, DAY))).lists
  expect(none.pages).toEqual([{ path: '/', visits: 9 }])
  const { pages: _, referrers: __, ...ofKinds } = none
  for (const list of Object.values(ofKinds)) expect(list).toEqual([])
  const timed = figuresOf(many(9, countVisit(page, { hour: 8, durationMs: 12_000 }, DAY))).lists
  expect(timed.hours[8]).toEqual({ hour: 8, visits: 9 })
  expect(timed.durations[1]).toEqual({ fromSeconds: 10, visits: 9 })
  expect([timed.browsers, timed.countries]).toEqual([[], []])
  const placed = figuresOf(
    many(9, countVisit(page, { place: { country: 'KZ', isOwnNetwork: true } }, DAY)),
  ).lists
  expect(placed.countries).toEqual([{ country: 'KZ', visits: 9 }])
  expect(placed.networks).toEqual([{ network: 'own', visits: 9 }])
  const browsed = figuresOf(many(9, countVisit(page, { browser }, DAY))).lists
  expect(browsed.systems).toEqual([{ os: 'Linux', visits: 9 }])
  expect(browsed.devices).toEqual([{ device: 'desktop', visits: 9 }])
})

test('TR-09 where a few allow a kind, or a few do not, none of its figures is shown', () => {
  const few = figuresOf(
    many(4, countVisit(page, { browser, hour: 1 }, DAY)),
    many(20, countVisit(page, {}, DAY)),
  )
  const most = figuresOf(
    many(20, countVisit(page, { browser, hour: 1 }, DAY)),
    many(4, countVisit(page, {}, DAY)),
  )
  for (const { total, lists } of [few, most]) {
    expect(total).toBe(24)
    expect([lists.browsers, lists.systems, lists.devices, lists.hours]).toEqual([[], [], [], []])
  }
})

test('a visit that lasts longer moves to another step and is counted once', () => {
  const first = countVisit(page, { hour: 1, durationMs: 1_000 }, DAY)
  const longer = countLonger(DAY, 40_000, 1_000)
  const { durations } = figuresOf(many(7, [...first, ...longer])).lists
  expect(durations.map(({ visits }) => visits)).toEqual([0, 0, 7, 0, 0, 0])
  expect(countLonger(DAY, 1_500, 1_000)).toEqual([])
  expect(countLonger(DAY, 500, 20_000)).toEqual([])
})

test('a notice, which anybody may read, does not name the networks of the school', () => {
  const visits = { ownNetworks: ['198.51.100.0/24'] }
  const site = v.parse(siteConfig, { ...defaultSite, visits })
  const text = buildNotice('kk', {}, { site, policies: readPolicies() })
  expect(text).not.toContain('198.51.100')
  expect(text).toContain('"rawDays":30')
})
