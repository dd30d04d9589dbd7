import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MeResult, RestrictionResult } from '../../../server/contract/index.ts'
import {
  askAsStaff,
  giveConsent,
  openCodeSession,
  registerLines,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp, visits } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const visit = (id: string) => server.post('/v1/visits', visits(id))
const codeOf = async (response: Response) => (await errorOf(response)).code
const restrictedOf = async (response: Response) =>
  ((await response.json()) as RestrictionResult).restrictions
const me = async (who: Record<string, string>) =>
  (await (await server.get('/v1/me', who)).json()) as MeResult

test('DS-04: a block refuses visits at once, keeps what is there, and ends only with a reason', async () => {
  const { id, who } = await giveConsent(server, 1)
  expect((await visit(id)).status).toBe(202)
  const before = rowsOf(server, 'visits').length
  const counts = rowsOf(server, 'daily_counts')

  const blocked = await server.post('/v1/me/restrictions', {}, who)
  expect(blocked.status).toBe(201)
  expect(await restrictedOf(blocked)).toEqual([
    { kind: 'consent', ref: id, isBlocked: true, isHeld: false, restrictedPurposes: [] },
  ])
  const refused = await visit(id)
  expect(refused.status).toBe(403)
  expect(await codeOf(refused)).toBe('consent_restricted')
  expect(rowsOf(server, 'visits')).toHaveLength(before)
  expect(rowsOf(server, 'daily_counts')).toEqual(counts)

  const noReason = await server.post('/v1/me/restrictions/lift', {}, who)
  expect(noReason.status).toBe(422)
  expect((await errorOf(noReason)).fields).toEqual({ reason: 'missing' })
  expect((await visit(id)).status).toBe(403)
  const lifted = await server.post('/v1/me/restrictions/lift', { reason: 'person_agrees' }, who)
  expect(lifted.status).toBe(200)
  expect((await visit(id)).status).toBe(202)
  expect(registerLines(server, 'audit')).toMatchObject([
    { action: 'data.block', subject: id },
    { action: 'data.unblock', subject: id, reason: 'person_agrees' },
  ])
})

test('DS-04: a block is seen by a server that remembers the consent and by one that does not', async () => {
  const { id, who } = await giveConsent(server, 1)
  await server.post('/v1/me/restrictions', {}, who)
  expect((await server.deps.store.findConsent(id))?.restricted).toEqual([''])
  expect(await codeOf(await visit(id))).toBe('consent_restricted')
})

test('DS-04: a blocked message leaves every list of the school’s; unblocking by staff needs a reason', async () => {
  const { who, reference } = await writeMessage(server)
  const other = await writeMessage(server, { email: 'other@example.kz' })
  await server.post('/v1/me/restrictions', {}, who)
  const listed = await server.deps.store.readMessages(server.nowMs + 1, 10)
  expect(listed.map((message) => message.reference)).toEqual([other.reference])
  expect((await me(who)).messages).toMatchObject([{ reference, isBlocked: true }])

  const path = '/restrictions/lift'
  const noReason = await askAsStaff(server, path, { method: 'POST', body: { ref: reference } })
  expect(noReason.status).toBe(422)
  expect(await server.deps.store.readMessages(server.nowMs + 1, 10)).toHaveLength(1)
  const body = { ref: reference, reason: 'processing_lawful' }
  expect((await askAsStaff(server, path, { method: 'POST', body })).status).toBe(200)
  expect(await server.deps.store.readMessages(server.nowMs + 1, 10)).toHaveLength(2)
  expect(registerLines(server, 'audit').at(-1)).toEqual({
    action: 'data.unblock',
    subject: reference,
    purpose: '',
    reason: 'processing_lawful',
  })
  expect(JSON.stringify(registerLines(server, 'audit'))).not.toContain('Planted')
})

test('DS-07: one purpose is stopped, its data kept and flagged, and no other purpose is', async () => {
  const { id, who } = await giveConsent(server, 1)
  const external = await server.post('/v1/me/restrictions', { purpose: 'external' }, who)
  expect(external.status).toBe(201)
  expect((await visit(id)).status).toBe(202)
  server.nowMs += 1000
  await server.post('/v1/me/restrictions', { purpose: 'analytics' }, who)
  expect(await codeOf(await visit(id))).toBe('consent_restricted')
  const { purposes, restrictions } = await me(who)
  expect(purposes).toMatchObject([
    { purpose: 'analytics', isGranted: true, isRestricted: true },
    { purpose: 'external', isGranted: true, isRestricted: true },
  ])
  expect(restrictions).toMatchObject([
    { isBlocked: false, restrictedPurposes: ['external', 'analytics'] },
  ])
  expect(rowsOf(server, 'visits')).toHaveLength(2)
  await server.post(
    '/v1/me/restrictions/lift',
    { purpose: 'analytics', reason: 'person_agrees' },
    who,
  )
  expect((await visit(id)).status).toBe(202)
  expect((await me(who)).restrictions[0]?.restrictedPurposes).toEqual(['external'])
})

test('DS-07: stopping twice changes nothing; a purpose that the consent does not know is named', async () => {
  const { who } = await giveConsent(server)
  await server.post('/v1/me/restrictions', { purpose: 'analytics' }, who)
  await server.post('/v1/me/restrictions', { purpose: 'analytics' }, who)
  expect(rowsOf(server, 'restrictions')).toHaveLength(1)
  const unknown = await server.post('/v1/me/restrictions', { purpose: 'contact' }, who)
  expect(unknown.status).toBe(422)
  expect(await errorOf(unknown)).toMatchObject({
    code: 'purpose_unknown',
    fields: { purpose: 'unknown' },
  })
  const wrong = await server.post('/v1/me/restrictions', { purpose: 1, extra: true }, who)
  expect(wrong.status).toBe(400)
  expect((await errorOf(wrong)).fields).toEqual({ purpose: 'wrong_type', extra: 'unknown' })
  expect(rowsOf(server, 'restrictions')).toHaveLength(1)
})

test('DS-06: a consent is withdrawn purpose by purpose, and replaying changes nothing', async () => {
  const { id, who } = await giveConsent(server, 1)
  const withdrawal = { id: newId(), purposes: ['external'] }
  const answer = await server.post('/v1/me/withdrawal', withdrawal, who)
  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({
    consents: [{ id, state: 'ConsentGiven', purposes: { analytics: true, external: false } }],
  })
  expect((await visit(id)).status).toBe(202)
  await server.post('/v1/me/withdrawal', withdrawal, who)
  expect(rowsOf(server, 'consent_events')).toHaveLength(2)

  await server.post('/v1/me/withdrawal', { id: newId() }, who)
  expect(await codeOf(await visit(id))).toBe('consent_withdrawn')
  await server.post('/v1/me/withdrawal', { id: newId() }, who)
  expect(rowsOf(server, 'consent_events')).toHaveLength(3)
  expect((await me(who)).purposes.map(({ isGranted }) => isGranted)).toEqual([false, false])
})

test('DS-06: all of a person’s messages are withdrawn at once, each by an event of its own, and not used any more', async () => {
  const first = await writeMessage(server)
  const second = await writeMessage(server, { message: 'Second' })
  const others = await writeMessage(server, { email: 'other@example.kz' })
  const session = await openCodeSession(server, 'planted@example.kz')
  const answer = await server.post('/v1/me/withdrawal', { id: newId() }, session)
  expect(answer.status).toBe(201)
  const { messages, consents } = await me(session)
  expect(messages.map(({ reference }) => reference).toSorted()).toEqual(
    [first.reference, second.reference].toSorted(),
  )
  expect(messages.every(({ isBlocked }) => isBlocked)).toBe(true)
  expect(consents.map(({ state }) => state)).toEqual(['ConsentWithdrawn', 'ConsentWithdrawn'])
  expect((await me(others.who)).consents).toMatchObject([{ state: 'ConsentGiven' }])
  const listed = await server.deps.store.readMessages(server.nowMs + 1, 10)
  expect(listed.map(({ reference }) => reference)).toEqual([others.reference])
  const lifted = await server.post('/v1/me/restrictions/lift', { reason: 'person_agrees' }, session)
  expect(await codeOf(lifted)).toBe('consent_withdrawn')
  expect((await me(session)).messages.every(({ isBlocked }) => isBlocked)).toBe(true)
  // A message's consent was not counted when it was given, so its end is not either.
  expect(rowsOf(server, 'daily_counts')).toEqual([])
})

test('RT-06: a legal hold blocks, shows as blocked, and is lifted by nobody before its day', async () => {
  const { who, reference } = await writeMessage(server)
  const body = { kind: 'message', ref: reference, reason: 'Art. 55', untilOn: '2026-04-01' }
  const held = await askAsStaff(server, '/legal-holds', { method: 'POST', body })
  expect(held.status).toBe(201)
  expect(await held.json()).toMatchObject({
    holds: [{ ref: reference, reason: 'Art. 55', untilOn: '2026-04-01', isActive: true }],
  })
  expect((await me(who)).messages).toMatchObject([{ isBlocked: true }])
  expect(await server.deps.store.readMessages(server.nowMs + 1, 10)).toEqual([])

  const own = await server.post('/v1/me/restrictions/lift', { reason: 'person_agrees' }, who)
  expect(own.status).toBe(409)
  expect(await codeOf(own)).toBe('held_by_law')
  const lift = { ref: reference, reason: 'processing_lawful' }
  const staff = await askAsStaff(server, '/restrictions/lift', { method: 'POST', body: lift })
  expect(await codeOf(staff)).toBe('held_by_law')

  // The last day is held in full: 1 April ends in Almaty at 19:00 UTC.
  server.nowMs = Date.parse('2026-04-01T18:59:59Z')
  expect(
    (await askAsStaff(server, '/restrictions/lift', { method: 'POST', body: lift })).status,
  ).toBe(409)
  server.nowMs = Date.parse('2026-04-01T19:00:00Z')
  expect(
    (await askAsStaff(server, '/restrictions/lift', { method: 'POST', body: lift })).status,
  ).toBe(200)
  const listed = await askAsStaff(server, `/legal-holds?ref=${reference}`)
  expect(await listed.json()).toMatchObject({ holds: [{ isActive: false }] })
  expect(registerLines(server, 'audit')).toContainEqual({
    action: 'data.hold',
    subject: reference,
    untilOn: '2026-04-01',
  })
})

test('RT-06: a held consent takes no visits, and its visits stay', async () => {
  const { id, who } = await giveConsent(server, 1)
  const body = { kind: 'consent', ref: id, reason: 'Art. 55', untilOn: '2026-04-01' }
  expect((await askAsStaff(server, '/legal-holds', { method: 'POST', body })).status).toBe(201)
  expect(await codeOf(await visit(id))).toBe('consent_restricted')
  expect(rowsOf(server, 'visits')).toHaveLength(1)
  expect((await me(who)).restrictions).toMatchObject([{ isBlocked: true, isHeld: true }])
  // Long past the visits' own term they are kept, and still shown to their person.
  server.nowMs += 25 * 86_400_000
  const exported = await (await server.get('/v1/me/export', who)).json()
  expect(exported).toMatchObject({ visits: [{ day: '2026-03-03' }] })
})

test('RT-06: a hold of what is not there, on a day that is none or past, or of another kind is refused', async () => {
  const { reference } = await writeMessage(server)
  const right = { kind: 'message', ref: reference, reason: 'Art. 55', untilOn: '2026-04-01' }
  const post = (body: unknown) => askAsStaff(server, '/legal-holds', { method: 'POST', body })
  expect((await post({ ...right, ref: 'K-22222222' })).status).toBe(404)
  expect((await post({ ...right, kind: 'consent' })).status).toBe(404)
  for (const untilOn of ['2026-02-30', '2026-03-02', 'tomorrow']) {
    expect((await errorOf(await post({ ...right, untilOn }))).fields).toEqual({
      untilOn: 'invalid',
    })
  }
  expect((await errorOf(await post({}))).fields).toMatchObject({
    reason: 'missing',
    ref: 'missing',
  })
  expect(rowsOf(server, 'legal_holds')).toEqual([])
  expect(rowsOf(server, 'restrictions')).toEqual([])
})

test('staff routes want a session, and an origin of the console’s own', async () => {
  for (const path of ['requests', 'requests/R-22222222', 'legal-holds?ref=K-22222222']) {
    const response = await server.get(`/v1/admin/${path}`)
    expect(response.status, path).toBe(401)
  }
  const own = { origin: 'https://consent.other.example' }
  const writes = ['restrictions/lift', 'legal-holds', 'requests/R-22222222/answer']
  for (const path of writes) {
    expect((await server.post(`/v1/admin/${path}`, {}, own)).status, path).toBe(401)
  }
  const foreign = await server.post('/v1/admin/restrictions/lift', {})
  expect(foreign.status).toBe(403)
  const page = await server.post('/v1/me/restrictions', {}, { origin: 'https://evil.example' })
  expect(await codeOf(page)).toBe('origin_not_allowed')
})
