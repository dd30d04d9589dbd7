import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { giveConsent, rowsOf } from '../../support/app/my-data.ts'
import { newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { openRequestDesk } from '../../support/staff/request-desk.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const { ask, post, read, codeOf, audits } = openRequestDesk(() => server)

describe('DS-04: a lift by the number of a request', () => {
  test('sent again leaves what its person has blocked since, and says so; one that is refused is no act', async () => {
    const { id, who } = await giveConsent(server)
    const number = await ask(who, { kind: 'blocking' })
    expect((await post(`/requests/${number}/restriction`, {})).status).toBe(200)
    const body = { reason: 'person_agrees', act: newId() }
    const lift = (given: object = body) => post(`/requests/${number}/restriction/lift`, given)
    expect((await lift()).status).toBe(200)
    expect((await server.post('/v1/me/restrictions', {}, who)).status).toBe(201)
    const again = await lift()
    expect(again.status).toBe(200)
    expect(await again.json()).toMatchObject({ restrictions: [{ isBlocked: true }] })
    const active = rowsOf(server, 'restrictions').filter((row) => row.lifted_at_ms === null)
    expect(active).toHaveLength(1)
    expect(audits('data.unblock')).toHaveLength(1)

    const { revision, lastAct } = await read(number)
    const unknown = { purpose: 'nothing', act: newId() }
    expect(await codeOf(post(`/requests/${number}/restriction`, unknown))).toBe('purpose_unknown')
    expect(await codeOf(lift({ ...unknown, reason: 'person_agrees' }))).toBe('purpose_unknown')
    const hold = { kind: 'consent', ref: id, reason: 'Planted', untilOn: '2027-01-01' }
    expect((await post('/legal-holds', hold)).status).toBe(201)
    expect(await codeOf(lift({ reason: 'person_agrees', act: newId() }))).toBe('held_by_law')
    expect(await read(number)).toMatchObject({ revision, lastAct })
    expect(audits('data.unblock')).toHaveLength(1)
  })
})
