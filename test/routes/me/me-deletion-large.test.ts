import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { DeletionResult } from '../../../server/contract/index.ts'
import { runRetention } from '../../../server/domain/retention/run-retention.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { giveConsent } from '../../support/app/my-data.ts'
import {
  newId,
  openTestApp,
  PAGE_ORIGIN,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'

const COUNT = 1100
const DAY = '2026-03-03'

let server: TestApp
let store: Store
let app: ReturnType<typeof createApp>
let deletionsFile: string
beforeEach(async () => {
  server = await openTestApp()
  deletionsFile = join(dirname(server.databaseFile), 'deletions.log')
  store = await openSqlite(server.databaseFile, { deletionsFile })
  app = createApp({ ...server.deps, store })
})
afterEach(async () => {
  await store.close()
  await server.close()
})

async function person(count: number) {
  const given = await giveConsent(server)
  const row = {
    ...{ consentId: given.id, day: DAY, seenAtMs: null, durationMs: null, address: null },
    ...{ browser: null, os: null, device: null },
  }
  const writes = Array.from({ length: count }, () => ({
    ...{ row: { ...row, id: newId(server.nowMs) }, mayExist: false, counts: [] },
  }))
  await store.addVisits(writes)
  const erase = async (confirm = '') => {
    const headers = { ...given.who, origin: PAGE_ORIGIN }
    const address = `/v1/me${confirm && `?confirm=${confirm}`}`
    return app.request(address, { method: 'DELETE', headers })
  }
  const plan = (await (await erase()).json()) as DeletionResult
  return { ...given, plan, erase: () => erase(plan.confirm ?? '') }
}

const left = async (id: string) => (await store.readVisits(id, DAY, DAY)).length
const destructions = async () =>
  (await store.readRegister('destructions', 0, 100)).map(({ content }) => JSON.parse(content))

/** Lets the last commit of an erasure fail, as a process that dies before it. */
function breakLastCommit() {
  const database = new Database(server.databaseFile)
  database.exec(
    "create trigger planted before update on consent_records when new.secret_hash is null begin select raise(abort, 'planted'); end",
  )
  return () => {
    database.exec('drop trigger planted')
    database.close()
  }
}

test('a great many visits go part by part, and others write between', async () => {
  const mine = await person(COUNT)
  const other = await person(3)
  expect(mine.plan.deletes).toEqual([{ category: 'visits', count: COUNT }])
  let isDone = false
  let between = 0
  const deleting = mine.erase().finally(() => {
    isDone = true
  })
  // More would run into the limit of one network where a part takes long.
  while (!isDone && between < 20) {
    const body = JSON.stringify(visits(other.id, { id: newId(server.nowMs) }))
    const headers = { 'content-type': 'application/json', origin: PAGE_ORIGIN }
    const answer = await app.request('/v1/visits', { method: 'POST', headers, body })
    expect(answer.status).toBe(202)
    between += 1
  }
  expect(await (await deleting).json()).toMatchObject({
    state: 'deleted',
    deletes: [{ category: 'visits', count: COUNT }],
  })
  expect(between).toBeGreaterThan(2)
  expect(await left(mine.id)).toBe(0)
  expect(await left(other.id)).toBeGreaterThanOrEqual(3)
  expect(await destructions()).toMatchObject([{ count: COUNT, refs: [mine.id] }])
  expect(readFileSync(deletionsFile, 'utf8').match(new RegExp(mine.id, 'g'))).toHaveLength(1)
})

test('one that was cut off goes on when it is asked for again, and the register tells all of it once', async () => {
  const mine = await person(COUNT)
  const mend = breakLastCommit()
  expect((await mine.erase()).status).toBeGreaterThanOrEqual(500)
  expect(await left(mine.id)).toBe(0)
  // Who was told nothing can still come back; and the note is there, so that no backup brings the visits back.
  expect((await app.request('/v1/me', { headers: mine.who })).status).toBe(200)
  expect(readFileSync(deletionsFile, 'utf8')).toContain(mine.id)
  expect(await destructions()).toEqual([])
  // The daily job takes what was deleted so far for nothing of its own.
  await runRetention({ ...server.deps, store })
  expect(await destructions()).toEqual([])
  mend()
  expect(await (await mine.erase()).json()).toMatchObject({ state: 'deleted' })
  expect(await destructions()).toMatchObject([{ count: COUNT, refs: [mine.id] }])
  expect((await app.request('/v1/me', { headers: mine.who })).status).toBe(404)
})

test('where the list of deletions cannot be written not one visit goes', async () => {
  const mine = await person(COUNT)
  rmSync(deletionsFile)
  mkdirSync(deletionsFile)
  expect((await mine.erase()).status).toBe(503)
  expect(await left(mine.id)).toBe(COUNT)
  expect(await destructions()).toEqual([])
})
