import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DataKinds } from '../../../server/contract/index.ts'
import { consent, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'

const DAY_MS = 86_400_000

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
  // Twenty seconds before midnight in Almaty.
  server.nowMs = Date.parse('2026-03-03T18:59:40Z')
})
afterEach(() => server.close())

async function give(dataKinds: Partial<DataKinds>) {
  const none = { ip: false, browser: false, visit_time: false, visitor_cookie: false }
  const body = consent({
    purposes: { analytics: true, external: false },
    dataKinds: { ...none, ...dataKinds },
  })
  await server.post('/v1/consents', body)
  return body.id
}

async function figures(consentId: string) {
  const { store } = server.deps
  const rows = await store.readVisits(consentId, '2026-02-01', '2026-05-01')
  const counts = await store.readCounts('2026-02-01', '2026-05-01')
  const all = counts.filter(({ dimension, measure }) => dimension === 'all' && measure === 'visit')
  const pages = counts.filter(({ dimension }) => dimension === 'page')
  return {
    days: rows.map(({ day }) => day),
    durations: rows.map(({ durationMs }) => durationMs),
    counted: all.reduce((sum, { count }) => sum + count, 0),
    pages: pages.reduce((sum, { count }) => sum + count, 0),
  }
}

/** The browser's clock may be days off: the id says then what it likes. */
const clocks = [
  ['right', 0],
  ['a day ahead', DAY_MS],
  ['two days behind', -2 * DAY_MS],
] as const
const grants = [
  ['with', true],
  ['without', false],
] as const

test.each(
  clocks.flatMap(([clock, offMs]) =>
    grants.map(([word, isTimed]) => ({ clock, offMs, word, isTimed })),
  ),
)(
  'a visit sent again after midnight is counted once: clock $clock, $word the time granted',
  async ({ offMs, isTimed }) => {
    const consentId = await give({ visit_time: isTimed })
    const visit = { id: newId(server.nowMs + offMs), path: '/a' }
    const send = (change = {}) =>
      server.post('/v1/visits', { consentId, visits: [{ ...visit, ...change }] })
    expect((await send()).status).toBe(202)
    server.nowMs += 40_000
    expect((await send()).status).toBe(202)
    expect((await send({ durationMs: 7000 })).status).toBe(202)
    expect(await figures(consentId)).toEqual({
      ...{ days: ['2026-03-03'], durations: [isTimed ? 7000 : null] },
      ...{ counted: 1, pages: 1 },
    })
  },
)

test.each([2, 3, 20])('a visit sent again %i days later is counted once', async (days) => {
  const [timed, untimed] = [await give({ visit_time: true }), await give({})]
  const visit = { id: newId(server.nowMs), path: '/a' }
  const send = async () => {
    for (const consentId of [timed, untimed])
      await server.post('/v1/visits', { consentId, visits: [visit] })
  }
  await send()
  server.nowMs += days * DAY_MS
  await send()
  expect((await figures(timed)).days).toEqual(['2026-03-03'])
  expect(await figures(untimed)).toMatchObject({ days: ['2026-03-03'], counted: 2 })
})

test('an id from the end of time is taken like any other', async () => {
  const consentId = await give({ visit_time: true })
  for (const id of [
    'ffffffff-ffff-7000-8000-000000000001',
    '00000000-0000-7000-8000-000000000001',
  ]) {
    const answer = await server.post('/v1/visits', { consentId, visits: [{ id, path: '/a' }] })
    expect(answer.status).toBe(202)
  }
  expect((await figures(consentId)).counted).toBe(2)
})

test('two visits on two sides of midnight are two', async () => {
  const consentId = await give({})
  await server.post('/v1/visits', { consentId, visits: [{ id: newId(server.nowMs), path: '/a' }] })
  server.nowMs += 40_000
  await server.post('/v1/visits', { consentId, visits: [{ id: newId(server.nowMs), path: '/a' }] })
  expect(await figures(consentId)).toMatchObject({ counted: 2, days: ['2026-03-04', '2026-03-03'] })
})
