import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLedgerGuard } from '../../../server/domain/ledger/head.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { bindLedger, takeOverWhereBroken } from '../../../server/domain/ledger/take-over.ts'
import { consent, openTestApp, type TestApp } from '../../support/app/test-app.ts'

// What a server does with many rows that no checkpoint has sealed: it reads few of them before it answers, and others get their
// turn while it reads the rest. Counted in hashes, of which each row takes one where it is rolled over.

const ROWS = 12_000
const PER_CHECKPOINT = 2_500
const CHECKPOINTS = Math.ceil(ROWS / PER_CHECKPOINT)

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
  await give()
})
afterEach(() => server.close())

const give = async () => expect((await server.post('/v1/consents', consent())).status).toBe(201)

function change(sql: string) {
  const database = new Database(server.databaseFile)
  database.exec(sql)
  database.close()
}

/** Puts events in past the server, as a tool for databases would. */
function putIn() {
  const database = new Database(server.databaseFile)
  const columns = database.prepare("select name from pragma_table_info('consent_events')").pluck()
  const names = (columns.all() as string[]).filter((name) => name !== 'arrival' && name !== 'seq')
  const values = names
    .map((name) => (name === 'id' || name === 'after_id' ? `'put-in-${name}-' || n` : name))
    .join()
  database.exec(`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${ROWS})
    insert into consent_events (${names.join()}) select ${values} from numbers, (select * from consent_events limit 1)`)
  database.close()
}

/** Counts hashes: all of them, and the most between two turns of the event loop. */
function countHashes() {
  const { cryptography } = server.deps
  const counted = { all: 0, mostInTurn: 0 }
  let inTurn = 0
  const sha256 = (data: Uint8Array) => {
    if (inTurn === 0)
      setImmediate(() => {
        inTurn = 0
      })
    counted.all += 1
    inTurn += 1
    counted.mostInTurn = Math.max(counted.mostInTurn, inTurn)
    return cryptography.sha256(data)
  }
  return { counted, deps: { ...server.deps, cryptography: { ...cryptography, sha256 } } }
}

const readHead = async () => (await server.deps.store.readLedgerEnds()).head
const told = () => server.logged.filter((line) => line.includes('ledger_break'))

describe('rows put in past the server', () => {
  test('are not read by the commit that meets them, which leaves its mark', async () => {
    const { counted, deps } = countHashes()
    server.deps.store.guardLedger(createLedgerGuard(deps.cryptography))
    putIn()
    await give()
    expect(counted.all).toBeLessThan(10)
    expect(await readHead()).toMatchObject({ isWhole: false, eventArrival: ROWS + 2 })
  })

  test('are told of once and sealed in stretches; then the ledger is bound again', async () => {
    putIn()
    const { counted, deps } = countHashes()
    expect(await sealLedger(deps)).toBe(CHECKPOINTS)
    expect(counted.all).toBeLessThan(100)
    expect(told()).toHaveLength(1)
    expect(await readHead()).toMatchObject({ isWhole: true, checkpoint: CHECKPOINTS })
    await give()
    expect(await sealLedger(deps)).toBe(1)
    expect(told()).toHaveLength(1)
    expect(await readHead()).toMatchObject({ isWhole: true, checkpoint: CHECKPOINTS + 1 })
  })

  test('a server that ends before they are sealed tells of them again, and proves nothing meanwhile', async () => {
    putIn()
    const { deps } = countHashes()
    await takeOverWhereBroken(deps, createLedgerGuard(deps.cryptography))
    await give()
    expect(await readHead()).toMatchObject({ isWhole: false })
    await sealLedger(deps)
    expect(told()).toHaveLength(2)
    expect(await readHead()).toMatchObject({ isWhole: true })
  })
})

test('many rows of one’s own that wait to be sealed are checked a thousand at a time, then sealed', async () => {
  putIn()
  const { store } = server.deps
  await store.takeLedgerOver({ sinceMs: 1, sinceCheckpoint: 0 }, true)
  const { counted, deps } = countHashes()
  const guard = createLedgerGuard(deps.cryptography)
  expect(await takeOverWhereBroken(deps, guard)).toMatchObject({ isWhole: true })
  expect(counted.all).toBeGreaterThanOrEqual(ROWS)
  expect(counted.mostInTurn).toBeLessThanOrEqual(2_000)
  expect(await sealLedger(deps)).toBe(CHECKPOINTS)
  expect(counted.mostInTurn).toBeLessThanOrEqual(PER_CHECKPOINT + 10)
  expect(told()).toEqual([])
})

describe('a start', () => {
  test('on a database of before binds what is not sealed yet, and reads nothing else', async () => {
    putIn()
    await sealLedger(server.deps)
    await give()
    change('delete from ledger_heads')
    const { counted, deps } = countHashes()
    await bindLedger(deps, false)
    expect(counted.all).toBeLessThan(10)
    expect(await readHead()).toMatchObject({
      isWhole: true,
      eventArrival: ROWS + 2,
      checkpoint: CHECKPOINTS,
    })
  })

  test('where the head was taken away does not wait for many rows, and trusts none of them', async () => {
    putIn()
    change('delete from ledger_heads')
    const { counted, deps } = countHashes()
    await bindLedger(deps, true)
    expect(counted.all).toBeLessThan(10)
    expect(told()).toHaveLength(1)
    expect(await readHead()).toMatchObject({ isWhole: false })
    await sealLedger(deps)
    expect(await readHead()).toMatchObject({ isWhole: true, checkpoint: CHECKPOINTS })
  })
})
