import { expect, test } from 'vitest'
import type { ConsentResult } from '../../../server/contract/index.ts'
import { bearer } from '../../support/app/my-data.ts'
import { consent, newId, openTestApp, visits } from '../../support/app/test-app.ts'
import { DAY_MS } from '../retention/retention-world.ts'

const page = { origin: 'https://www.mektep.kz', host: 'consent.mektep.kz' }
/** The terms of the cookies of an answer, in seconds; of those that take one away 0. */
const lifetimes = (answer: Response) =>
  answer.headers.getSetCookie().map((line) => Number(/Max-Age=(\d+)/.exec(line)?.[1]))

test.each([30, 90, 180])(
  'TR-05 a choice, its cookies and its record end after the %i days that are configured; neither a visit, a receipt nor the choice sent again moves the end',
  async (choiceDays) => {
    const server = await openTestApp({
      ...{ hasOwnNotices: true, site: { choiceDays }, origins: [page.origin] },
      publicUrl: 'https://consent.mektep.kz',
    })
    const body = consent({ notice: server.deps.notices.kk?.slice(0, 16) ?? '' })
    const given = await server.post('/v1/consents', body, page)
    expect(given.status).toBe(201)
    const { receipt } = (await given.clone().json()) as ConsentResult
    const endsAtMs = server.nowMs + choiceDays * DAY_MS
    expect(Date.parse(receipt.validUntil)).toBe(endsAtMs)
    expect(lifetimes(given)).toHaveLength(3)
    for (const seconds of lifetimes(given)) expect(seconds).toBe(choiceDays * 86_400)
    for (const line of given.headers.getSetCookie())
      expect(line).toMatch(/; SameSite=(Lax|Strict); Secure$/)

    server.nowMs += 10 * DAY_MS
    const visited = await server.post('/v1/visits', visits(body.id, { id: newId() }), page)
    expect(visited.status).toBe(202)
    expect(visited.headers.getSetCookie()).toEqual([])
    const again = await server.post('/v1/consents', body, page)
    expect(again.status).toBeLessThan(300)
    for (const seconds of lifetimes(again))
      expect(server.nowMs + seconds * 1000).toBeLessThanOrEqual(endsAtMs)
    const own = { ...page, ...bearer(body.secret) }
    const read = await server.get(`/v1/consents/${body.id}`, own)
    for (const seconds of lifetimes(read))
      expect(server.nowMs + seconds * 1000).toBeLessThanOrEqual(endsAtMs)
    const record = await server.deps.store.findConsent(body.id)
    expect(record?.validUntilMs).toBe(endsAtMs)

    server.nowMs = endsAtMs - 1
    expect((await server.post('/v1/visits', visits(body.id), page)).status).toBe(202)
    server.nowMs = endsAtMs
    expect((await server.post('/v1/visits', visits(body.id), page)).status).toBe(403)
    await server.close()
  },
)
