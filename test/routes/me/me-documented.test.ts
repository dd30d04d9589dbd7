import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Call, expectDocumented, OWN_PAGE } from '../../support/app/expect-documented.ts'
import { writeMessage } from '../../support/app/my-data.ts'
import { newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { startSession } from '../../support/staff/staff-session.ts'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp()
})
afterAll(() => server.close())

it('answers about a person’s own data, and to staff, as the document says', async () => {
  const { who, reference } = await writeMessage(server)
  const cookie = `__Host-kelisim_admin=${await startSession(server.deps)}`
  const expectAll = async (
    prefix: string,
    headers: Record<string, string>,
    calls: readonly (readonly [method: string, path: string, status: number, body?: unknown])[],
  ) => {
    for (const [method, path, status, body] of calls) {
      const call: Call = {
        method,
        path: prefix + path,
        headers,
        ...(body !== undefined && { body }),
      }
      await expectDocumented(server, call, status)
    }
  }
  const lift = { reason: 'person_agrees' }
  await expectAll('/v1/me', who, [
    ['POST', '/restrictions', 201, {}],
    ['POST', '/restrictions', 422, { purpose: 'analytics' }],
    ['POST', '/restrictions/lift', 200, lift],
    ['POST', '/restrictions/lift', 422, {}],
    ['POST', '/requests', 400, { kind: 'correction', scope: 'other', extra: 1 }],
    ['GET', '', 200],
    ['GET', '/export', 200],
    ['GET', '/export?format=page', 200],
    ['GET', '/export?format=xml', 422],
    ['POST', '/codes', 202, { email: 'x@example.kz', language: 'kk' }],
    ['POST', `/codes/${newId()}`, 403, { code: '000000' }],
    ['DELETE', '', 200],
  ])
  const wish = { kind: 'correction', scope: 'other', text: 'x', email: 'x@example.kz' }
  const call = { method: 'POST', path: '/v1/me/requests', body: wish, headers: who }
  const asked = await expectDocumented(server, call, 201)
  const { number } = (await asked.json()) as { number: string }
  const hold = { kind: 'message', ref: reference, reason: 'x', untilOn: '2026-04-01' }
  await expectAll('/v1/admin/', { cookie, ...OWN_PAGE }, [
    ['GET', 'requests', 200],
    ['GET', 'requests?state=lost', 422],
    ['GET', `requests/${number}`, 200],
    ['GET', 'requests/R-22222222', 404],
    ['POST', `requests/${number}/correction`, 200, { name: 'X' }],
    ['POST', `requests/${number}/refusal`, 200, { reason: 'No' }],
    ['POST', `requests/${number}/answer`, 409, { text: 'Yes' }],
    ['POST', 'restrictions/lift', 200, { ref: reference, ...lift }],
    ['POST', 'legal-holds', 201, hold],
    ['GET', `legal-holds?ref=${reference}`, 200],
    ['POST', 'restrictions/lift', 409, { ref: reference, ...lift }],
  ])
  await expectAll('/v1/me', who, [['POST', '/withdrawal', 201, { id: newId() }]])
  await expectAll('/v1/me', {}, [
    ['GET', '', 401],
    ['POST', '/restrictions', 401, {}],
  ])
  expect(server.logged).toEqual([])
})
