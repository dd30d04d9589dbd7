import { expect, test } from 'vitest'
import { runDueJobs } from '../../../server/jobs.ts'
import { consent, type TestApp } from '../../support/app/test-app.ts'
import { addClosedMessage, addVisitOf, DAY_MS, openWorld, readTable } from './retention-world.ts'

// Whoever is told before regular work destroys something, as the edge is, which names a moment to go back to.

const HOUR_MS = 3_600_000

/** Runs what is due. @returns who was told, each with the rows of a table that were there then. */
async function runJobs(world: TestApp, table: string) {
  const told: (readonly [job: string, rows: number])[] = []
  const beforeDestruction = async (job: string) => {
    await Promise.resolve()
    told.push([job, readTable(world, table).length])
  }
  await runDueJobs({ ...world.deps, beforeDestruction }, 'this process')
  return told
}

test('nobody is told by a run which destroys nothing', async () => {
  const world = await openWorld()
  expect((await world.post('/v1/consents', consent())).status).toBe(201)
  expect(await runJobs(world, 'consent_records')).toEqual([])
  world.nowMs += HOUR_MS
  expect(await runJobs(world, 'consent_records')).toEqual([])
  expect(readTable(world, 'consent_records')).toHaveLength(1)
})

test('to take away what joins visits is told once, with all of it there', async () => {
  const world = await openWorld()
  const countJoined = () =>
    readTable(world, 'visits').filter(({ consent_id }) => consent_id !== '').length
  await addVisitOf(world, '2026-03-03', { page: '/often', times: 300 })
  expect(countJoined()).toBe(300)
  const joined: number[] = []
  const beforeDestruction = async (job: string) => {
    expect(job).toBe('unlinking')
    joined.push(countJoined())
  }
  for (let run = 0; run < 2; run++) {
    await runDueJobs({ ...world.deps, beforeDestruction }, 'this process')
    world.nowMs += HOUR_MS
  }
  expect(joined).toEqual([300])
  expect(countJoined()).toBe(0)
})

test('RT-03: retention tells once, before the first of several classes, and not again where nothing is left', async () => {
  const world = await openWorld()
  const atMs = world.nowMs
  await addVisitOf(world, '2026-03-03', { page: '/rare', times: 600 })
  await addClosedMessage(world, { receivedAtMs: atMs, closedAtMs: atMs })
  world.nowMs += 400 * DAY_MS
  const told = await runJobs(world, 'visits')
  expect(told.filter(([job]) => job === 'retention')).toEqual([['retention', 600]])
  expect(readTable(world, 'visits')).toEqual([])
  expect(readTable(world, 'messages')).toEqual([])
  world.nowMs += HOUR_MS
  expect(await runJobs(world, 'visits')).toEqual([])
})

test('RT-06: an erasure that was put off tells before it is carried out, not while it waits', async () => {
  const world = await openWorld()
  const atMs = world.nowMs
  const { id } = await addClosedMessage(world, { receivedAtMs: atMs, closedAtMs: null })
  const { store } = world.deps
  const deferred = { ref: id, kind: 'message', number: 'D-PLANTED', atMs } as const
  const hold = { id: 'a hold', kind: 'message', ref: id, reason: 'court' } as const
  await store.addLegalHold({ ...hold, atMs, untilMs: atMs + 2 * HOUR_MS })
  await store.deferErasure({ ...deferred, ground: 'subject_request' })
  expect(await runJobs(world, 'messages')).toEqual([])
  world.nowMs += 3 * HOUR_MS
  expect((await runJobs(world, 'messages')).filter(([job]) => job === 'erasures')).toEqual([
    ['erasures', 1],
  ])
  expect(readTable(world, 'messages')).toEqual([])
})
