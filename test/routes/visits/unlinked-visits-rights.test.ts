import Database from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import type { DataKinds, ExportResult, MeResult } from '../../../server/contract/index.ts'
import { beginGeneration } from '../../../server/crypto/begin-generation.ts'
import { openKeys } from '../../../server/crypto/open-keys.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { rotateKeys } from '../../../server/domain/keys/rotate-keys.ts'
import { runRetention } from '../../../server/domain/retention/run-retention.ts'
import { registerErasedAgain } from '../../../server/domain/rights/register-erased.ts'
import { createVisitHiding } from '../../../server/domain/visits/hide-visits.ts'
import { eraseListed } from '../../../server/store/sqlite/erasure/erase-again.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { deleteMe } from '../../support/app/my-data.ts'
import { newId, PLANTED_ADDRESS, type TestApp } from '../../support/app/test-app.ts'
import { ALL, UNJOINED, visitAs } from '../../support/app/visits-as.ts'
import { DAY_MS, openWorld, readTable } from '../retention/retention-world.ts'

let world: TestApp
beforeEach(async () => {
  world = await openWorld()
})
const visit = (dataKinds: DataKinds, count: number) => visitAs(world, dataKinds, count)

describe('the rights of a person whose visits may not be joined', () => {
  const exported = async (who: Record<string, string>) =>
    (await (await world.get('/v1/me/export', who)).json()) as ExportResult

  test('they see and take along all of theirs and nobody else’s', async () => {
    await visit(UNJOINED, 2)
    const { who } = await visit(UNJOINED, 3)
    await visit(ALL, 1)
    const me = (await (await world.get('/v1/me', who)).json()) as MeResult
    expect(me.data.find(({ category }) => category === 'visits')?.count).toBe(3)
    const { visits: own, unreadable } = await exported(who)
    expect(new Set(own.map(({ durationMs }) => durationMs)).size).toBe(3)
    expect(own.map(({ address }) => address)).toEqual(Array(3).fill(PLANTED_ADDRESS))
    expect(unreadable).toEqual([])
  })

  test('they delete theirs, and nobody else’s go', async () => {
    const { who } = await visit(UNJOINED, 3)
    const other = await visit(UNJOINED, 2)
    const { confirm } = (await (await deleteMe(world, who)).json()) as { confirm: string }
    expect((await deleteMe(world, who, confirm)).status).toBe(200)
    expect(readTable(world, 'visits')).toHaveLength(2)
    expect(readTable(world, 'visit_places')).toHaveLength(2)
    expect((await exported(other.who)).visits).toHaveLength(2)
  })

  test('the list of deletions erases them again, once there are keys', async () => {
    const gone = await visit(UNJOINED, 3)
    const left = await visit(UNJOINED, 2)
    const database = new Database(world.databaseFile)
    eraseListed(
      {
        exec: (statement) => database.exec(statement),
        scratch: 'table',
        run(statement, ...values) {
          database.prepare(statement).run(...values)
          return 0
        },
      },
      { messages: [], consents: [gone.id] },
      world.nowMs,
    )
    database.close()
    await registerErasedAgain({ ...world.deps, consents: createConsentCache(world.deps.store) })
    expect(readTable(world, 'visits')).toHaveLength(2)
    expect((await exported(left.who)).visits).toHaveLength(2)
    const [line] = await world.deps.store.readRegister('destructions', 0, 10)
    expect(JSON.parse(line?.content ?? '{}')).toMatchObject({ count: 3, refs: [gone.id] })
  })

  test('RT-06 a legal hold keeps theirs whole past the term, and nobody else’s', async () => {
    const held = await visit(UNJOINED, 3)
    await visit(UNJOINED, 2)
    const untilMs = world.nowMs + 90 * DAY_MS
    const hold = {
      kind: 'consent',
      ref: held.id,
      reason: 'court',
      atMs: world.nowMs,
      untilMs,
    } as const
    await world.deps.store.addLegalHold({ id: newId(world.nowMs), ...hold })
    world.nowMs += 40 * DAY_MS
    await runRetention(world.deps)
    const { visits: own } = await exported(held.who)
    expect(own.map(({ address }) => address)).toEqual(Array(3).fill(PLANTED_ADDRESS))
    expect(readTable(world, 'visits')).toHaveLength(3)
    world.nowMs = untilMs + DAY_MS
    await runRetention(world.deps)
    for (const table of ['visits', 'visit_places', 'visit_keys'])
      expect(readTable(world, table)).toEqual([])
  })

  test('a breach finds whose they are', async () => {
    const people = [await visit(UNJOINED, 2), await visit(ALL, 1)]
    const found = await world.deps.store.findVisitors('2026-03-03', '2026-03-03', 10)
    expect([...found].sort()).toEqual(people.map(({ id }) => id).sort())
  })

  test('SE-11 after a change of keys they are still found, and the old secret opens nothing', async () => {
    const [before, after] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const store = await openSqlite(`${world.databaseFile}.rotated`)
    const clock = () => world.nowMs
    const keys = await openKeys(store, { current: before, previous: [] }, clock)
    store.hideVisits(createVisitHiding(keys.cryptography))
    const row = {
      day: '2026-03-03',
      consentId: '',
      seenAtMs: null,
      durationMs: null,
      address: null,
    }
    const id = newId(world.nowMs)
    await store.addVisits([
      {
        row: { ...row, id: 'a'.repeat(32), browser: null, os: null, device: null },
        ...{ owner: id, mayExist: false, counts: [] },
      },
    ])
    await store.close()
    const again = await openSqlite(`${world.databaseFile}.rotated`)
    const both = await openKeys(again, { current: after, previous: [before] }, clock)
    await beginGeneration(again, after, clock)
    await both.refresh()
    const { retiredIds } = await rotateKeys({
      ...{ store: again, cryptography: both.cryptography, clock },
      untilSeenByAll: async () => {},
    })
    expect(retiredIds).toEqual([1])
    await again.close()
    const last = await openSqlite(`${world.databaseFile}.rotated`)
    const newest = await openKeys(last, { current: after, previous: [] }, clock)
    last.hideVisits(createVisitHiding(newest.cryptography))
    expect(await last.readVisits(id, '2026-03-03', '2026-03-03')).toHaveLength(1)
    await last.close()
  })
})
