import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { readStatistics } from '../../../server/domain/statistics/statistics.ts'
import { visitBudget } from '../../../server/domain/visits/visit-budget.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Dimension } from '../../../server/store/store.ts'
import {
  consent,
  errorOf,
  newId,
  openTestApp,
  PAGE_ORIGIN,
  type TestApp,
  USER_AGENT,
} from '../../support/app/test-app.ts'

const TODAY = '2026-03-03'
const PER_BATCH = 20

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

async function give() {
  const body = consent({ purposes: { analytics: true, external: false } })
  expect((await server.post('/v1/consents', body)).status).toBe(201)
  return body.id
}

type Entry = { path?: string; referrerHost?: string; id?: string }
const fill = (entries: readonly Entry[]) =>
  entries.map((entry) => ({ id: newId(server.nowMs), path: '/', ...entry }))

/** Sends visits in batches as large as they may be; answers the last one's response. */
async function view(consentId: string, entries: readonly Entry[]) {
  let response: Response | undefined
  for (let at = 0; at < entries.length; at += PER_BATCH) {
    const visits = fill(entries.slice(at, at + PER_BATCH))
    response = await server.post('/v1/visits', { consentId, visits })
  }
  return response
}

/** Fills the consent's day in the store, as its earlier visits have. */
const useUp = async (consentId: string, count: number) => {
  for (let at = 0; at < count; at += PER_BATCH)
    await view(consentId, new Array(Math.min(PER_BATCH, count - at)).fill({}))
}

const countsOf = async (dimension: Dimension, day = TODAY) => {
  const counts = await server.deps.store.readCounts(day, day)
  return new Map(
    counts
      .filter((count) => count.measure === 'visit' && count.dimension === dimension)
      .map(({ value, count }) => [value, count]),
  )
}
const stored = async (consentId: string, day = TODAY) =>
  (await server.deps.store.readVisits(consentId, day, day)).length

test('a consent has a day’s visits and no more; the rest is refused by its code and kept nowhere', async () => {
  const [greedy, other] = [await give(), await give()]
  await useUp(greedy, visitBudget.visitsPerConsent - 1)
  const ids = [newId(server.nowMs), newId(server.nowMs)]
  const last = fill(ids.map((id) => ({ id, path: '/last' })))
  const refused = await server.post('/v1/visits', { consentId: greedy, visits: last })
  expect(refused.status).toBe(429)
  expect((await errorOf(refused)).code).toBe('too_many_visits')
  // Noon in Almaty: twelve hours to midnight.
  expect(refused.headers.get('retry-after')).toBe(String(12 * 3600))
  expect(await stored(greedy)).toBe(visitBudget.visitsPerConsent)
  expect((await countsOf('all')).get('')).toBe(visitBudget.visitsPerConsent)
  expect((await countsOf('page')).get('/last')).toBe(1)

  // What is stored is known again, and refused for nothing.
  const again = await server.post('/v1/visits', { consentId: greedy, visits: last.slice(0, 1) })
  expect(again.status).toBe(202)
  expect((await view(other, [{}]))?.status).toBe(202)
  server.nowMs += 12 * 3_600_000
  expect((await view(greedy, [{}]))?.status).toBe(202)
  expect(await stored(greedy, '2026-03-04')).toBe(1)
})

test('a restart gives nobody a new day', async () => {
  const greedy = await give()
  await useUp(greedy, visitBudget.visitsPerConsent)
  const store = await openSqlite(server.databaseFile)
  const restarted = createApp({ ...server.deps, store })
  const answer = await restarted.request('/v1/visits', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: PAGE_ORIGIN,
      'user-agent': USER_AGENT,
    },
    body: JSON.stringify({ consentId: greedy, visits: fill([{}]) }),
  })
  await store.close()
  expect(answer.status).toBe(429)
  expect(await stored(greedy)).toBe(visitBudget.visitsPerConsent)
})

test('pages that one consent invents past its share are counted together, and every visit is counted', async () => {
  const inventor = await give()
  const more = 30
  const invented = visitBudget.newValuesPerConsent + more
  await view(
    inventor,
    Array.from({ length: invented }, (_, index) => ({ path: `/invented-${index}` })),
  )
  const pages = await countsOf('page')
  expect(pages.size).toBeLessThanOrEqual(visitBudget.newValuesPerConsent + 1)
  expect(pages.get(visitBudget.other)).toBeGreaterThanOrEqual(more)
  expect([...pages.values()].reduce((sum, count) => sum + count)).toBe(invented)
  expect((await countsOf('all')).get('')).toBe(invented)
  // Another visitor’s page is counted by itself; so is a page that is known, whoever opens it.
  await view(await give(), [{ path: '/real' }])
  await view(inventor, [{ path: '/real' }])
  expect((await countsOf('page')).get('/real')).toBe(2)
})

test('a day counts so many pages and hosts by themselves, and the console says what it left out', async () => {
  const { store } = server.deps
  const values = (dimension: Dimension, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ day: TODAY, measure: 'visit' as const, dimension, count: 1 + (index % 2) },
      value: `${dimension === 'page' ? '/' : 'host-'}${index}`,
    }))
  const { page, referrer } = visitBudget.values
  await store.addCounts(values('page', page + 70), visitBudget)
  await store.addCounts(values('referrer', referrer + 7), visitBudget)
  await store.addCounts([
    { ...values('page', 1)[0], dimension: 'all', value: '', count: page * 2 },
  ] as never)
  expect((await countsOf('page')).size).toBe(page + 1)
  const scope = { purposes: [], languages: [], policyVersions: [] }
  const result = await readStatistics({ store }, { ...scope, from: TODAY, to: TODAY })
  expect(result.notListed.pages).toEqual({ perDay: page, visits: 105 })
  expect(result.notListed.referrers).toEqual({ perDay: referrer, visits: 10 })
  expect(result.notListed.browsers.visits).toBe(0)
  expect(result.pages.map(({ path }) => path)).not.toContain(visitBudget.other)
  expect(result.total.visits).toBe(page * 2)
})

test('what a page can send is never taken for the rest', async () => {
  const id = await give()
  for (const forged of [{ path: '*' }, { path: 'other' }, { path: '/', referrerHost: '*' }]) {
    const visits = fill([forged])
    expect((await server.post('/v1/visits', { consentId: id, visits })).status).toBe(422)
  }
  await view(id, [{ path: '/*', referrerHost: 'other' }])
  expect([...(await countsOf('page')).keys()]).toEqual(['/*'])
  expect([...(await countsOf('referrer')).keys()]).toEqual(['other'])
})

test('a page that people read keeps its place on a day that somebody fills with inventions', async () => {
  const { store } = server.deps
  const base = { measure: 'visit' as const, dimension: 'page' as const }
  const friday = { ...base, day: '2026-02-27', value: '/timetable', count: 40 }
  await store.addCounts([friday, { ...friday, value: '/once', count: 1 }], visitBudget)
  const invented = Array.from({ length: visitBudget.values.page * 2 }, (_, index) => ({
    ...{ ...base, day: TODAY, value: `/x${index}`, count: 1 },
  }))
  await store.addCounts(invented, visitBudget)
  const reader = await give()
  await view(reader, [{ path: '/timetable' }, { path: '/once' }])
  const pages = await countsOf('page')
  expect(pages.get('/timetable')).toBe(1)
  expect(pages.has('/once')).toBe(false)
})

test('the counter mode, where nobody has a consent, holds to the same numbers of pages', async () => {
  await server.close()
  server = await openTestApp({
    site: { visits: { ipFullDays: 0, rawDays: 30, counterMode: true } },
  })
  const { page } = visitBudget.values
  await server.deps.store.addCounts(
    Array.from({ length: page }, (_, index) => ({
      ...{ day: TODAY, measure: 'visit' as const, dimension: 'page' as const, count: 1 },
      value: `/${index}`,
    })),
    visitBudget,
  )
  const sent = await server.post('/v1/visits', { visits: [{ path: '/new' }, { path: '/7' }] })
  expect(sent.status).toBe(202)
  const pages = await countsOf('page')
  expect(pages.get(visitBudget.other)).toBe(1)
  expect(pages.get('/7')).toBe(2)
  expect(pages.has('/new')).toBe(false)
})
