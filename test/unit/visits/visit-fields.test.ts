import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import type { DataKinds } from '../../../server/contract/index.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { hideId } from '../../../server/domain/visits/hide-visits.ts'
import { buildVisitWrites, coarsenId } from '../../../server/domain/visits/visit.ts'
import { buildEvent, buildRecord, uuidV7 } from '../../store/records.ts'

// What is kept of a visit, kind by kind: each kind of data is granted alone, and nothing of another is kept with it.

const DAY_MS = 86_400_000
/** 13:37 in Almaty. */
const NOW_MS = Date.parse('2026-11-22T08:37:21.456Z')
const time = { nowMs: NOW_MS, day: '2026-11-22' }
const NONE = { ip: false, browser: false, visit_time: false, visitor_cookie: false }
const FACTS = {
  ...{ isRobot: false, browser: 'Firefox', browserVersion: '142' },
  ...{ os: 'Windows 7', device: 'desktop' },
}
const PLACE = { country: 'KZ', isOwnNetwork: true }
const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
const record = buildRecord()
const site = v.parse(siteConfig, { ...defaultSite, neverTrack: ['/staff/*'] })

/** What is written of one visit with these kinds granted, and what was asked of the request. */
async function write(kinds: Partial<DataKinds>, entry: object = {}, changes: object = {}) {
  const asked: string[] = []
  const visit = { id: uuidV7(NOW_MS - 1000), path: '/news', ...entry }
  const latest = buildEvent(record, { dataKinds: { ...NONE, ...kinds } })
  const origin = {
    browser: FACTS,
    address: () => {
      asked.push('address')
      return '203.0.113.77'
    },
    locate: (address: string) => {
      asked.push(address)
      return PLACE
    },
    ...changes,
  }
  const writes = await buildVisitWrites(
    { consentId: record.id, visits: [visit] } as never,
    { ...record, latest, restricted: [] },
    origin,
    time,
    { cryptography, site: { ...site, ...changes } },
  )
  const [first] = writes
  if (!first || writes.length > 1) throw new Error('not one visit')
  return { ...{ first, asked, visit }, counts: countsOf(first.counts) }
}
const countsOf = (counts: readonly { dimension: string; measure: string; value: string }[]) =>
  counts.map(({ measure, dimension, value }) => `${measure} ${dimension} ${value}`.trim())
const PAGE = ['visit all', 'visit page /news']

describe('TR-01: of a visit is kept', () => {
  test('with nothing granted a day, under an id that leads nowhere, and its page in the figures', async () => {
    const { first, asked, visit, counts } = await write({}, { durationMs: 5000 })
    expect(first.row).toEqual({
      id: hideId(cryptography, record.id, coarsenId(visit.id)),
      consentId: '',
      day: '2026-11-22',
      seenAtMs: null,
      durationMs: null,
      address: null,
      browser: null,
      os: null,
      device: null,
    })
    expect(first).not.toHaveProperty('visitor')
    expect(first).not.toHaveProperty('countLonger')
    expect(first).toMatchObject({ owner: record.id, mayLieOn: [] })
    expect(counts).toEqual(PAGE)
    expect(asked).toEqual([])
  })

  test('with the browser its names, and nothing else', async () => {
    const { first, asked, counts } = await write({ browser: true })
    expect(first.row).toMatchObject({ browser: 'Firefox 142', os: 'Windows 7', device: 'desktop' })
    expect(first.row).toMatchObject({ seenAtMs: null, address: null, consentId: '' })
    expect(counts).toEqual([
      ...PAGE,
      ...['visit browser Firefox', 'visit os Windows 7', 'visit device desktop'],
    ])
    expect(asked).toEqual([])
    const unnamed = await write(
      { browser: true },
      {},
      { browser: { ...FACTS, browserVersion: '' } },
    )
    expect(unnamed.first.row.browser).toBe('Firefox')
  })

  test('with the address that, sealed for this row, and where it is', async () => {
    const { first, asked, counts } = await write({ ip: true })
    const { id, address } = first.row
    const open = (rowId: string) =>
      cryptography.open('visits.address', rowId, address as Uint8Array)
    expect(open(id)).toBe('203.0.113.77')
    expect(() => open(`${id.slice(0, -1)}-`)).toThrow()
    expect(Buffer.from(address ?? []).includes('203.0')).toBe(false)
    expect(first.row).toMatchObject({ browser: null, os: null, device: null, seenAtMs: null })
    expect(counts).toEqual([...PAGE, 'visit country KZ', 'visit network own'])
    expect(asked).toEqual(['address', '203.0.113.77'])
  })

  test('TR-02: with the address only its network, where the site keeps no whole one', async () => {
    const visits = { ...site.visits, ipFullDays: 0 }
    const { id, address } = (await write({ ip: true }, {}, { visits })).first.row
    const kept = cryptography.open('visits.address', id, address as Uint8Array)
    expect(kept).toBe('203.0.113.0')
  })

  test('with the address none, where it is not known', async () => {
    const { first, counts } = await write({ ip: true }, {}, { address: () => undefined })
    expect(first.row.address).toBe(null)
    expect(counts).toEqual(PAGE)
  })

  test('with the time its hour, so that none leads to the next, and how long the page was seen', async () => {
    const { first, visit, counts } = await write({ visit_time: true }, { durationMs: 42_000 })
    expect(first.row).toMatchObject({
      id: hideId(cryptography, record.id, visit.id),
      ...{ seenAtMs: Date.parse('2026-11-22T08:00Z'), durationMs: 42_000, consentId: '' },
      ...{ address: null, browser: null },
    })
    expect(first.mayExist).toBe(true)
    expect(counts).toEqual([...PAGE, 'visit hour 13', 'visit duration 30'])
    expect(countsOf(first.countLonger?.('2026-11-22', 5000) ?? [])).toEqual([
      ...['visit duration 30', 'visit duration 0'],
    ])
    const short = await write({ visit_time: true })
    expect(short.first).toMatchObject({ mayExist: false, row: { durationMs: null } })
    expect(short.first).not.toHaveProperty('countLonger')
  })

  test('TR-05: with the visitor cookie whose it is, and on which day they were there before', async () => {
    const { first, visit, counts } = await write({ visitor_cookie: true })
    expect(first.row).toMatchObject({ id: coarsenId(visit.id), consentId: record.id })
    expect(first.row).toMatchObject({ seenAtMs: null, address: null, browser: null })
    expect(first).not.toHaveProperty('owner')
    expect(first.visitor?.lookBackDays).toBe(site.visits.rawDays)
    expect(counts).toEqual([...PAGE, 'joined_visit all'])
    const both = await write({ visitor_cookie: true, visit_time: true })
    expect(both.first.row).toMatchObject({ id: both.visit.id, seenAtMs: NOW_MS })
  })
})

describe('TR-12: of pages on which nobody is tracked', () => {
  test('nothing is kept, and of the rest of the batch each', async () => {
    const pages = ['/staff/mail', '/news', '/STAFF/a/../mail', '/staff']
    const latest = buildEvent(record, { dataKinds: NONE })
    const writes = await buildVisitWrites(
      { visits: pages.map((path) => ({ id: uuidV7(NOW_MS), path })) } as never,
      { ...record, latest, restricted: [] },
      { browser: FACTS, address: () => undefined, locate: () => PLACE },
      time,
      { cryptography, site },
    )
    expect(writes).toHaveLength(1)
    expect(countsOf(writes[0]?.counts ?? [])).toContain('visit page /news')
  })
})

describe('where a visit that is sent again may lie already', () => {
  const days = async (ageMs: number) =>
    (await write({}, { id: uuidV7(NOW_MS - ageMs) })).first.mayLieOn

  test('is the day on which its id was made, and the next', async () => {
    expect(await days(3 * DAY_MS)).toEqual(['2026-11-19', '2026-11-20'])
    // 23:00 UTC is the next day in Almaty.
    expect(await days(NOW_MS - Date.parse('2026-11-18T23:00Z'))).toEqual([
      ...['2026-11-19', '2026-11-20'],
    ])
  })

  test('is nowhere else where it was made within a day, or before anything that is stored', async () => {
    expect(await days(DAY_MS - 1)).toEqual([])
    expect(await days(DAY_MS)).toHaveLength(2)
    expect(await days((site.visits.rawDays + 2) * DAY_MS)).toHaveLength(2)
    expect(await days((site.visits.rawDays + 2) * DAY_MS + 1)).toEqual([])
  })
})

test('an id is cut to the start of its day, always to the same one, and keeps all else', () => {
  const id = uuidV7(NOW_MS)
  const cut = coarsenId(id)
  expect(cut).toMatch(/^[\da-f]{8}-[\da-f]{4}-7/)
  expect(cut.slice(13)).toBe(id.slice(13))
  const timeMs = Number.parseInt(cut.slice(0, 13).replace('-', ''), 16)
  expect(timeMs).toBe(Date.parse('2026-11-22T00:00Z'))
  expect(coarsenId(cut)).toBe(cut)
  // Short in hex, it is as long all the same.
  expect(coarsenId(uuidV7(2 * DAY_MS + 1)).slice(0, 13)).toBe(uuidV7(2 * DAY_MS).slice(0, 13))
})
