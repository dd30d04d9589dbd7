import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { bindLedger } from '../../../server/domain/ledger/take-over.ts'
import { audit } from '../../../server/domain/registers/audit.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { consent, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import {
  copyAsBefore,
  NUMBERED_WHEN_WRITTEN,
  readFrom,
} from '../../support/database/copy-as-before.ts'
import { verifyFile } from '../../support/database/verify-file.ts'

// A database of the version that gave sequence numbers when events were written: what it has sealed keeps its places.

let server: TestApp
let old: string
let given: Awaited<ReturnType<typeof fill>>
beforeEach(async () => {
  server = await openTestApp()
  given = await fill()
  old = copyAsBefore(server.databaseFile, join(dirname(server.databaseFile), 'before.db'))
})
afterEach(() => server.close())

const seal = () => sealLedger(server.deps)
const give = async () => {
  const body = consent()
  expect((await server.post('/v1/consents', body)).status).toBe(201)
  return body
}
const withdraw = (one: ReturnType<typeof consent>, changes = {}) =>
  server.post(
    `/v1/consents/${one.id}/withdrawal`,
    { id: newId(), ...changes },
    { authorization: `Bearer ${one.secret}` },
  )

/** Five events, three of them sealed; two lines of a register, one of them sealed. */
async function fill() {
  const [first, second] = [await give(), await give()]
  await withdraw(first, { purposes: ['analytics'] })
  await audit(server.deps, { action: 'message.read', subject: 'K-1', actor: 'administrator' })
  await seal()
  await withdraw(first)
  const third = await give()
  await audit(server.deps, { action: 'message.read', subject: 'K-2', actor: 'administrator' })
  return { first, second, third }
}

const verify = () => verifyFile(old, { cryptography: server.deps.cryptography })
const EVENTS = 'select arrival, seq, after_id from consent_events order by arrival'
const ENTRIES = 'select arrival, seq from register_entries order by arrival'
const HAS_ARRIVALS = "select 1 from pragma_table_info('consent_events') where name = 'arrival'"

test('verifies as it lies, before anything has opened it', async () => {
  expect(await verify()).toMatchObject({
    ...{ problems: [], secret: 'checked', checkpoints: 1 },
    ...{ events: { rows: 5, unsealed: 2 }, entries: { rows: 2, unsealed: 1 } },
  })
  const raw = new Database(old)
  for (const name of ['consent_events_no_update', 'register_entries_no_update'])
    raw.exec(`drop trigger ${name}`)
  raw.exec(`update consent_events set purposes = '{}' where seq in (2, 5)`)
  raw.close()
  expect((await verify()).problems.map(({ part, number }) => `${part} ${number}`)).toEqual([
    'event 2',
    'event 5',
  ])
})

test('opened, keeps the places that are sealed, gives none to what is not, and goes on', async () => {
  const { cryptography } = server.deps
  const store = await openSqlite(old)
  const { first, second } = given
  const [, partly] = await store.readConsentEvents(first.id)
  expect(readFrom(old, EVENTS)).toEqual([
    { arrival: 1, seq: 1, after_id: '' },
    { arrival: 2, seq: 2, after_id: '' },
    { arrival: 3, seq: 3, after_id: first.id },
    { arrival: 4, seq: null, after_id: partly?.id },
    { arrival: 5, seq: null, after_id: '' },
  ])
  expect(readFrom(old, ENTRIES)).toEqual([
    { arrival: 1, seq: 1 },
    { arrival: 2, seq: null },
  ])
  expect(await verify()).toMatchObject({ problems: [], secret: 'checked' })
  expect((await store.findConsent(first.id))?.latest.state).toBe('ConsentWithdrawn')
  expect((await store.findConsent(second.id))?.latest.state).toBe('ConsentGiven')
  expect(await store.readEventSeqs(first.id)).toEqual([1, 3, null])

  const logged: unknown[] = []
  const deps = { ...server.deps, store, log: (...line: unknown[]) => void logged.push(line) }
  await bindLedger(deps, true)
  await audit(deps, { action: 'message.read', subject: 'K-3', actor: 'administrator' })
  expect(await sealLedger(deps)).toBe(1)
  expect(logged).toEqual([])
  expect(await store.readEventSeqs(first.id)).toEqual([1, 3, 4])
  await store.close()
  expect(await verifyFile(old, { cryptography })).toMatchObject({
    ...{ problems: [], secret: 'checked', checkpoints: 2, breaks: [] },
    ...{ events: { rows: 5, unsealed: 0 }, entries: { rows: 3, unsealed: 0 } },
  })
})

test('with two events after the same one, which is nobody’s work but a tamperer’s, opens; and the second is named', async () => {
  const raw = new Database(old)
  raw.pragma('foreign_keys = OFF')
  raw.exec(`insert into consent_events select 6, id, consent_id, state, purposes, data_kinds, actor, at_ms, commitment
    from consent_events where seq = 1`)
  raw.exec(`insert into consent_events select 7, 'x', consent_id, state, purposes, data_kinds, actor, at_ms, commitment
    from consent_events where seq = 1`)
  raw.close()
  const store = await openSqlite(old)
  await store.close()
  const ids = readFrom<{ after_id: string }>(old, EVENTS).map(({ after_id }) => after_id)
  expect(ids).toHaveLength(7)
  expect(ids.at(-1)).toBe(`${given.first.id} 7`)
  const { problems } = await verify()
  expect(problems.filter(({ part }) => part === 'event').map(({ number }) => number)).toEqual([7])
})

describe('a migration', () => {
  /** A folder of migrations whose last one does something more at its end. */
  function makeFolder(statement: string): string {
    const folder = join(dirname(old), 'migrations')
    cpSync(
      join(import.meta.dirname, '..', '..', '..', 'server', 'store', 'sqlite', 'migrations'),
      folder,
      {
        recursive: true,
      },
    )
    const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'))
    const file = join(folder, `${journal.entries.at(-1).tag}.sql`)
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n--> statement-breakpoint\n${statement}`)
    return folder
  }
  const countRan = () =>
    readFrom<{ ran: number }>(old, 'select count(*) as ran from __drizzle_migrations')[0]?.ran
  const expectOld = async () => {
    expect(readFrom(old, HAS_ARRIVALS)).toEqual([])
    expect(countRan()).toBe(NUMBERED_WHEN_WRITTEN)
    expect(await verify()).toMatchObject({ problems: [], secret: 'checked' })
  }
  const expectOpens = async () => {
    await (await openSqlite(old)).close()
    expect(readFrom(old, HAS_ARRIVALS)).toHaveLength(1)
    expect(await verify()).toMatchObject({ problems: [], secret: 'checked' })
  }

  test('that fails leaves the tables as they were', async () => {
    const migrationsFolder = makeFolder('insert into no_such_table values (1);')
    await expect(openSqlite(old, { migrationsFolder })).rejects.toThrow('no_such_table')
    await expectOld()
    await expectOpens()
  })

  test('whose process is killed in the middle leaves the tables as they were', async () => {
    // Never ends: every table is changed by then, and nothing is committed.
    const endless = makeFolder(
      `insert into jobs (name, held_until_ms) with recursive n(i) as (select 1 union all select i + 1 from n) select i, i from n where i < 0;`,
    )
    const child = fork(join(import.meta.dirname, 'open-and-hold.ts'), [old, endless], {
      execArgv: [],
    })
    const isHeld = () => {
      const raw = new Database(old, { timeout: 0 })
      try {
        raw.exec('BEGIN IMMEDIATE; ROLLBACK')
        return false
      } catch (error) {
        return (error as { code: string }).code === 'SQLITE_BUSY'
      } finally {
        raw.close()
      }
    }
    await vi.waitUntil(isHeld, { timeout: 20_000, interval: 5 })
    child.kill('SIGKILL')
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
    // What only reads cannot clear up what a killed process has left in the log; the next start can.
    const cleared = new Database(old)
    cleared.prepare('select count(*) from sqlite_master').get()
    cleared.close()
    await expectOld()
    await expectOpens()
  }, 30_000)

  test('is not tried on tables of a newer version: that is said in a sentence, and nothing is changed', async () => {
    await (await openSqlite(old)).close()
    const raw = new Database(old)
    raw
      .prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
      .run('later', Date.now() + 1_000_000_000)
    raw.close()
    const before = readFileSync(old)
    await expect(openSqlite(old)).rejects.toThrow('it was written by a newer version of Kelisim')
    expect(readFileSync(old).equals(before)).toBe(true)
  })
})
