import * as v from 'valibot'
import { expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { StatisticsResult } from '../../../server/contract/index.ts'
import { statisticsResult } from '../../../server/contract/staff/admin.ts'
import { countConsent, countRefusal } from '../../../server/domain/statistics/choice-counts.ts'
import type { DailyCount, Dimension } from '../../../server/store/store.ts'
import { codeOf, openAdminApp } from '../admin-app.ts'

const POLICY = '2025-08-01'

const times = <T>(count: number, make: () => readonly T[]): T[] =>
  Array.from({ length: count }, make).flat()

const visits = (count: number, day: string, path: string, browser: string): DailyCount[] =>
  (
    [
      ['all', ''],
      ['page', path],
      ['browser', browser],
    ] as [Dimension, string][]
  ).map(([dimension, value]) => ({ day, measure: 'visit', dimension, value, count }))

async function openSignedIn() {
  const opened = await openAdminApp()
  const cookie = await opened.openSession()
  const read = async (from: string, to: string) => {
    const answer = await opened.ask(`/statistics?from=${from}&to=${to}`, { cookie })
    expect(answer.status).toBe(200)
    return (await answer.json()) as StatisticsResult
  }
  return { ...opened, cookie, read }
}

test('shows nothing to who is not signed in', async () => {
  const { ask, store } = await openAdminApp()
  await store.addCounts(visits(50, '2026-10-02', '/news', 'Firefox'))
  const answer = await ask('/statistics?from=2026-10-01&to=2026-10-31')
  expect(answer.status).toBe(401)
  const envelope = (await answer.json()) as { error: Record<string, unknown> }
  expect(Object.keys(envelope)).toEqual(['error'])
  expect(Object.keys(envelope.error)).toEqual(['code', 'message', 'requestId'])
  expect(envelope.error.code).toBe('not_signed_in')
})

test('shows consents, refusals, rate and visits by day, purpose, language, version, page and browser', async () => {
  const { store, read } = await openSignedIn()
  const kk = { day: '2026-10-02', language: 'kk', policyVersion: POLICY } as const
  const ru = { day: '2026-10-03', language: 'ru', policyVersion: POLICY } as const
  await store.addCounts([
    ...times(12, () => countConsent(kk, { analytics: true, external: true })),
    ...times(8, () => countConsent(ru, { analytics: true, external: false })),
    ...times(20, () => countRefusal(ru, ['analytics', 'external'])),
    ...visits(30, '2026-10-02', '/news', 'Firefox'),
    ...visits(10, '2026-10-03', '/', 'Chrome'),
    ...visits(99, '2026-10-04', '/later', 'Opera'),
  ])
  const result = await read('2026-10-01', '2026-10-03')
  expect(v.is(v.strictObject(statisticsResult.entries), result)).toBe(true)
  expect(result).toMatchObject({
    from: '2026-10-01',
    to: '2026-10-03',
    smallestShown: 5,
    total: { consents: 20, refusals: 20, consentRate: 0.5, visits: 40, withdrawals: 0 },
  })
  expect(result.days).toEqual([
    { day: '2026-10-01', consents: 0, refusals: 0, consentRate: null, visits: 0 },
    { day: '2026-10-02', consents: 12, refusals: 0, consentRate: 1, visits: 30 },
    { day: '2026-10-03', consents: 8, refusals: 20, consentRate: 8 / 28, visits: 10 },
  ])
  expect(result.purposes).toEqual([
    { purpose: 'analytics', consents: 20, refusals: 20, consentRate: 0.5 },
    { purpose: 'external', consents: 12, refusals: 28, consentRate: 0.3 },
  ])
  expect(result.languages).toEqual([
    { language: 'kk', consents: 12, refusals: 0, consentRate: 1 },
    { language: 'ru', consents: 8, refusals: 20, consentRate: 8 / 28 },
    { language: 'en', consents: 0, refusals: 0, consentRate: null },
  ])
  expect(result.policyVersions).toEqual([
    { policyVersion: POLICY, consents: 20, refusals: 20, consentRate: 0.5 },
  ])
  expect(result.pages).toEqual([
    { path: '/news', visits: 30 },
    { path: '/', visits: 10 },
  ])
  expect(result.browsers).toEqual([
    { browser: 'Firefox', visits: 30 },
    { browser: 'Chrome', visits: 10 },
  ])
  expect(result.referrers).toEqual([])
})

test('TR-09 four visits show as withheld, and nothing in the answer tells that there were four', async () => {
  const { store, read } = await openSignedIn()
  await store.addCounts(visits(4, '2026-10-02', '/apply', 'Firefox'))
  const result = await read('2026-10-01', '2026-10-07')
  expect(result.total.visits).toBeNull()
  expect(result.days.map((day) => day.visits)).toEqual(Array(7).fill(null))
  expect(result.pages).toEqual([])
  expect(result.browsers).toEqual([])
  expect(JSON.stringify(result)).not.toMatch(/:4\b/)
})

test('TR-09 a page with three visits cannot be computed from the total', async () => {
  const { store, read } = await openSignedIn()
  await store.addCounts([
    ...visits(30, '2026-10-02', '/', 'Chrome'),
    ...visits(12, '2026-10-02', '/news', 'Chrome'),
    ...visits(3, '2026-10-02', '/apply', 'Chrome'),
  ])
  const { total, pages } = await read('2026-10-01', '2026-10-07')
  expect(total.visits).toBe(45)
  expect(pages).toEqual([
    { path: '/', visits: 30 },
    { path: '/apply', visits: 'hidden' },
    { path: '/news', visits: 'hidden' },
  ])
})

test.each([
  { query: '', fields: { from: 'missing', to: 'missing' } },
  { query: '?from=2026-10-01', fields: { to: 'missing' } },
  { query: '?from=yesterday&to=2026-10-01', fields: { from: 'invalid' } },
  { query: '?from=2026-02-30&to=2026-10-01', fields: { from: 'invalid' } },
  { query: '?from=2026-10-02&to=2026-10-01', fields: { from: 'invalid', to: 'invalid' } },
  { query: '?from=2024-01-01&to=2026-10-01', fields: { to: 'too_long' } },
  { query: '?from=2026-10-01&to=2026-10-02&visitor=1', fields: { visitor: 'unknown' } },
])('refuses the period $query, naming each wrong field', async ({ query, fields }) => {
  const { ask, cookie } = await openSignedIn()
  const answer = await ask(`/statistics${query}`, { cookie })
  expect(answer.status).toBe(422)
  const { error } = (await answer.json()) as { error: Record<string, unknown> }
  expect(error).toMatchObject({ code: 'invalid_query', fields })
})

test('answers for 25 months, and not for a day more', async () => {
  const { ask, cookie, read } = await openSignedIn()
  expect((await read('2024-10-01', '2026-11-01')).days).toHaveLength(762)
  const answer = await ask('/statistics?from=2024-10-01&to=2026-11-02', { cookie })
  expect(await codeOf(answer)).toBe('invalid_query')
})

test('a purpose that is not on offer does not appear, neither as refused nor as granted', async () => {
  const { deps, cookie, store } = await openSignedIn()
  const kk = { day: '2026-10-02', language: 'kk', policyVersion: POLICY } as const
  await store.addCounts(times(20, () => countRefusal(kk, [])))
  const app = createApp({ ...deps, site: { ...deps.site, mode: 'no_consent' } })
  const answer = await app.request(
    'https://consent.example/v1/admin/statistics?from=2026-10-01&to=2026-10-03',
    { headers: { cookie } },
  )
  expect(answer.status).toBe(200)
  expect(JSON.stringify(await answer.json())).not.toMatch(/"analytics"|"external"/)
})
