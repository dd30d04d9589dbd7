import { readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { DeletionResult } from '../../../server/contract/index.ts'
import { parseList } from '../../../server/deletions/deletion-list.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { carryOutDeferred } from '../../../server/domain/rights/defer.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { afterNextNote } from '../../store/erasing/watch-files.ts'
import {
  askAsStaff,
  deleteMe,
  mailsOfRequests,
  openCodeSession,
  registerLines,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'

// A hold is set in the moment in which something is erased: after the note in the list of deletions, before the erasure.

const HELD_UNTIL = '2026-06-30'

let server: TestApp
let store: Store
let list: string
beforeEach(async () => {
  server = await openTestApp()
  list = join(dirname(server.databaseFile), 'deletions.log')
  store = await openSqlite(server.databaseFile, { deletionsFile: list })
  const deps = { ...server.deps, store }
  Object.assign(server, { deps, app: createApp(deps) })
})
afterEach(async () => {
  await store.close()
  await server.close()
})

const lastLine = () => readFileSync(list, 'utf8').trimEnd().split('\n').at(-1)?.split(' ') ?? []
const named = () => parseList(list, readFileSync(list)).messages
/** Holds what the list was told of last, as soon as it was told. */
const holdWhatIsNoted = () =>
  afterNextNote(list, async () => {
    const body = { kind: 'message', ref: lastLine()[2], reason: 'Order 7', untilOn: HELD_UNTIL }
    const answer = await askAsStaff(server, '/legal-holds', { method: 'POST', body })
    expect(answer.status).toBe(201)
  })
const runJob = () =>
  carryOutDeferred({ ...server.deps, consents: createConsentCache(server.deps.store) })
const remove = async (who: Record<string, string>, confirm?: string) =>
  (await (await deleteMe(server, who, confirm)).json()) as DeletionResult
const askFor = async (who: Record<string, string>) => {
  const body = { id: newId(), kind: 'deletion', scope: 'site', text: 'Planted wish' }
  const asked = await server.app.request('/v1/me/requests', {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json', origin: 'https://school.example', ...who },
  })
  expect(asked.status).toBe(201)
  return ((await asked.json()) as { number: string }).number
}
const expectAllThere = () => {
  expect(rowsOf(server, 'messages')).toHaveLength(1)
  expect(rowsOf(server, 'requests').every(({ text }) => text !== null)).toBe(true)
  expect(registerLines(server, 'destructions')).toEqual([])
  expect(rowsOf(server, 'deferred_erasures')).toHaveLength(1)
  expect(named()).toEqual([])
}
const expectErasedAfterTheHold = async (ground: string) => {
  expect(await runJob()).toBe(0)
  server.nowMs = Date.parse('2026-06-30T19:00:01Z')
  expect(await runJob()).toBe(1)
  expect(rowsOf(server, 'messages')).toEqual([])
  expect(rowsOf(server, 'deferred_erasures')).toEqual([])
  expect(registerLines(server, 'destructions')).toMatchObject([{ ground }])
  expect(named()).toHaveLength(1)
}

test('RT-06: the person is told that it is kept and until when, and it is erased when the hold ends', async () => {
  const { who } = await writeMessage(server)
  await askFor(who)
  const plan = await remove(who)
  expect(plan.keeps).not.toContainEqual(expect.objectContaining({ reason: 'legal_hold' }))
  await holdWhatIsNoted()
  expect(await remove(who, plan.confirm ?? '')).toMatchObject({
    ...{ state: 'kept', number: null, deletes: [] },
    keeps: [
      { what: 'consents', reason: 'proof_of_consent' },
      { what: 'messages', reason: 'legal_hold', untilOn: HELD_UNTIL },
    ],
  })
  expectAllThere()
  expect(lastLine()[1]).toBe('held')
  expect(registerLines(server, 'audit').map(({ action }) => action)).toContain('data.defer')
  expect(mailsOfRequests(server).map(({ kind }) => kind)).not.toContain('request_answer')
  await expectErasedAfterTheHold('subject_request')
})

test('RT-06: of two messages the one that is not held goes, and the answer says which stays', async () => {
  const email = 'planted@example.kz'
  const ids = [
    (await writeMessage(server, { email })).id,
    (await writeMessage(server, { email })).id,
  ]
  const who = await openCodeSession(server, email)
  const plan = await remove(who)
  expect(plan.deletes).toEqual([{ category: 'messages', count: 2 }])
  await holdWhatIsNoted()
  const done = await remove(who, plan.confirm ?? '')
  expect(done).toMatchObject({ state: 'deleted', deletes: [{ category: 'messages', count: 1 }] })
  expect(done.keeps).toContainEqual(
    expect.objectContaining({ what: 'messages', reason: 'legal_hold', untilOn: HELD_UNTIL }),
  )
  const [kept] = rowsOf(server, 'messages').map(({ id }) => id)
  expect(rowsOf(server, 'messages')).toHaveLength(1)
  expect(named()).toEqual(ids.filter((id) => id !== kept))
  expect(registerLines(server, 'destructions')).toMatchObject([
    { category: 'messages', refs: expect.arrayContaining([...named()]) },
  ])
})

test('MI-06: a child’s message stays until the hold ends, and staff are told until when', async () => {
  const { reference } = await writeMessage(server)
  await holdWhatIsNoted()
  const path = `/messages/${reference}/child-erasure`
  const answer = await askAsStaff(server, path, { method: 'POST', body: { reason: 'said_so' } })
  expect(await answer.json()).toMatchObject({ heldUntil: HELD_UNTIL })
  expectAllThere()
  const audited = registerLines(server, 'audit')
  expect(audited).toContainEqual(
    expect.objectContaining({ action: 'message.erase_child', heldUntil: HELD_UNTIL }),
  )
  const actions = audited.map(({ action }) => action)
  expect(actions.filter((one) => one === 'message.erase_child')).toHaveLength(1)
  expect(actions.filter((one) => one === 'data.defer')).toHaveLength(1)
  await expectErasedAfterTheHold('minor_without_representative')
})

test('DS-10: a request is not answered as carried out, and what was said in it stays', async () => {
  const { who } = await writeMessage(server)
  const number = await askFor(who)
  await holdWhatIsNoted()
  const body = { text: 'Done', carryOut: true }
  const early = await askAsStaff(server, `/requests/${number}/answer`, { method: 'POST', body })
  expect((await errorOf(early)).code).toBe('held_by_law')
  expect(rowsOf(server, 'requests')).toMatchObject([{ state: 'open' }])
  expectAllThere()
})

test('RT-07: where the list cannot be written nothing is gone, what was said in requests neither, and it is erased later by itself', async () => {
  const { who } = await writeMessage(server)
  await askFor(who)
  const plan = await remove(who)
  renameSync(list, `${list}.away`)
  const answer = await deleteMe(server, who, plan.confirm ?? '')
  expect([answer.status, (await errorOf(answer)).code]).toEqual([503, 'store_unavailable'])
  await expect(runJob()).rejects.toMatchObject({ code: 'unavailable' })
  renameSync(`${list}.away`, list)
  expectAllThere()
  expect(await runJob()).toBe(1)
  expect(rowsOf(server, 'messages')).toEqual([])
  expect(rowsOf(server, 'requests')).toMatchObject([{ state: 'answered', text: null }])
  expect(registerLines(server, 'destructions')).toHaveLength(1)
  expect(named()).toHaveLength(1)
})

test('RT-07: an erasure whose commit fails is noted, told as failed, and carried out later by itself', async () => {
  const { who, id } = await writeMessage(server)
  const plan = await remove(who)
  const database = new Database(server.databaseFile)
  database.exec(
    "create trigger planted before delete on messages begin select raise(abort, 'planted'); end",
  )
  expect((await deleteMe(server, who, plan.confirm ?? '')).status).toBeGreaterThanOrEqual(500)
  expect(rowsOf(server, 'messages')).toHaveLength(1)
  expect(registerLines(server, 'destructions')).toEqual([])
  expect(named()).toEqual([id])
  database.exec('drop trigger planted')
  database.close()
  expect(await runJob()).toBe(1)
  expect(rowsOf(server, 'messages')).toEqual([])
  expect(registerLines(server, 'destructions')).toHaveLength(1)
})
