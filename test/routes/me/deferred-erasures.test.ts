import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeletionResult } from '../../../server/contract/index.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { carryOutDeferred } from '../../../server/domain/rights/defer.ts'
import {
  askAsStaff,
  deleteMe,
  giveConsent,
  mailsOfRequests,
  registerLines,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { errorOf, openTestApp, type TestApp } from '../../support/app/test-app.ts'

// A legal hold stands against every erasure, and none is lost: it is carried out when the hold ends.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const HELD_UNTIL = '2026-06-30'
const afterTheHold = () => {
  server.nowMs = Date.parse('2026-06-30T19:00:01Z')
}
const hold = async (kind: string, ref: string) => {
  const body = { kind, ref, reason: 'Order 7', untilOn: HELD_UNTIL }
  expect((await askAsStaff(server, '/legal-holds', { method: 'POST', body })).status).toBe(201)
}
const run = () => {
  const { deps } = server
  return carryOutDeferred({ ...deps, consents: createConsentCache(deps.store) })
}
const remove = async (who: Record<string, string>, confirm?: string) =>
  (await (await deleteMe(server, who, confirm)).json()) as DeletionResult
const eraseChild = (reference: string) =>
  askAsStaff(server, `/messages/${reference}/child-erasure`, {
    method: 'POST',
    body: { reason: 'said_so' },
  })

test('RT-06: the person learns until when, the consent ends at once, and the message goes by itself when the hold ends, not before', async () => {
  const { who, id } = await writeMessage(server)
  await hold('message', id)
  const plan = await remove(who)
  expect(plan.keeps).toContainEqual({ what: 'messages', reason: 'legal_hold', untilOn: HELD_UNTIL })
  expect(rowsOf(server, 'deferred_erasures')).toEqual([])
  expect(await remove(who, plan.confirm ?? '')).toMatchObject({ state: 'kept', number: null })
  await remove(who, plan.confirm ?? '')
  expect(rowsOf(server, 'deferred_erasures')).toHaveLength(1)
  expect(rowsOf(server, 'consent_events').map(({ state }) => state)).toContain('ConsentWithdrawn')
  server.nowMs = Date.parse('2026-06-30T18:59:59Z')
  expect(await run()).toBe(0)
  expect(rowsOf(server, 'messages')).toHaveLength(1)
  expect(registerLines(server, 'destructions')).toEqual([])
  afterTheHold()
  expect(await run()).toBe(1)
  expect(rowsOf(server, 'messages')).toEqual([])
  expect(rowsOf(server, 'deferred_erasures')).toEqual([])
  expect(registerLines(server, 'destructions')).toMatchObject([
    { ground: 'subject_request', refs: expect.arrayContaining([id]) },
  ])
  expect(await run()).toBe(0)
  expect(registerLines(server, 'destructions')).toHaveLength(1)
})

test('RT-06: what is not held goes at once, the rest later under the same number', async () => {
  const { who, id } = await giveConsent(server, 1)
  await hold('consent', id)
  const plan = await remove(who)
  await remove(who, plan.confirm ?? '')
  expect(rowsOf(server, 'visits')).toHaveLength(1)
  afterTheHold()
  await run()
  expect(rowsOf(server, 'visits')).toEqual([])
  expect(rowsOf(server, 'consent_records')).toMatchObject([{ secret_hash: null }])
})

test('RT-06: a second hold that lasts longer keeps it longer', async () => {
  const { who, id } = await writeMessage(server)
  await hold('message', id)
  const plan = await remove(who)
  await remove(who, plan.confirm ?? '')
  const body = { kind: 'message', ref: id, reason: 'Order 8', untilOn: '2026-07-31' }
  await askAsStaff(server, '/legal-holds', { method: 'POST', body })
  expect((await remove(who)).keeps).toContainEqual(
    expect.objectContaining({ reason: 'legal_hold', untilOn: '2026-07-31' }),
  )
  afterTheHold()
  expect(await run()).toBe(0)
  expect(rowsOf(server, 'messages')).toHaveLength(1)
})

test('MI-06: a child’s message that the law has kept stays blocked, and goes when the hold ends', async () => {
  const { id, reference } = await writeMessage(server)
  await hold('message', id)
  const kept = await eraseChild(reference)
  expect(await kept.json()).toMatchObject({ heldUntil: HELD_UNTIL })
  expect(rowsOf(server, 'messages')).toHaveLength(1)
  expect((await askAsStaff(server, `/messages/${reference}`)).status).toBe(404)
  expect(registerLines(server, 'audit')).toContainEqual(
    expect.objectContaining({ action: 'message.erase_child', heldUntil: HELD_UNTIL }),
  )
  afterTheHold()
  await run()
  expect(rowsOf(server, 'messages')).toEqual([])
  expect(registerLines(server, 'destructions')).toMatchObject([
    { ground: 'minor_without_representative', refs: expect.arrayContaining([id]) },
  ])
})

test('DS-10: staff cannot delete what is held; their refusal tells the person until when, and is made good', async () => {
  const { who, id } = await writeMessage(server)
  await hold('message', id)
  const asked = await server.post('/v1/me/requests', { kind: 'deletion', scope: 'site' }, who)
  const { number } = (await asked.json()) as { number: string }
  const post = (how: string, body: object) =>
    askAsStaff(server, `/requests/${number}/${how}`, { method: 'POST', body })
  const early = await post('answer', { text: 'Done', carryOut: true })
  expect((await errorOf(early)).code).toBe('held_by_law')
  expect(rowsOf(server, 'deferred_erasures')).toEqual([])
  expect((await post('refusal', { reason: 'A court wants it' })).status).toBe(200)
  const mail = mailsOfRequests(server).at(-1)
  expect(mail?.values.answer).toContain('A court wants it')
  expect(mail?.values.answer).toContain(HELD_UNTIL)
  expect(await (await server.get('/v1/me', who)).text()).toContain(HELD_UNTIL)
  afterTheHold()
  expect(await run()).toBe(1)
  expect(rowsOf(server, 'messages')).toEqual([])
})
