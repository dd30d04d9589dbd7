import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { shortenAddress } from '../../../server/domain/addresses/shorten-address.ts'
import { addDays } from '../../../server/domain/calendar/day.ts'
import { type RetentionDeps, runRetention } from '../../../server/domain/retention/run-retention.ts'
import { visitDaysBefore } from '../../../server/domain/retention/shorten-addresses.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { buildVisit, uuidV7 } from '../../store/records.ts'

describe('shortening an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0'],
    ['255.255.255.255', '255.255.255.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['0:0:0:0:0:ffff:cb00:714d', '203.0.113.0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::'],
    ['2001:0DB8:0001::77', '2001:db8:1::'],
    ['2001:db8::77', '2001:db8::'],
    ['fe80::1%eth0', 'fe80::'],
    ['::1', '::'],
    ['64:ff9b::203.0.113.77', '64:ff9b::'],
    ['2002:cb00:714d::1', '2002:cb00:7100::'],
  ])('cuts %s to %s', (address, wanted) => {
    expect(shortenAddress(address)).toBe(wanted)
  })

  it.each([
    '',
    'localhost',
    '203.0.113',
    '203.0.113.777',
    '::ffff:203.0.113.777',
    '1::2::3',
    '1:2:3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    'g::1',
    '203.0.113.77, 10.0.0.1',
  ])('lets nothing of %j through', (address) => {
    expect(shortenAddress(address)).toBe('')
  })

  it('TR-02 gives all addresses of one /24 and of one /48 the same form, and keeps no later byte', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (address, last) => {
        const network = address.split('.').slice(0, 3).join('.')
        expect(shortenAddress(`${network}.${last}`)).toBe(`${network}.0`)
      }),
    )
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(shortenAddress(address)).toMatch(/^(::|([0-9a-f]+:){1,3}:|\d+\.\d+\.\d+\.0)$/)
      }),
    )
  })

  it('changes nothing when it is done twice', () => {
    for (const address of ['203.0.113.77', '2001:db8:1:2::1', '::1']) {
      expect(shortenAddress(shortenAddress(address))).toBe(shortenAddress(address))
    }
  })
})

describe('ageing of visits', () => {
  const today = '2026-11-22'
  /** Ten in the morning of that day in Almaty. */
  const clock = () => Date.parse('2026-11-22T05:00Z')
  const cryptography = createNodeCryptography(new Uint8Array(32).fill(7))
  let folder: string
  let store: Store

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kelisim-ageing-'))
    store = await openSqlite(join(folder, 'test.db'))
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  async function addVisitOn(day: string, address: string, sealedFor?: string) {
    const id = uuidV7()
    const sealed = await cryptography.seal('visits.address', sealedFor ?? id, address)
    const count = { day, measure: 'visit', dimension: 'all', value: '', count: 1 } as const
    await store.addVisits([
      { row: buildVisit({ id, day, address: sealed }), mayExist: false, counts: [count] },
    ])
    return { id, day }
  }
  const siteWith = (ipFullDays: number, rawDays: number, timeZone = 'Asia/Almaty') =>
    v.parse(siteConfig, { ...defaultSite, timeZone, visits: { ipFullDays, rawDays } })
  const run = async (deps: RetentionDeps) => {
    const { visits = 0, visit_addresses = 0 } = await runRetention(deps)
    return { deletedVisits: visits, shortenedAddresses: visit_addresses }
  }
  const age = (ipFullDays: number, rawDays: number) =>
    run({ store, cryptography, clock, site: siteWith(ipFullDays, rawDays) })
  const wholeDays = async () => {
    const found: string[] = []
    for await (const day of visitDaysBefore(store, '9999-12-31'))
      found.push(...(await store.findWholeAddresses(day, 9999)).map((row) => row.day))
    return found
  }

  it('TR-10 deletes visits past their term and no others, and leaves the counts', async () => {
    for (const age of [0, 29, 30, 31, 200]) await addVisitOn(addDays(today, -age), '203.0.113.77')
    expect(await age(30, 30)).toEqual({ deletedVisits: 3, shortenedAddresses: 0 })
    expect(await wholeDays()).toEqual([addDays(today, -29), today])
    expect(await store.readCounts('2026-01-01', today)).toHaveLength(5)
    expect(await age(30, 30)).toEqual({ deletedVisits: 0, shortenedAddresses: 0 })
  })

  it('TR-02 cuts addresses past their term and leaves the younger ones whole', async () => {
    for (const age of [0, 6, 7, 8]) await addVisitOn(addDays(today, -age), '203.0.113.77')
    expect(await age(7, 30)).toEqual({ deletedVisits: 0, shortenedAddresses: 2 })
    expect(await wholeDays()).toEqual([addDays(today, -6), today])
    expect(await age(7, 30)).toEqual({ deletedVisits: 0, shortenedAddresses: 0 })
  })

  it('TR-02 writes back only the shortened address, sealed to the same visit', async () => {
    const { id, day } = await addVisitOn(addDays(today, -9), '203.0.113.77')
    const written: string[] = []
    const watched = {
      ...store,
      shortenAddresses: async (rows: Parameters<Store['shortenAddresses']>[0]) => {
        for (const row of rows)
          written.push(`${row.day} ${await cryptography.open('visits.address', id, row.address)}`)
        await store.shortenAddresses(rows)
      },
    }
    await run({ store: watched, cryptography, clock, site: siteWith(7, 30) })
    expect(written).toEqual([`${day} 203.0.113.0`])
  })

  it('leaves no whole address, not even of today, where none may be kept for a day', async () => {
    await addVisitOn(today, '203.0.113.77')
    expect(await age(0, 30)).toEqual({ deletedVisits: 0, shortenedAddresses: 1 })
    expect(await wholeDays()).toEqual([])
  })

  it('drops an address that does not open, and goes on with the rest', async () => {
    await addVisitOn(addDays(today, -9), '203.0.113.77', uuidV7())
    await addVisitOn(addDays(today, -8), '203.0.113.77')
    expect(await age(7, 30)).toEqual({ deletedVisits: 0, shortenedAddresses: 2 })
    expect(await wholeDays()).toEqual([])
  })

  it('works through more rows than one batch holds', async () => {
    const visits = Array.from({ length: 1203 }, (_, index) => ({
      row: buildVisit({
        id: uuidV7(),
        day: addDays(today, index < 602 ? -40 : -9),
        address: Buffer.alloc(41),
      }),
      mayExist: false,
      counts: [],
    }))
    await store.addVisits(visits)
    expect(await age(7, 30)).toEqual({ deletedVisits: 602, shortenedAddresses: 601 })
  })

  it('takes the day from the time zone of the site', async () => {
    await addVisitOn('2026-11-22', '203.0.113.77')
    const lateInUtc = () => Date.parse('2026-11-22T20:00Z')
    const ageIn = (timeZone: string) =>
      run({ store, cryptography, clock: lateInUtc, site: siteWith(1, 30, timeZone) })
    expect((await ageIn('UTC')).shortenedAddresses).toBe(0)
    expect((await ageIn('Asia/Almaty')).shortenedAddresses).toBe(1)
  })
})
