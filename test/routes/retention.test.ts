import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expireConsents } from '../../server/domain/consent-expiry.ts'
import { runJob } from '../../server/domain/jobs/run-job.ts'
import { sealLedger } from '../../server/domain/ledger/sealer.ts'
import { JOB, retainDaily, retainNow } from '../../server/domain/retention/daily-retention.ts'
import { countDue, runRetention } from '../../server/domain/retention/run-retention.ts'
import { openSqlite } from '../../server/store/sqlite/open.ts'
import { uuidV7 } from '../store/records.ts'
import { consent, type TestApp, visits } from '../support/test-app.ts'
import {
  addAnsweredRequest,
  addClosedMessage,
  addHold,
  addVisitOf,
  DAY_MS,
  openWorld,
  PERSON,
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
    ...{ tokenHash: Buffer.alloc(32, 1), createdAtMs: atMs, lastSeenAtMs: atMs },
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
      ...{ tokenHash: Buffer.alloc(32, 2), createdAtMs, lastSeenAtMs: createdAtMs },
    })
    world.nowMs += HOUR_MS
    expect(await runDaily(world)).toEqual({ kind: 'done', counts: { admin_sessions: 1 } })
    world.nowMs += DAY_MS
    expect(await runDaily(world)).toMatchObject({ counts: { visits: 1 } })
  })

  test('RT-03: messages that nobody closes are kept and counted in the log, once a day', async () => {
    const world = await openWorld()
    await addClosedMessage(world, { receivedAtMs: world.nowMs - 366 * DAY_MS, closedAtMs: null })
    await addClosedMessage(world, { receivedAtMs: world.nowMs, closedAtMs: null })
    await runDaily(world)
    world.nowMs += HOUR_MS
    await runDaily(world)
    expect(readTable(world, 'messages')).toHaveLength(2)
    const warnings = world.logged.filter((line) => line.includes('messages_open_long'))
    expect(warnings).toEqual(['["warn","messages_open_long",{"count":1,"days":365}]'])
  })
})

describe('what is left', () => {
  test('TR-10: raw visits go after their days, and the totals are what they were', async () => {
    const world = await openWorld()
    const body = consent()
    await world.post('/v1/consents', body)
    for (const path of ['/a', '/a', '/b']) await world.post('/v1/visits', visits(body.id, { path }))
    const totals = () =>
      readTable(world, 'daily_counts').filter(({ dimension }) => dimension === 'all')
    const before = totals()
    expect(readTable(world, 'visits')).toHaveLength(3)
    world.nowMs += 30 * DAY_MS
    expect(await runRetention(world.deps)).toMatchObject({ visits: 3 })
    expect(readTable(world, 'visits')).toEqual([])
    expect(totals()).toEqual(before)
    expect(before).toContainEqual(expect.objectContaining({ measure: 'visit', count: 3 }))
  })

  test('RT-04: once the visits are gone no key, no time of day, no small group is left of them, on disk neither', async () => {
    const world = await openWorld()
    const consentId = await addVisitOf(world, '2026-03-03', { page: '/planted-rare-page' })
    await addVisitOf(world, '2026-03-03', { page: '/often', times: 5, consentId })
    const [row] = readTable(world, 'visits')
    expect(await world.searchBytes(String(row?.id))).not.toEqual([])
    await runDaily(world)
    world.nowMs += 2 * DAY_MS
    for (let days = 0; days < 14; days++) {
      world.nowMs += 2 * DAY_MS
      await runDaily(world)
    }
    const counts = readTable(world, 'daily_counts')
    expect(counts.map(({ dimension, value, count }) => [dimension, value, count])).toEqual([
      ['all', '', 6],
      ['browser', 'Planted Browser', 6],
      ['page', '/often', 5],
    ])
    expect(Object.keys(counts[0] ?? {})).toEqual(['day', 'measure', 'dimension', 'value', 'count'])
    for (const planted of ['/planted-rare-page', consentId, String(row?.id), 'Planted Browser 9'])
      expect(await world.searchBytes(planted)).toEqual([])
  })

  test('RT-04: with a message go its requests’ texts, its restrictions and the name in its consent', async () => {
    const world = await openWorld()
    const atMs = world.nowMs
    const message = await addClosedMessage(world, { receivedAtMs: atMs, closedAtMs: atMs })
    await addAnsweredRequest(world, message.id, atMs)
    await world.deps.store.addRestriction({
      ...{ id: uuidV7(), kind: 'message', ref: message.id, purpose: '', atMs, liftedAtMs: atMs },
    })
    world.nowMs += 366 * DAY_MS
    expect(await runRetention(world.deps)).toEqual({ messages: 1 })
    expect(readTable(world, 'messages')).toEqual([])
    expect(readTable(world, 'restrictions')).toEqual([])
    expect(readTable(world, 'requests')).toMatchObject([{ text: null, email: null, answer: null }])
    const record = await world.deps.store.findConsent(message.consentId)
    expect(record).toMatchObject({ subjectName: null, subjectSalt: null, secretHash: null })
    expect(await world.deps.store.readConsentEvents(message.consentId)).not.toEqual([])
  })
})

describe('the register of destructions', () => {
  test('RT-05: gets one line a run and class, with day, class, count, ground and method, and nothing of a person', async () => {
    const world = await openWorld()
    const atMs = world.nowMs
    await addVisitOf(world, '2026-03-03', { page: '/often', times: 5 })
    const message = await addClosedMessage(world, { receivedAtMs: atMs, closedAtMs: atMs })
    await runRetention(world.deps)
    expect(await readDestructions(world)).toEqual([])
    world.nowMs += 400 * DAY_MS
    await runRetention(world.deps)
    await runRetention(world.deps)
    const rest = { date: '2027-04-07', ground: 'end_of_term', method: 'deletion', actor: 'system' }
    expect(await readDestructions(world)).toEqual([
      { ...rest, category: 'visits', count: 5, clauses: '5.1(1), 4.1(9), 6.3' },
      { ...rest, category: 'messages', count: 1, clauses: '5.1(1), 4.1(7), 6.3' },
    ])
    const written = JSON.stringify(await world.deps.store.readRegister('destructions', 0, 10))
    for (const planted of [...Object.values(PERSON), message.id, message.reference, '203.0.113'])
      expect(written).not.toContain(planted)
    expect(world.logged.join()).not.toContain(message.id)
  })

  test('RT-05: addresses that were cut are told as shortened', async () => {
    const world = await openWorld({ site: { visits: { ipFullDays: 7, rawDays: 90 } } })
    await addVisitOf(world, '2026-03-03', { page: '/' })
    world.nowMs += 8 * DAY_MS
    await runRetention(world.deps)
    expect(await readDestructions(world)).toMatchObject([
      { category: 'visit_addresses', count: 1, method: 'shortening' },
    ])
  })
})

test('RT-06: what is under a legal hold survives the job whole, until the hold has ended', async () => {
  const world = await openWorld({ site: { visits: { ipFullDays: 7, rawDays: 30 } } })
  const atMs = world.nowMs
  const message = await addClosedMessage(world, { receivedAtMs: atMs, closedAtMs: atMs })
  await addAnsweredRequest(world, message.id, atMs)
  const consentId = await addVisitOf(world, '2026-03-03', { page: '/' })
  await addVisitOf(world, '2026-03-03', { page: '/' })
  const untilMs = atMs + 2000 * DAY_MS
  await addHold(world, message.id, untilMs)
  await addHold(world, consentId, untilMs)
  const held = () => ['messages', 'requests', 'legal_holds'].map((name) => readTable(world, name))
  const before = held()
  world.nowMs = untilMs - 1
  expect(await runRetention(world.deps)).toMatchObject({ visits: 1 })
  expect(held()).toEqual(before)
  const [visit, ...others] = readTable(world, 'visits')
  expect(others).toEqual([])
  const { cryptography } = world.deps
  const address = visit?.address as Uint8Array
  expect(await cryptography.open('visits.address', String(visit?.id), address)).toBe('203.0.113.77')
  expect(await countDue(world.deps, 10)).toEqual({})

  world.nowMs = untilMs
  expect(await runRetention(world.deps)).toMatchObject({ visits: 1, messages: 1, requests: 1 })
  expect(held()).toEqual([[], [], []])
})
