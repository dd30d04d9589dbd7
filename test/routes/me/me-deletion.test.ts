import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeletionResult } from '../../../server/contract/index.ts'
import {
  askAsStaff,
  deleteMe,
  giveConsent,
  openCodeSession,
  registerLines,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { openTestApp, PLANTED_ADDRESS, type TestApp, visits } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const read = async (response: Response) => {
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return (await response.json()) as DeletionResult
}
const planOf = async (who: Record<string, string>) => {
  const plan = await read(await deleteMe(server, who))
  expect(plan.state).toBe('confirmation_needed')
  return plan.confirm ?? ''
}

test('DS-13: the first step deletes nothing and says what would go and stay; the second gives a number that resolves', async () => {
  const { id, who } = await giveConsent(server, 2)
  const plan = await read(await deleteMe(server, who))
  expect(plan).toMatchObject({
    state: 'confirmation_needed',
    number: null,
    deletes: [{ category: 'visits', count: 2 }],
    keeps: [{ what: 'consents', reason: 'proof_of_consent' }],
  })
  expect(rowsOf(server, 'visits')).toHaveLength(2)
  expect(registerLines(server, 'destructions')).toEqual([])

  const done = await read(await deleteMe(server, who, plan.confirm ?? ''))
  expect(done).toMatchObject({ state: 'deleted', confirm: null, deletes: plan.deletes })
  expect(done.number).toMatch(/^D-[2-9A-Z]{8}$/)
  expect(registerLines(server, 'destructions')).toEqual([
    {
      number: done.number,
      date: '2026-03-03',
      category: 'visits',
      count: 2,
      ground: 'subject_request',
      method: 'deletion',
      refs: [id],
    },
  ])
  const thread = await server.deps.store.readRegisterThread('destructions', done.number ?? '')
  expect(thread).toHaveLength(1)
})

test('DS-13: a wrong confirmation, or one of another person, deletes nothing', async () => {
  const mine = await giveConsent(server, 1)
  const other = await giveConsent(server, 1)
  const foreign = await planOf(other.who)
  for (const confirm of ['0'.repeat(64), foreign]) {
    expect((await read(await deleteMe(server, mine.who, confirm))).state).toBe(
      'confirmation_needed',
    )
  }
  expect((await deleteMe(server, mine.who, 'yes')).status).toBe(422)
  expect(rowsOf(server, 'visits')).toHaveLength(2)
  expect(registerLines(server, 'destructions')).toEqual([])
})

test('DS-05: visits go at once with all that leads to the person; the pseudonymous proof stays, and visits are refused', async () => {
  const { id, body, who } = await giveConsent(server, 3)
  const other = await giveConsent(server, 1)
  await server.post(
    '/v1/me/requests',
    { kind: 'information', scope: 'site', text: 'Planted wish' },
    who,
  )
  await read(await deleteMe(server, who, await planOf(who)))
  for (const table of ['visits', 'visit_stretches'])
    expect(rowsOf(server, table).map((row) => row.consent_id)).toEqual([other.id])
  expect(rowsOf(server, 'consent_records').find((row) => row.id === id)).toMatchObject({
    secret_hash: null,
    subject_salt: null,
    subject_name: null,
  })
  expect(rowsOf(server, 'consent_events').filter((row) => row.consent_id === id)).toMatchObject([
    { state: 'ConsentGiven' },
    { state: 'ConsentWithdrawn', actor: 'subject' },
  ])
  expect(rowsOf(server, 'requests')).toMatchObject([{ text: null, email: null, answer: null }])
  expect((await server.get('/v1/me', who)).status).toBe(404)
  const bearer = { authorization: `Bearer ${body.secret}` }
  expect((await server.get(`/v1/consents/${id}`, bearer)).status).toBe(404)
  const late = await server.post('/v1/visits', visits(id))
  expect(late.status).toBe(403)
  expect(rowsOf(server, 'visits')).toHaveLength(1)
  for (const planted of [body.secret, PLANTED_ADDRESS, 'Planted wish']) {
    expect(await server.searchBytes(planted)).toEqual([])
  }
  expect((await server.get('/v1/me', other.who)).status).toBe(200)
})

test('CF-03: a deleted message takes the name out of the record of its consent and leaves the rest as proof', async () => {
  const { who, id, reference } = await writeMessage(server)
  const kept = await writeMessage(server, { email: 'other@example.kz' })
  await read(await deleteMe(server, who, await planOf(who)))
  expect(rowsOf(server, 'messages').map((row) => row.reference)).toEqual([kept.reference])
  expect(rowsOf(server, 'consent_records').filter((row) => row.subject_name === null)).toHaveLength(
    1,
  )
  expect(registerLines(server, 'destructions')).toMatchObject([
    { category: 'messages', refs: [id, reference] },
  ])
  expect(JSON.stringify(registerLines(server, 'audit'))).not.toContain('Planted')
  expect((await server.get('/v1/me', who)).status).toBe(404)
  expect(reference).not.toBe(kept.reference)
})

test('DS-05: deleting twice deletes once, and says the same number though the secret is gone', async () => {
  const { who } = await giveConsent(server, 1)
  const confirm = await planOf(who)
  const [first, second] = await Promise.all([
    deleteMe(server, who, confirm).then(read),
    deleteMe(server, who, confirm).then(read),
  ])
  const third = await read(await deleteMe(server, who, confirm))
  expect(second?.number).toBe(first?.number)
  expect(third.number).toBe(first?.number)
  expect(registerLines(server, 'destructions')).toHaveLength(1)
  // Without the confirmation there is nobody any more.
  expect((await deleteMe(server, who)).status).toBe(404)
  expect((await deleteMe(server, who, 'f'.repeat(64))).status).toBe(404)
})

test('DS-05: a code’s session deletes every message of its address under one number, and what came later stays', async () => {
  await writeMessage(server)
  await writeMessage(server, { message: 'Second' })
  const other = await writeMessage(server, { email: 'other@example.kz' })
  const session = await openCodeSession(server, 'planted@example.kz')
  const outdated = await planOf(session)
  const third = await writeMessage(server, { message: 'Third' })
  // One more has come in since it was listed: it is listed anew.
  expect((await read(await deleteMe(server, session, outdated))).deletes).toEqual([
    { category: 'messages', count: 3 },
  ])
  const confirm = await planOf(session)
  const done = await read(await deleteMe(server, session, confirm))
  expect(registerLines(server, 'destructions').map((line) => line.number)).toEqual([
    ...[done.number, done.number, done.number],
  ])
  server.nowMs += 1000
  const later = await writeMessage(server, { message: 'Later' })
  expect((await read(await deleteMe(server, session, confirm))).number).toBe(done.number)
  expect(rowsOf(server, 'messages').map((row) => row.reference)).toEqual([
    other.reference,
    later.reference,
  ])
  expect(third.reference).not.toBe(later.reference)
})

test('DS-05: what the law has kept stays and is named with the reason; the rest goes', async () => {
  const { who, reference } = await writeMessage(server)
  const body = { kind: 'message', ref: reference, reason: 'Art. 55', untilOn: '2026-04-01' }
  await askAsStaff(server, '/legal-holds', { method: 'POST', body })
  const plan = await read(await deleteMe(server, who))
  expect(plan).toMatchObject({
    deletes: [],
    keeps: [{ reason: 'proof_of_consent' }, { what: 'messages', reason: 'legal_hold' }],
  })
  const kept = await read(await deleteMe(server, who, plan.confirm ?? ''))
  expect(kept).toMatchObject({ state: 'kept', number: null })
  expect(rowsOf(server, 'messages')).toHaveLength(1)
  expect(registerLines(server, 'destructions')).toEqual([])
})

test('DS-05: a deletion that was cut off goes on under the same number', async () => {
  await writeMessage(server)
  await writeMessage(server, { message: 'Second' })
  const session = await openCodeSession(server, 'planted@example.kz')
  const confirm = await planOf(session)
  // The database itself refuses to delete the last message, as a failing disk would.
  const database = new Database(server.databaseFile)
  database.exec(
    "create trigger stop before delete on messages when (select count(*) from messages) = 1 begin select raise(abort, 'stop'); end",
  )
  expect((await deleteMe(server, session, confirm)).status).toBe(503)
  expect(rowsOf(server, 'messages')).toHaveLength(1)
  database.exec('drop trigger stop')
  database.close()
  const done = await read(await deleteMe(server, session, confirm))
  expect(rowsOf(server, 'messages')).toEqual([])
  const numbers = registerLines(server, 'destructions').map((line) => line.number)
  expect(numbers).toEqual([done.number, done.number])
})
