import { expect, test } from 'vitest'
import { consent, errorOf, PLANTED_ADDRESS, visits } from '../../support/app/test-app.ts'
import { openWorld, readTable } from '../retention/retention-world.ts'

const site = { visits: { counterMode: true } }
const body = { visits: [{ path: '/news', referrerHost: 'search.example' }, { path: '/news' }] }

test('TR-11: with the mode on and no consent the counters grow, no row is made, and nothing of address or browser is kept', async () => {
  const world = await openWorld({ site })
  const answer = await world.post('/v1/visits', body, { 'user-agent': 'Planted Agent/9 Firefox/9' })
  expect(answer.status).toBe(202)
  expect(answer.headers.get('set-cookie')).toBeNull()
  const counts = readTable(world, 'daily_counts')
  expect(counts.map(({ dimension, value, count }) => [dimension, value, count])).toEqual([
    ['all', '', 2],
    ['page', '/news', 2],
    ['referrer', 'search.example', 1],
  ])
  expect(readTable(world, 'visits')).toEqual([])
  expect(readTable(world, 'consent_records')).toEqual([])
  for (const planted of [PLANTED_ADDRESS, '203.0.113', 'Planted Agent', 'Firefox'])
    expect(await world.searchBytes(planted)).toEqual([])
})

test('TR-11: the mode is off by default: without a consent nothing is counted', async () => {
  const world = await openWorld()
  const answer = await world.post('/v1/visits', body)
  expect(answer.status).toBe(422)
  expect((await errorOf(answer)).fields).toMatchObject({ consentId: 'missing' })
  expect(readTable(world, 'daily_counts')).toEqual([])
})

test.each(['sec-gpc', 'dnt'])('TR-11: who sends %s: 1 is not counted', async (signal) => {
  const world = await openWorld({ site })
  expect((await world.post('/v1/visits', body, { [signal]: '1' })).status).toBe(202)
  expect(readTable(world, 'daily_counts')).toEqual([])
})

test.each([
  [{ id: '0192f0a0-0000-7000-8000-000000000000' }, 400],
  [{ durationMs: 1000 }, 400],
  [{ path: '/news?name=aigul' }, 422],
  [{ referrerHost: 'a/b' }, 422],
])('TR-11: a page that brings %j is refused, and nothing is counted', async (changes, status) => {
  const world = await openWorld({ site })
  const answer = await world.post('/v1/visits', { visits: [{ path: '/news', ...changes }] })
  expect(answer.status).toBe(status)
  expect(Object.keys((await errorOf(answer)).fields ?? {})).toEqual([
    `visits.0.${Object.keys(changes)[0]}`,
  ])
  expect(readTable(world, 'daily_counts')).toEqual([])
})

test('TR-11: with the mode on, a visit that names a consent is held against it as ever', async () => {
  const world = await openWorld({ site })
  const unknown = await world.post('/v1/visits', visits('0192f0a0-0000-7000-8000-000000000000'))
  expect([unknown.status, (await errorOf(unknown)).code]).toEqual([403, 'consent_unknown'])
  const given = consent()
  await world.post('/v1/consents', given)
  expect((await world.post('/v1/visits', visits(given.id))).status).toBe(202)
  expect(readTable(world, 'visits')).toHaveLength(1)
})
