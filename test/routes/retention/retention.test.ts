import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expireConsents } from '../../../server/domain/consents/consent-expiry.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { JOB, retainDaily, retainNow } from '../../../server/domain/retention/daily-retention.ts'
import { countDue, runRetention } from '../../../server/domain/retention/run-retention.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { uuidV7 } from '../../store/records.ts'
import { buildSession } from '../../store/staff-records.ts'
import { consent, type TestApp } from '../../support/app/test-app.ts'
import {
  addAnsweredRequest,
  addClosedMessage,
  addHold,
  addVisitOf,
  DAY_MS,
  openWorld,
  readDestructions,
  readTable,
} from './retention-world.ts'

const HOUR_MS = 3_600_000
const HOLDER = 'this process'
const runDaily = ({ deps }: TestApp, holder = HOLDER) =>
  runJob(deps, { name: JOB, holder }, (run) => retainDaily(deps, run))

/** A world in which one thing of every class comes due, each on a day of its own, after a start on 3 March 2026. */
async function fill(world: TestApp) {
  const { store } = world.deps
  const atMs = world.nowMs
  await addVisitOf(world, '2026-03-03', { page: '/rare' })
  await addVisitOf(world, '2026-03-03', { page: '/often', times: 6 })
  const message = await addClosedMessage(world, { receivedAtMs: atMs, closedAtMs: atMs })
  await addAnsweredRequest(world, message.id, atMs)
  await store.addRestriction({
    ...{ id: uuidV7(), kind: 'message', ref: 'gone', purpose: '', atMs, liftedAtMs: null },
  })
  await addHold(world, 'gone', atMs + DAY_MS)
  await store.addAdminSession({
    ...buildSession({ tokenHash: Buffer.alloc(32, 1), createdAtMs: atMs, lastSeenAtMs: atMs }),
  })
  const body = consent()
  expect((await world.post('/v1/consents', body)).status).toBe(201)
  return { message, consentId: body.id }
}

describe('the daily job', () => {
  test('RT-03: deletes each class on its day and not a day before; run twice it does nothing more', async () => {
    const world = await openWorld()
    const { message, consentId } = await fill(world)
    const startMs = world.nowMs
    const at = async (days: number) => {
      world.nowMs = startMs + days * DAY_MS
      await expireConsents(world.deps, {
        position: null,
        lastRunAtMs: null,
        advance: async () => {},
      })
      await sealLedger(world.deps)
      const counts = await runRetention(world.deps)
      expect(await runRetention(world.deps)).toEqual({})
      return counts
    }
    expect(await at(0)).toEqual({ restrictions: 1 })
    expect(await at(1)).toEqual({ legal_holds: 1, admin_sessions: 1 })
    expect(await at(29)).toEqual({})
    // Of 3 March: seven visits, six of them to one page; the page seen once is dropped, 'Planted Browser' was seen seven times.
    expect(await at(30)).toEqual({ visits: 7, small_counts: 1 })
    expect(await at(365)).toEqual({})
    expect(await world.deps.store.findMessage({ id: message.id })).toBeDefined()
    expect(await at(366)).toEqual({ messages: 1 })
    expect(await at(761)).toEqual({})
    const left = readTable(world, 'daily_counts').length
    expect(await at(762)).toEqual({ daily_counts: left })
    expect(await at(1095)).toEqual({})
    expect(await at(1096)).toEqual({ requests: 1 })
    // Both consents were found ended on day 365. The last event of the chain stays: the message's own.
    expect(await at(365 + 1095)).toEqual({})
    expect(await at(365 + 1096)).toEqual({ consents: 1 })
    expect(await world.deps.store.findConsent(consentId)).toBeUndefined()
  })

  test('RT-03: a dry run says what a run then destroys, and changes nothing', async () => {
    const world = await openWorld()
    await fill(world)
    world.nowMs += 400 * DAY_MS
    const before = await readDestructions(world)
    const due = await countDue(world.deps, 1000)
    expect(due).toEqual({
      ...{ visits: 7, visit_addresses: 7, small_counts: 1, messages: 1, restrictions: 1 },
      ...{ legal_holds: 1, admin_sessions: 1 },
    })
    expect(readTable(world, 'visits')).toHaveLength(7)
    expect(await readDestructions(world)).toEqual(before)
    // Visits that are deleted need no shorter address.
    const { visit_addresses: _, ...destroyed } = due
    expect(await runRetention(world.deps)).toEqual(destroyed)
    expect(await countDue(world.deps, 1000)).toEqual({})
  })

  test('RT-03: two processes at once destroy everything once, and one of them stands back', async () => {
    const world = await openWorld()
    await addVisitOf(world, '2026-03-03', { page: '/', times: 300 })
    const second = await openSqlite(world.databaseFile)
    const deps = { ...world.deps, store: second }
    world.nowMs += 31 * DAY_MS
    const asked = { today: '2026-04-03', actor: 'administrator' }
    const results = await Promise.all([
      retainNow(world.deps, { ...asked, holder: 'one' }),
      retainNow(deps, { ...asked, holder: 'two' }),
    ])
    await second.close()
    expect(results.filter((result) => result === undefined)).toHaveLength(1)
    const lines = await readDestructions(world)
    expect(lines.filter(({ category }) => category === 'visits')).toMatchObject([{ count: 300 }])
    expect(readTable(world, 'visits')).toEqual([])
    expect(readTable(world, 'visit_stretches')).toEqual([])
  })

  test('RT-03: killed half-way and run again, it goes on, and the register tells every deletion once', async () => {
    const world = await openWorld()
    await addVisitOf(world, '2026-01-01', { page: '/', times: 2000 })
    const child = fork(join(import.meta.dirname, 'retention-killed.ts'), [
      ...[world.databaseFile, String(world.nowMs)],
    ])
    let batches = 0
    child.on('message', () => {
      batches += 1
      if (batches === 3) child.kill('SIGKILL')
    })
    await once(child, 'exit')
    const left = readTable(world, 'visits').length
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(2000)
    expect(await readDestructions(world)).toEqual([])
    expect(await world.deps.store.readTallies()).toEqual([
      { dataClass: 'visits', count: 2000 - left },
    ])
    await runRetention(world.deps)
    expect(readTable(world, 'visits')).toEqual([])
    expect(await readDestructions(world)).toMatchObject([
      { category: 'visits', count: 2000 - left },
      { category: 'visits', count: left },
    ])
    expect(await world.deps.store.readTallies()).toEqual([])
  })

  test('RT-03: a clock that jumps ahead deletes nothing; put right, the job goes on; a person can vouch for it', async () => {
    const world = await openWorld()
    await addVisitOf(world, '2026-03-03', { page: '/' })
    const rightMs = world.nowMs
    expect(await runDaily(world)).toEqual({ kind: 'done', counts: {} })
    world.nowMs = rightMs + 4000 * DAY_MS
    expect(await runDaily(world)).toMatchObject({ kind: 'clock_in_doubt' })
    world.nowMs += HOUR_MS
    expect(await runDaily(world)).toMatchObject({ kind: 'clock_in_doubt' })
    const wrongDay = { today: '2026-03-03', holder: HOLDER, actor: 'administrator' }
    expect(await retainNow(world.deps, wrongDay)).toMatchObject({ kind: 'clock_in_doubt' })
    expect(readTable(world, 'visits')).toHaveLength(1)
    expect(await readDestructions(world)).toEqual([])
    expect(world.logged.filter((line) => line.includes('retention_clock_in_doubt'))).toHaveLength(3)

    world.nowMs = rightMs + 2 * HOUR_MS
    expect(await runDaily(world)).toEqual({ kind: 'done', counts: {} })
    expect(readTable(world, 'visits')).toHaveLength(1)
    world.nowMs = rightMs + 40 * DAY_MS
    const rightDay = { today: '2026-04-12', holder: HOLDER, actor: 'administrator' }
    expect(await retainNow(world.deps, rightDay)).toMatchObject({ counts: { visits: 1 } })
    expect(await readDestructions(world)).toMatchObject([{ actor: 'administrator' }, {}])
  })

  test('RT-03: a clock that is set back deletes nothing more and brings nothing back', async () => {
    const world = await openWorld()
    await addVisitOf(world, '2026-01-20', { page: '/', times: 2 })
    await addVisitOf(world, '2026-02-20', { page: '/' })
    await runDaily(world)
    expect(readTable(world, 'visits')).toHaveLength(1)
    world.nowMs -= 60 * DAY_MS
    expect(await runDaily(world)).toEqual({ kind: 'done', counts: {} })
    expect(readTable(world, 'visits')).toHaveLength(1)
  })

  test('RT-03: the whole is done once a day, what lives for hours every time', async () => {
    const world = await openWorld()
    await runDaily(world)
    await addVisitOf(world, '2026-01-01', { page: '/' })
    const createdAtMs = world.nowMs - 13 * HOUR_MS
    await world.deps.store.addAdminSession({
      ...buildSession({ tokenHash: Buffer.alloc(32, 2), createdAtMs, lastSeenAtMs: createdAtMs }),
    })
    world.nowMs += HOUR_MS
    expect(await runDaily(world)).toEqual({ kind: 'done', counts: { admin_sessions: 1 } })
    world.nowMs += DAY_MS
    expect(await runDaily(world)).toMatchObject({ counts: { visits: 1 } })
  })
})
