import { fork } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNodeCryptography } from '../../server/crypto/node.ts'
import { addDays } from '../../server/domain/calendar/day.ts'
import { openSqlite } from '../../server/store/sqlite/file/open.ts'
import type { Store, VisitRow } from '../../server/store/store.ts'
import {
  buildCount,
  buildEvent,
  buildMessage,
  buildRecord,
  buildVisit,
  dueBefore,
  TODAY,
  uuidV7,
} from './records.ts'
import { storeSuite } from './store-suite.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-store-'))
  path = join(folder, 'data', 'kelisim.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

storeSuite('sqlite', () => openSqlite(path))

/** Every byte that lies beside the database: file, WAL, shared memory. */
const bytesOnDisk = () =>
  Buffer.concat(
    readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name))),
  )

/** A row of a table as SQLite holds it. */
function readRow(sql: string, ...values: unknown[]): unknown {
  const database = new Database(path, { readonly: true })
  try {
    return database.prepare(sql).get(...values)
  } finally {
    database.close()
  }
}

describe('what lies on the disk', () => {
  it('TR-02 holds no address, name, email, phone or text of a message in the clear', async () => {
    const cryptography = createNodeCryptography(new Uint8Array(32).fill(3))
    const planted = {
      address: '203.0.113.77',
      name: 'Айгүл Әбдіқадырова',
      email: 'aigul@planted.example',
      phone: '+7 701 555 01 99',
      message: 'Балам туралы сұрақ: planted-text',
    }
    const store = await openSqlite(path)
    const row = buildVisit()
    const address = await cryptography.seal('visits.address', row.id, planted.address)
    await store.addVisits([
      { row: { ...row, address, browser: 'Findable 1' }, mayExist: false, counts: [buildCount()] },
    ])
    const id = uuidV7()
    const message = buildMessage({
      id,
      name: await cryptography.seal('messages.name', id, planted.name),
      email: await cryptography.seal('messages.email', id, planted.email),
      phone: await cryptography.seal('messages.phone', id, planted.phone),
      message: await cryptography.seal('messages.message', id, planted.message),
    })
    const record = buildRecord({ id: message.consentId })
    await store.addMessage(message, record, buildEvent(record))

    const whileOpen = bytesOnDisk()
    await store.close()
    for (const bytes of [whileOpen, bytesOnDisk()]) {
      // What is stored in the clear is found, so the search does search.
      expect(bytes.includes('Findable 1')).toBe(true)
      expect(bytes.includes(message.reference)).toBe(true)
      for (const text of Object.values(planted)) {
        expect(bytes.includes(text)).toBe(false)
        expect(bytes.includes(text.slice(0, 9))).toBe(false)
        expect(bytes.includes(Buffer.from(text, 'utf16le'))).toBe(false)
      }
      expect(bytes.includes(Buffer.from([203, 0, 113, 77]))).toBe(false)
    }
  })

  it('TR-10 holds nothing of a deleted visit once the store is closed', async () => {
    const store = await openSqlite(path)
    const row = buildVisit({ browser: 'Planted Browser 9' })
    await store.addVisits([{ row, mayExist: false, counts: [] }])
    expect(bytesOnDisk().includes('Planted Browser 9')).toBe(true)
    await store.destroyDue('visits', dueBefore('9999-12-31'), 10)
    await store.close()
    expect(bytesOnDisk().includes('Planted Browser 9')).toBe(false)
    expect(bytesOnDisk().includes(row.id)).toBe(false)
  })

  it('TR-03 has no table with a path or referrer beside an id, and no hidden row order of visits', async () => {
    await (await openSqlite(path)).close()
    const columns = (table: string) => {
      const database = new Database(path, { readonly: true })
      const names = database.pragma(`table_info(${table})`) as { name: string }[]
      database.close()
      return names.map(({ name }) => name)
    }
    expect(columns('visits')).toEqual([
      'day',
      'id',
      'consent_id',
      'seen_at_ms',
      'duration_ms',
      'address',
      'is_address_whole',
      'browser',
      'os',
      'device',
    ])
    expect(columns('daily_counts')).toEqual(['day', 'measure', 'dimension', 'value', 'count'])
    for (const table of ['visits', 'visit_stretches', 'daily_counts', 'consent_records']) {
      expect(() => readRow(`SELECT rowid FROM ${table}`)).toThrow('no such column: rowid')
    }
  })

  it('TR-01 keeps null for what was not granted', async () => {
    const store = await openSqlite(path)
    const row = buildVisit()
    await store.addVisits([{ row, mayExist: false, counts: [] }])
    await store.addVisits([{ row, mayExist: true, counts: [] }])
    await store.close()
    expect(readRow('SELECT * FROM visits')).toEqual({
      day: TODAY,
      id: row.id,
      consent_id: row.consentId,
      seen_at_ms: null,
      duration_ms: null,
      address: null,
      is_address_whole: null,
      browser: null,
      os: null,
      device: null,
    })
  })

  it('keeps the longest duration, whatever the order in which they arrive', async () => {
    const store = await openSqlite(path)
    const row = buildVisit()
    for (const durationMs of [null, 5000, 9000, 2000, null]) {
      await store.addVisits([{ row: { ...row, durationMs }, mayExist: true, counts: [] }])
    }
    await store.addVisits([
      { row: { ...row, consentId: uuidV7(), durationMs: 99_000 }, mayExist: true, counts: [] },
    ])
    await store.close()
    expect(readRow('SELECT count(*) AS count, min(duration_ms) AS duration FROM visits')).toEqual({
      count: 2,
      duration: 9000,
    })
  })

  it('is readable to its owner only', async () => {
    const store = await openSqlite(path)
    await store.addCounts([buildCount()])
    for (const name of readdirSync(join(folder, 'data'))) {
      expect(statSync(join(folder, 'data', name)).mode & 0o077).toBe(0)
    }
    await store.close()
  })
})

describe('CR-02 the events', () => {
  it.each([
    ['UPDATE consent_events SET state = ?', 'append-only'],
    ['UPDATE consent_events SET seq = seq + 1 WHERE state <> ?', 'append-only'],
    ['DELETE FROM consent_events WHERE state <> ?', 'append-only'],
    ['UPDATE consent_records SET language = ?', 'never changed'],
  ])('do not let %s through', async (sql, reason) => {
    const store = await openSqlite(path)
    const record = buildRecord()
    await store.addConsent(record, buildEvent(record), [])
    const database = new Database(path)
    expect(() => database.prepare(sql).run('ConsentWithdrawn')).toThrow(reason)
    database.close()
    expect(await store.findConsent(record.id)).toEqual({
      ...record,
      latest: buildEvent(record),
      restricted: [],
    })
    await store.close()
  })
})

describe('a database file', () => {
  it('is opened again with all it held', async () => {
    const record = buildRecord()
    const first = await openSqlite(path)
    await first.addConsent(record, buildEvent(record), [buildCount()])
    await first.close()
    const second = await openSqlite(path)
    expect(await second.findConsent(record.id)).toEqual({
      ...record,
      latest: buildEvent(record),
      restricted: [],
    })
    expect(await second.readCounts(TODAY, TODAY)).toEqual([buildCount()])
    await second.close()
  })

  it('gets every write that was waiting when the store was closed', async () => {
    const store = await openSqlite(path)
    const records = Array.from({ length: 2500 }, () => buildRecord())
    const writes = records.map((record) =>
      store.addConsent(record, buildEvent(record), [buildCount()]),
    )
    await store.close()
    expect(new Set(await Promise.all(writes))).toEqual(new Set(['stored']))
    expect(readRow('SELECT count(*) AS count FROM consent_records')).toEqual({ count: 2500 })
    expect(readRow('SELECT count FROM daily_counts')).toEqual({ count: 2500 })
  })

  it('has every acknowledged write after its process was killed', async () => {
    const child = fork(join(import.meta.dirname, 'killed-writer.ts'), [path], { execArgv: [] })
    const acknowledged = await new Promise<string[]>((resolve, reject) => {
      const ids: string[] = []
      child.on('error', reject)
      child.on('message', (id: string) => {
        ids.push(id)
        if (ids.length === 500) child.kill('SIGKILL')
      })
      child.on('exit', (_code, signal) =>
        signal === 'SIGKILL' ? resolve(ids) : reject(new Error('not killed')),
      )
    })
    expect(acknowledged.length).toBeGreaterThanOrEqual(500)
    const store = await openSqlite(path)
    for (const id of acknowledged) expect((await store.findConsent(id))?.latest.id).toBe(id)
    const counts = await store.readCounts(TODAY, TODAY)
    await store.close()
    // What is counted is what is stored: neither was committed without the other.
    expect(readRow('SELECT count(*) AS count FROM consent_records')).toEqual({
      count: counts[0]?.count,
    })
    // 500 commits wait for a disk that others use too.
  }, 60_000)

  it('that is no database is not opened and not overwritten', async () => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(path, 'something else entirely, long enough to be looked at'.repeat(20))
    await expect(openSqlite(path)).rejects.toThrow('not a database')
    expect(readFileSync(path, 'utf8')).toContain('something else entirely')
  })

  it('written by another process too holds a visit of the day before once', async () => {
    const [one, other] = [await openSqlite(path), await openSqlite(path)]
    const row = buildVisit({ day: addDays(TODAY, -1) })
    const add = (store: Store, visit: VisitRow) =>
      store.addVisits([{ row: visit, mayExist: false, counts: [buildCount()] }])
    await add(one, buildVisit({ consentId: row.consentId }))
    await add(other, row)
    await add(one, { ...row, day: TODAY })
    expect(await one.readVisits(row.consentId, TODAY, TODAY)).toHaveLength(1)
    await Promise.all([one.close(), other.close()])
  })

  it('locked by another process makes writes fail and work again afterwards', async () => {
    const store = await openSqlite(path, { busyTimeoutMs: 50 })
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    const results = await Promise.allSettled([1, 2, 3].map(() => store.addCounts([buildCount()])))
    for (const result of results) {
      expect(result).toMatchObject({ reason: { code: 'unavailable', driverCode: 'SQLITE_BUSY' } })
    }
    expect(await store.readCondition()).toBe('writes_refused')
    other.exec('COMMIT')
    other.close()
    await vi.waitUntil(async () => (await store.readCondition()) === 'ready', { timeout: 20_000 })
    await store.addCounts([buildCount()])
    expect(await store.readCounts(TODAY, TODAY)).toEqual([buildCount()])
    await store.close()
  })
})
