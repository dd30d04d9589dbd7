import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import type { ConsentBody } from '../../../server/contract/index.ts'
import { expireConsents } from '../../../server/domain/consents/consent-expiry.ts'
import { bearer } from '../../support/app/my-data.ts'
import { consent, newId, type TestApp } from '../../support/app/test-app.ts'
import { DAY_MS, openWorld, readTable } from '../retention/retention-world.ts'

let world: TestApp
beforeEach(async () => {
  world = await openWorld()
})

/** Gives a consent as the widget does; in the place of another one that is taken back before. */
async function give(change: Partial<ConsentBody> = {}, old?: ConsentBody) {
  const body = consent({ id: newId(world.nowMs), ...change, ...(old && { replaces: old.id }) })
  if (old) {
    const withdrawal = { id: newId(world.nowMs), isReplaced: true }
    await world.post(`/v1/consents/${old.id}/withdrawal`, withdrawal, bearer(old.secret))
  }
  const response = await world.post('/v1/consents', body)
  expect(response.status).toBe(201)
  world.nowMs += 1000
  const { receipt } = (await response.json()) as { receipt: { state: string } }
  return { body, state: receipt.state }
}
const statesOf = () => readTable(world, 'consent_events').map(({ state }) => state)
const figures = () =>
  Object.fromEntries(
    readTable(world, 'daily_counts').flatMap(({ measure, dimension, count }) =>
      dimension === 'all' ? [[measure, count]] : [],
    ),
  )

test('CR-02 the same granted again is a renewal: no withdrawal and no further consent', async () => {
  const first = await give()
  expect(first.state).toBe('ConsentGiven')
  const again = await give({}, first.body)
  expect(again.state).toBe('RenewedConsentGiven')
  expect(figures()).toEqual({ consent: 1, renewal: 1 })
})

test('CR-02 it is one too where the term of the first was over', async () => {
  const first = await give()
  world.nowMs += 181 * DAY_MS
  await expireConsents(world.deps, { position: null, lastRunAtMs: null, advance: async () => {} })
  const again = await give({}, first.body)
  expect(again.state).toBe('RenewedConsentGiven')
  expect(statesOf()).toEqual(['ConsentGiven', 'ConsentExpired', 'RenewedConsentGiven'])
  expect(figures()).toMatchObject({ consent: 1, renewal: 1 })
})

test.each([
  ['a purpose less', { purposes: { analytics: true, external: false } }],
  [
    'a kind of data less',
    { dataKinds: { ip: false, browser: true, visit_time: true, visitor_cookie: true } },
  ],
])('%s is one change, and no withdrawal with a consent', async (_, change) => {
  const first = await give()
  const other = await give(change, first.body)
  expect(other.state).toBe('ConsentGiven')
  expect(figures()).toEqual({ consent: 1, change: 1 })
})

test('a real withdrawal is counted as one, and a record that nobody knows replaces none', async () => {
  const { body } = await give({ replaces: newId(world.nowMs) })
  await world.post(`/v1/consents/${body.id}/withdrawal`, { id: newId() }, bearer(body.secret))
  expect(figures()).toEqual({ consent: 1, withdrawal: 1 })
})

test('sent again it is counted once, and a renewed consent allows visits as the first did', async () => {
  const first = await give()
  const { body } = await give({}, first.body)
  expect((await world.post('/v1/consents', body)).status).toBe(201)
  expect(figures()).toEqual({ consent: 1, renewal: 1 })
  const visit = { consentId: body.id, visits: [{ id: newId(world.nowMs), path: '/' }] }
  expect((await world.post('/v1/visits', visit)).status).toBe(202)
})

test('CR-02 give, renew, withdraw, expire stand in the log in order, and nothing changes it', async () => {
  const first = await give()
  const renewed = await give({}, first.body)
  await world.post(
    `/v1/consents/${renewed.body.id}/withdrawal`,
    { id: newId(world.nowMs), purposes: ['external'] },
    bearer(renewed.body.secret),
  )
  world.nowMs += 181 * DAY_MS
  await expireConsents(world.deps, { position: null, lastRunAtMs: null, advance: async () => {} })
  const events = readTable(world, 'consent_events')
  const ofRenewed = events.filter(({ consent_id: id }) => id === renewed.body.id)
  expect(ofRenewed.map(({ state, purposes }) => [state, JSON.parse(String(purposes))])).toEqual([
    ['RenewedConsentGiven', { analytics: true, external: true }],
    ['RenewedConsentGiven', { analytics: true, external: false }],
    ['ConsentExpired', { analytics: false, external: false }],
  ])
  expect(statesOf()[0]).toBe('ConsentGiven')
  const database = new Database(world.databaseFile)
  for (const sql of [
    "update consent_events set state = 'ConsentGiven'",
    'delete from consent_events',
  ])
    expect(() => database.prepare(sql).run()).toThrow(/append-only/)
  database.close()
})
