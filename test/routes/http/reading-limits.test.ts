import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RestrictionResult } from '../../../server/contract/index.ts'
import { requestsPerMinute } from '../../../server/http/protecting/rate-limit.ts'
import { askAsStaff, giveConsent } from '../../support/app/my-data.ts'
import { errorOf, openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

/** Asks until the limit is used up; whether each was let through, and the answer to one more. */
async function useUp(count: number, path: string, headers: Record<string, string>) {
  const statuses = new Set<number>()
  for (let asked = 0; asked < count; asked++) {
    const answer = await server.get(path, headers)
    await answer.text()
    statuses.add(answer.status)
  }
  return { statuses, last: await server.get(path, headers) }
}

test.each([
  ['/v1/me/export', requestsPerMinute.export],
  ['/v1/me/export?format=page', requestsPerMinute.export],
  ['/v1/me', requestsPerMinute.me],
] as const)('SE-10: reading %s is limited as writing is', async (path, atMost) => {
  const { who } = await giveConsent(server, 1)
  const { statuses, last } = await useUp(atMost, path, who)
  expect([...statuses]).toEqual([200])
  expect(last.status).toBe(429)
  expect((await errorOf(last)).code).toBe('too_many_requests')
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  server.peer = '198.51.100.1'
  expect((await server.get(path, who)).status).toBe(200)
})

test('SE-10: figures and a consent’s own record are limited too, signed in or not', async () => {
  const figures = '/v1/admin/statistics?from=2026-03-01&to=2026-03-03'
  const { last } = await useUp(requestsPerMinute.statistics, figures, {})
  expect(last.status).toBe(429)
  const { body, id } = await giveConsent(server)
  const own = { authorization: `Bearer ${body.secret}` }
  // One consent was given in the same minute.
  const reading = await useUp(requestsPerMinute.consents - 1, `/v1/consents/${id}`, own)
  expect([...reading.statuses]).toEqual([200])
  expect(reading.last.status).toBe(429)
})

test('DS-07: who stops and lifts all day is stopped at last, and stopping is never refused', async () => {
  const { who, id } = await giveConsent(server)
  const change = async (path: string, body: object) => {
    server.nowMs += 1000
    return server.post(`/v1/me/restrictions${path}`, body, who)
  }
  const purpose = 'analytics'
  let lifted = 0
  for (;;) {
    expect((await change('', { purpose })).status).toBe(201)
    const answer = await change('/lift', { purpose, reason: 'person_agrees' })
    if (answer.status === 429) break
    expect(answer.status).toBe(200)
    lifted += 1
  }
  expect(lifted).toBe(199)
  expect(await server.deps.store.readRestrictions(id)).toHaveLength(200)
  const again = await change('', { purpose })
  expect(again.status).toBe(201)
  const { restrictions } = (await again.json()) as RestrictionResult
  expect(restrictions[0]?.restrictedPurposes).toEqual([purpose])
  expect(await server.deps.store.readRestrictions(id)).toHaveLength(200)
  const body = { ref: id, purpose, reason: 'person_agrees' }
  const staff = await askAsStaff(server, '/restrictions/lift', { method: 'POST', body })
  expect(staff.status).toBe(200)
})
