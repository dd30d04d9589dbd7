import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyJws } from '../../../server/crypto/jws.ts'
import { checkProof } from '../../../server/domain/ledger/check-proof.ts'
import { buildProof } from '../../../server/domain/ledger/proof.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { consent, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { hashNow, verifyFile } from '../../support/database/verify-file.ts'

// What has its number in the order of writing before a checkpoint is made, and is committed only after it.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const give = async () => {
  const body = consent()
  expect((await server.post('/v1/consents', body)).status).toBe(201)
  return body
}
const place = async (id: string) => (await server.deps.store.readEventSeqs(id))[0]

test('CR-03 an event that is committed after a checkpoint was made, with a lower number, is sealed by the next', async () => {
  const [first, late, last] = [await give(), await give(), await give()]
  // As a database that gives numbers before it commits leaves them. A head is bound to the order of one that does not.
  const database = new Database(server.databaseFile)
  database.exec('drop trigger consent_events_no_delete; delete from ledger_heads')
  const where = `where consent_id = '${late.id}'`
  database.exec(`create table waiting as select * from consent_events ${where}`)
  database.exec(`delete from consent_events ${where}`)
  const store = await openSqlite(server.databaseFile)
  const deps = { ...server.deps, store }
  expect(await sealLedger(deps)).toBe(1)
  expect([await place(first.id), await place(last.id)]).toEqual([1, 2])

  database.exec('insert into consent_events select * from waiting; drop table waiting')
  database.close()
  expect((await store.readUnsealed(10)).events).toMatchObject([{ arrival: 2 }])
  const waiting = await buildProof({ store, signer: deps.signer }, late.id)
  expect(waiting?.events).toMatchObject([{ seq: null, checkpoint: null }])
  expect(await sealLedger(deps)).toBe(1)
  expect(await place(late.id)).toBe(3)
  expect([await place(first.id), await place(last.id)]).toEqual([1, 2])
  const { problems, events } = await verifyFile(server.databaseFile)
  expect({ problems, events }).toEqual({ problems: [], events: { rows: 3, unsealed: 0 } })
  const proof = await buildProof({ store, signer: deps.signer }, late.id)
  if (!proof) throw new Error('there is no proof')
  expect(proof.events).toMatchObject([{ seq: 3, checkpoint: 2 }])
  const keys = await deps.signer.publicKeys()
  const verify = (signature: string) => verifyJws(signature, 'checkpoint', keys)
  expect(checkProof(proof, { hash: hashNow, verify })).toEqual([])
  await store.close()
})

test('CR-03 what is written between the reading of what is to be sealed and the checkpoint is sealed by the next', async () => {
  await give()
  const { store } = server.deps
  const { readUnsealed } = store
  let late = consent()
  Object.assign(store, {
    readUnsealed: async (...given: Parameters<typeof readUnsealed>) => {
      const found = await readUnsealed(...given)
      if (given[0] === 2_500) {
        Object.assign(store, { readUnsealed })
        late = await give()
      }
      return found
    },
  })
  expect(await sealLedger(server.deps)).toBe(2)
  expect(await place(late.id)).toBe(2)
  const { cryptography } = server.deps
  expect(await verifyFile(server.databaseFile, { cryptography })).toMatchObject({
    ...{ problems: [], secret: 'checked', checkpoints: 2 },
    events: { rows: 2, unsealed: 0 },
  })
})

test('a place that no checkpoint has given is taken back, told, and the event is sealed', async () => {
  await give()
  await sealLedger(server.deps)
  const one = await give()
  const database = new Database(server.databaseFile)
  database.exec(`update consent_events set seq = 99 where consent_id = '${one.id}'`)
  database.close()
  const { cryptography } = server.deps
  const { problems } = await verifyFile(server.databaseFile, { cryptography })
  expect(problems.map(({ part, what }) => `${part}: ${what}`)).toContain(
    'event: it has a place that no checkpoint has given',
  )
  await sealLedger(server.deps)
  expect(await place(one.id)).toBe(2)
  expect(server.logged.join()).toContain('ledger_break')
  const after = await verifyFile(server.databaseFile, { cryptography })
  expect(after).toMatchObject({ problems: [], events: { rows: 2, unsealed: 0 } })
  expect(after.breaks).toHaveLength(1)
})

test('an event that is said to follow another one than the chain has before it is named', async () => {
  const body = await give()
  const headers = { authorization: `Bearer ${body.secret}` }
  await server.post(`/v1/consents/${body.id}/withdrawal`, { id: consent().id }, headers)
  await sealLedger(server.deps)
  const database = new Database(server.databaseFile)
  database.exec(`drop trigger consent_events_no_update;
    update consent_events set after_id = 'x' where seq = 1;
    update consent_events set after_id = '' where seq = 2;
    update consent_events set after_id = (select id from consent_events where seq = 2) where seq = 1`)
  database.close()
  const { problems } = await verifyFile(server.databaseFile)
  expect(problems.map(({ number, what }) => `${number}: ${what}`)).toEqual([
    '1: it is said to follow another event',
    '2: it is said to follow another event',
  ])
})
