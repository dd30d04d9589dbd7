import { afterEach, beforeEach, expect, test } from 'vitest'
import { listConsentTerms } from '../../../server/domain/registers/consent-register.ts'
import {
  errorOf,
  newId,
  openTestApp,
  PLANTED_ADDRESS,
  type TestApp,
} from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const refusal = { policyVersion: '2025-08-01', language: 'kk' }

test('CB-20 a refusal is counted and leaves no row that could tell two visitors apart', async () => {
  for (let i = 0; i < 3; i++) expect((await server.post('/v1/refusals', refusal)).status).toBe(202)
  const database = openDatabase(server.databaseFile)
  const tables = ['consent_records', 'consent_events', 'visits', 'messages']
  for (const table of tables) expect(database.prepare(`select * from ${table}`).all()).toEqual([])
  const counts = database.prepare('select * from daily_counts order by dimension, value').all()
  database.close()
  const kinds = ['browser', 'ip', 'visit_time', 'visitor_cookie']
  expect(counts).toEqual([
    { day: '2026-03-03', measure: 'refusal', dimension: 'all', value: '', count: 3 },
    ...kinds.map((value) => ({
      ...{ day: '2026-03-03', measure: 'refusal', dimension: 'data_kind', value, count: 3 },
    })),
    { day: '2026-03-03', measure: 'refusal', dimension: 'language', value: 'kk', count: 3 },
    {
      day: '2026-03-03',
      measure: 'refusal',
      dimension: 'policy_version',
      value: '2025-08-01',
      count: 3,
    },
    { day: '2026-03-03', measure: 'refusal', dimension: 'purpose', value: 'analytics', count: 3 },
    { day: '2026-03-03', measure: 'refusal', dimension: 'purpose', value: 'external', count: 3 },
    { day: '2026-03-03', measure: 'refusal', dimension: 'signal', value: 'none', count: 3 },
  ])
  expect(await server.searchBytes(PLANTED_ADDRESS)).toEqual([])
})

test('CB-20 a refusal with an id is not taken', async () => {
  const response = await server.post('/v1/refusals', { ...refusal, id: newId() })
  expect(response.status).toBe(400)
  expect(await errorOf(response)).toMatchObject({
    code: 'unknown_field',
    fields: { id: 'unknown' },
  })
})

test('CB-20 on a page of its own site the server sets the same refused cookie for everyone', async () => {
  const headers = { origin: 'http://school.example', host: 'school.example' }
  const cookies = await Promise.all(
    [1, 2].map(async () =>
      (await server.post('/v1/refusals', refusal, headers)).headers.get('set-cookie'),
    ),
  )
  expect(cookies[0]).toBe(cookies[1])
  expect(cookies[0]).toBe(
    'kelisim-0badc0de=refused~2025-08-01~2026-03-03; Path=/; Max-Age=15552000; SameSite=Lax',
  )
})

test('sets no cookie for a page of another site', async () => {
  expect((await server.post('/v1/refusals', refusal)).headers.get('set-cookie')).toBeNull()
})

test('CB-20 a purpose that is not on offer is neither counted as refused nor listed as a term of consents', async () => {
  const app = await openTestApp({ site: { mode: 'no_consent' } })
  expect((await app.post('/v1/refusals', refusal)).status).toBe(202)
  const database = openDatabase(app.databaseFile)
  const purposes = database
    .prepare(`select value from daily_counts where dimension = 'purpose'`)
    .all()
  database.close()
  expect(purposes).toEqual([])
  expect(listConsentTerms(app.deps.site).map(({ purpose }) => purpose)).toEqual(['contact'])
  await app.close()
})
