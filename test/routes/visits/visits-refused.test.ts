import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DataKinds } from '../../../server/contract/index.ts'
import {
  consent,
  errorOf,
  newId,
  openTestApp,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const rows = (table = 'visits') => {
  const database = openDatabase(server.databaseFile)
  const found = database.prepare(`select * from ${table}`).all()
  database.close()
  return found as Record<string, unknown>[]
}
const none: DataKinds = { ip: false, browser: false, visit_time: false, visitor_cookie: false }

async function give(
  dataKinds: Partial<DataKinds> = {},
  purposes = { analytics: true, external: false },
) {
  const body = consent({ purposes, dataKinds: { ...none, ...dataKinds } })
  await server.post('/v1/consents', body)
  return body
}

test.each([
  ['an unknown consent', () => newId(), 'consent_unknown'],
  [
    'one that refuses analytics',
    async () => (await give({}, { analytics: false, external: true })).id,
    'consent_refused',
  ],
  [
    'one that has expired',
    async () => {
      const { id } = await give({ ip: true })
      server.nowMs += 180 * 86_400_000
      return id
    },
    'consent_expired',
  ],
  [
    'one that was withdrawn',
    async () => {
      const { id, secret } = await give({ ip: true })
      await server.post('/v1/visits', visits(id))
      await server.post(
        `/v1/consents/${id}/withdrawal`,
        { id: newId() },
        { authorization: `Bearer ${secret}` },
      )
      return id
    },
    'consent_withdrawn',
  ],
])('TR-06 a visit with %s is refused and writes no row', async (_, make, code) => {
  const id = await make()
  const before = rows().length
  const counted = rows('daily_counts').filter((row) => row.measure === 'visit')
  const response = await server.post('/v1/visits', visits(id))
  expect(response.status).toBe(403)
  expect((await errorOf(response)).code).toBe(code)
  expect(rows()).toHaveLength(before)
  expect(rows('daily_counts').filter((row) => row.measure === 'visit')).toEqual(counted)
})

test('TR-06 a forged consent id is refused by its form', async () => {
  const response = await server.post('/v1/visits', visits("' or 1=1 --"))
  expect(response.status).toBe(422)
  expect(await errorOf(response)).toMatchObject({
    code: 'invalid_body',
    fields: { consentId: 'invalid' },
  })
})

test('CB-09 an event sent while the withdrawal is under way writes no row after it', async () => {
  const { id, secret } = await give({ ip: true })
  await server.post('/v1/visits', visits(id))
  const withdrawal = server.post(
    `/v1/consents/${id}/withdrawal`,
    { id: newId() },
    { authorization: `Bearer ${secret}` },
  )
  const racing = Array.from({ length: 20 }, async () => {
    await new Promise((resolve) => setImmediate(resolve))
    return server.post('/v1/visits', visits(id))
  })
  expect((await withdrawal).status).toBe(201)
  const late = await server.post('/v1/visits', visits(id))
  expect(late.status).toBe(403)
  const accepted = (await Promise.all(racing)).filter((response) => response.status === 202).length
  expect(rows()).toHaveLength(1 + accepted)
})
