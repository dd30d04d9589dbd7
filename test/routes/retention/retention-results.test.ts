import { describe, expect, test } from 'vitest'
import { retainNow } from '../../../server/domain/retention/daily-retention.ts'
import { countDue, runRetention } from '../../../server/domain/retention/run-retention.ts'
import { uuidV7 } from '../../store/records.ts'
import { consent, visits } from '../../support/app/test-app.ts'
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
    await retainNow(world.deps, { holder: 'this process', actor: 'system' })
    world.nowMs += 2 * DAY_MS
    for (let days = 0; days < 14; days++) {
      world.nowMs += 2 * DAY_MS
      await retainNow(world.deps, { holder: 'this process', actor: 'system' })
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
  expect(readTable(world, 'visit_stretches')).toMatchObject([{ consent_id: consentId }])
  const { cryptography } = world.deps
  const address = visit?.address as Uint8Array
  expect(await cryptography.open('visits.address', String(visit?.id), address)).toBe('203.0.113.77')
  expect(await countDue(world.deps, 10)).toEqual({})

  world.nowMs = untilMs
  expect(await runRetention(world.deps)).toMatchObject({ visits: 1, messages: 1, requests: 1 })
  expect(held()).toEqual([[], [], []])
  expect(readTable(world, 'visit_stretches')).toEqual([])
})
