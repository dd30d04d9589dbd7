import { beforeEach, describe, expect, test } from 'vitest'
import type { DataKinds, ExportResult } from '../../../server/contract/index.ts'
import { createVisitHiding } from '../../../server/domain/visits/hide-visits.ts'
import { unlinkVisits } from '../../../server/domain/visits/unlink-visits.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { bearer } from '../../support/app/my-data.ts'
import { newId, PLANTED_ADDRESS, type TestApp, visits } from '../../support/app/test-app.ts'
import { ALL, findJoins, tablesOf, UNJOINED, visitAs } from '../../support/app/visits-as.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import { DAY_MS, openWorld, readTable } from '../retention/retention-world.ts'

const HOUR_MS = 3_600_000

let world: TestApp
beforeEach(async () => {
  world = await openWorld()
})
const visit = (dataKinds: DataKinds, count: number) => visitAs(world, dataKinds, count)

describe('TR-01 without the visitor cookie', () => {
  test('no stored visit can be led to another one, nor to its consent, by any value of any table', async () => {
    const people = [await visit(UNJOINED, 3), await visit(UNJOINED, 2)]
    const rows = readTable(world, 'visits')
    expect(rows).toHaveLength(5)
    for (const table of ['visits', 'visit_places', 'visit_keys'])
      for (const row of readTable(world, table)) expect(findJoins(world, table, row)).toEqual([])
    expect(readTable(world, 'visit_places')).toHaveLength(5)
    expect(readTable(world, 'visit_stretches')).toEqual([])
    const left = tablesOf(world).filter((table) => !/^(consent|notices|ledger|signing)/.test(table))
    const dump = JSON.stringify(
      left.map((table) => readTable(world, table)),
      (_, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value),
    )
    for (const { id, sent } of people)
      for (const text of [
        id,
        ...sent,
        id.replaceAll('-', ''),
        Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1'),
      ])
        expect(dump).not.toContain(text)
  })

  test('neither the order of the rows nor their time to the second tells which follows which', async () => {
    const { sent } = await visit(UNJOINED, 4)
    const rows = readTable(world, 'visits')
    for (const { id, seen_at_ms: seenAtMs } of rows) {
      expect(String(id)).toMatch(/^[0-9a-f]{32}$/)
      expect(sent).not.toContain(id)
      expect(Number(seenAtMs) % HOUR_MS).toBe(0)
    }
    const database = openDatabase(world.databaseFile)
    const hasRowNumbers = database
      .prepare(
        "select sql from sqlite_schema where name in ('visits', 'visit_places', 'visit_keys')",
      )
      .pluck()
      .all()
      .some((text) => !/WITHOUT ROWID/i.test(String(text)))
    database.close()
    expect(hasRowNumbers).toBe(false)
  })

  test('nobody is counted as a visitor, new or returning', async () => {
    await visit(UNJOINED, 2)
    const counted = readTable(world, 'daily_counts').filter(({ dimension }) => dimension === 'all')
    expect(new Set(counted.map(({ measure }) => measure))).toEqual(new Set(['consent', 'visit']))
    const measures = readTable(world, 'daily_counts').map(({ measure }) => measure)
    for (const measure of ['visitor', 'joined_visit']) expect(measures).not.toContain(measure)
  })

  test('a visit sent again is the same one, also where it lasted longer', async () => {
    const { id } = await visit(UNJOINED, 1)
    const entry = { id: newId(world.nowMs), durationMs: 1_000 }
    await world.post('/v1/visits', visits(id, entry))
    await world.post('/v1/visits', visits(id, entry))
    await world.post('/v1/visits', visits(id, { ...entry, durationMs: 9_000 }))
    expect(readTable(world, 'visits').map((row) => row.duration_ms)).toContain(9_000)
    expect(readTable(world, 'visits')).toHaveLength(2)
  })

  test('two processes on one database find what the other has hidden', async () => {
    const { id } = await visit(UNJOINED, 2)
    const other = await openSqlite(world.databaseFile)
    other.hideVisits(createVisitHiding(world.deps.cryptography))
    const row = { ...(await world.deps.store.readVisits(id, '2026-03-03', '2026-03-03'))[0] }
    const write = (hex: string) => ({
      row: { ...row, id: hex.repeat(32) } as never,
      ...{ owner: id, mayExist: false, counts: [] },
    })
    const budget = {
      visitsPerConsent: 9,
      newValuesPerConsent: 9,
      values: {},
      other: '*',
      established: 5,
    }
    await other.addVisits([write('a')], budget)
    // This one believes that the next number is free.
    await world.deps.store.addVisits([write('b')], budget)
    await other.addVisits([write('c')], budget)
    const found = await other.readVisits(id, '2026-03-03', '2026-03-03')
    expect(found).toHaveLength(5)
    await other.close()
  })
})

describe('with the visitor cookie', () => {
  test('TR-05 visits can be joined, and visitors are counted: once a day, returning the day after', async () => {
    const { id } = await visit(ALL, 3)
    world.nowMs += DAY_MS
    await world.post('/v1/visits', visits(id, { id: newId(world.nowMs) }))
    expect(new Set(readTable(world, 'visits').map((row) => row.consent_id))).toEqual(new Set([id]))
    const counts = await world.deps.store.readCounts('2026-03-03', '2026-03-04')
    const of = (name: string) =>
      counts.flatMap(({ measure, day, value, count }) =>
        measure === name ? [[day, value, count]] : [],
      )
    expect(of('visitor')).toEqual([
      ['2026-03-03', '', 1],
      ['2026-03-03', 'new', 1],
      ['2026-03-04', '', 1],
      ['2026-03-04', '1', 1],
    ])
    expect(of('joined_visit')).toEqual([
      ['2026-03-03', '', 3],
      ['2026-03-04', '', 1],
    ])
  })
})

describe('visits that may not be joined any more', () => {
  /** What versions before this one have stored: the consent in every row, whatever it grants. */
  async function visitAsBefore(count: number) {
    const person = await visit(UNJOINED, 0)
    for (let index = 0; index < count; index++) {
      const id = newId(world.nowMs)
      const address = await world.deps.cryptography.seal('visits.address', id, PLANTED_ADDRESS)
      await world.deps.store.addVisits([
        {
          row: {
            ...{ id, consentId: person.id, day: '2026-03-03', seenAtMs: world.nowMs },
            ...{ durationMs: index, address, browser: 'Firefox', os: 'Linux', device: 'desktop' },
          },
          ...{ mayExist: false, counts: [] },
        },
      ])
    }
    return person
  }
  const advance = async () => {}
  const ownOf = async (who: Record<string, string>) =>
    ((await (await world.get('/v1/me/export', who)).json()) as ExportResult).visits

  test('TR-01 rows of before are made so, and their person keeps them', async () => {
    const { id, who } = await visitAsBefore(150)
    const joined = await visit(ALL, 2)
    const before = await ownOf(who)
    expect(await unlinkVisits(world.deps, { advance })).toBe(150)
    expect(readTable(world, 'visits').filter((row) => row.consent_id === id)).toEqual([])
    expect(readTable(world, 'visits').filter((row) => row.consent_id === joined.id)).toHaveLength(2)
    expect(new Set(readTable(world, 'visit_stretches').map((row) => row.consent_id))).toEqual(
      new Set([joined.id]),
    )
    const after = await ownOf(who)
    const facts = (own: ExportResult['visits']) =>
      own.map(({ id: _, seenAt: __, ...fact }) => JSON.stringify(fact)).sort()
    expect(facts(after)).toEqual(facts(before))
    expect(await unlinkVisits(world.deps, { advance })).toBe(0)
  })

  test('cut off anywhere, it is begun anew and loses nothing', async () => {
    const { who } = await visitAsBefore(250)
    let batches = 0
    const stop = () => {
      batches += 1
      return batches === 2 ? Promise.reject(new Error('killed')) : Promise.resolve()
    }
    await expect(unlinkVisits(world.deps, { advance: stop })).rejects.toThrow('killed')
    expect(await ownOf(who)).toHaveLength(250)
    await unlinkVisits(world.deps, { advance })
    expect(await ownOf(who)).toHaveLength(250)
    expect(readTable(world, 'visit_stretches')).toEqual([])
    expect(readTable(world, 'visits').filter((row) => row.consent_id !== '')).toEqual([])
  })

  test('TR-01 those of a consent that was withdrawn are made so too', async () => {
    const { id, who, secret } = await visit(ALL, 3)
    const withdrawal = { id: newId(world.nowMs) }
    expect(
      (await world.post(`/v1/consents/${id}/withdrawal`, withdrawal, bearer(secret))).status,
    ).toBe(201)
    await unlinkVisits(world.deps, { advance })
    for (const row of readTable(world, 'visits'))
      expect(findJoins(world, 'visits', row)).toEqual([])
    expect(readTable(world, 'visit_stretches')).toEqual([])
    expect(await ownOf(who)).toHaveLength(3)
  })
})
