import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openSqlite } from '../../server/store/sqlite/file/open.ts'
import type { Store } from '../../server/store/store.ts'
import { buildCount, dueBefore, TODAY } from './records.ts'

const FILES = ['', '-wal', '-shm']

let folder: string
let path: string
let store: Store
/** Every condition that was told, in order. */
let told: string[]
const open = async (at = path) =>
  openSqlite(at, { onCondition: (condition) => void told.push(condition) })
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-condition-'))
  path = join(folder, 'data', 'kelisim.db')
  told = []
  store = await open()
  await store.addCounts([buildCount()])
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What comes of a write: that it is stored, or why it is not. */
const write = () =>
  store.addCounts([buildCount()]).then(
    () => 'stored',
    ({ code, driverCode }) => `${code} ${driverCode}`,
  )
const read = () =>
  store.readCounts(TODAY, TODAY).then(
    ([counted]) => counted?.count,
    ({ code, driverCode }) => `${code} ${driverCode}`,
  )
const moveAll = (from: string, to: string) => {
  for (const end of FILES) renameSync(from + end, to + end)
}
/** A copy of the database as it is now. */
const copyAside = () => {
  const copy = join(folder, 'copy.db')
  const other = new Database(path)
  other.exec(`VACUUM INTO '${copy}'`)
  other.close()
  return copy
}

describe('a database file that is not in its place', () => {
  const ways: Readonly<Record<string, () => void>> = {
    'deleted with its log': () => {
      for (const end of FILES) rmSync(path + end)
    },
    'moved alone': () => renameSync(path, join(folder, 'moved.db')),
    'moved with its log': () => moveAll(path, join(folder, 'moved.db')),
    'in a folder that was moved': () => renameSync(join(folder, 'data'), join(folder, 'elsewhere')),
    'replaced by another': () => renameSync(copyAside(), path),
    'replaced by a folder that is none': () => {
      renameSync(path, join(folder, 'moved.db'))
      symlinkSync('/dev/null', path)
    },
  }
  it.each(Object.entries(ways))('loses no write that it says is stored: %s', async (_, lose) => {
    lose()
    // Before any timer: nothing is stored between the loss and the first look at it.
    expect(await write()).toBe('unavailable database_gone')
    expect(await write()).toBe('unavailable database_gone')
    expect(await read()).toBe('unavailable database_gone')
    expect(await store.readCondition()).toBe('database_gone')
    expect(told).toEqual(['database_gone'])
  })

  it('is said by the readiness alone, without any write', async () => {
    renameSync(path, join(folder, 'moved.db'))
    expect(await store.readCondition()).toBe('database_gone')
  })

  it.each(['-wal', '-shm'])('counts its %s as well', async (end) => {
    rmSync(path + end)
    expect(await store.readCondition()).toBe('database_gone')
    expect(await write()).toBe('unavailable database_gone')
    await store.close()
    store = await open()
    // What the lost log held was written back into the file.
    expect(await read()).toBe(1)
  })

  it('is never made anew while the store is open', async () => {
    moveAll(path, join(folder, 'moved.db'))
    for (let round = 0; round < 3; round++) await write()
    await store.readCondition()
    expect(readdirSync(join(folder, 'data'))).toEqual([])
  })

  it('serves again once the same file is back, with all that it held', async () => {
    moveAll(path, join(folder, 'moved.db'))
    expect(await write()).toBe('unavailable database_gone')
    moveAll(join(folder, 'moved.db'), path)
    expect(await store.readCondition()).toBe('ready')
    expect(await write()).toBe('stored')
    expect(told).toEqual(['database_gone', 'ready'])
  })

  it('is found without a request as well', async () => {
    renameSync(path, join(folder, 'moved.db'))
    await vi.waitUntil(() => told.length > 0, { timeout: 20_000 })
    expect(told).toEqual(['database_gone'])
  })
})

describe('a database file that something else writes to', () => {
  it('is not trusted any more once a copy was put over it in place, and does not come back', async () => {
    const copy = copyAside()
    await write()
    copyFileSync(copy, path)
    expect(await store.readCondition()).toBe('database_overwritten')
    expect(await write()).toBe('unavailable database_overwritten')
    expect(await read()).toBe('unavailable database_overwritten')
    expect(await store.readCondition()).toBe('database_overwritten')
  })

  it('is found before the next write is acknowledged', async () => {
    const copy = copyAside()
    copyFileSync(copy, path)
    expect(await write()).toBe('unavailable database_overwritten')
  })

  it('is not trusted once pages were spoilt in it', async () => {
    const other = new Database(path)
    other.pragma('wal_checkpoint(TRUNCATE)')
    other.close()
    expect(await store.readCondition()).toBe('ready')
    const file = openSync(path, 'r+')
    for (let page = 2; page < 20; page++)
      writeSync(file, Buffer.alloc(512, 0xaa), 0, 512, page * 4096)
    expect(await store.readCondition()).toBe('database_overwritten')
  })

  it('is trusted after a touch, after its own checkpoints and after those of another process', async () => {
    utimesSync(path, new Date(), new Date(Date.now() + 5000))
    expect(await write()).toBe('stored')
    const other = new Database(path)
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 50 }, write))
      other.pragma(`wal_checkpoint(${round % 2 ? 'TRUNCATE' : 'PASSIVE'})`)
      expect(await write()).toBe('stored')
      expect(await store.readCondition()).toBe('ready')
      // Which empties the log of what was destroyed.
      const count = await store.destroyDue('daily_counts', dueBefore('9999-12-31'), 100)
      expect(count).toBeGreaterThan(0)
      expect(await store.closeTally({ dataClass: 'daily_counts', count })).toBe('stored')
      expect(await store.readCondition()).toBe('ready')
    }
    other.close()
    expect(told).toEqual([])
  })

  it('is said to be damaged where SQLite says so', async () => {
    await store.close()
    const file = openSync(path, 'r+')
    const other = new Database(path)
    const at = other
      .prepare("select rootpage from sqlite_schema where name = 'daily_counts'")
      .pluck()
      .get() as number
    other.close()
    writeSync(file, Buffer.alloc(512, 0xaa), 0, 512, (at - 1) * 4096)
    store = await open()
    expect(await read()).toBe('unavailable SQLITE_CORRUPT')
    expect(await store.readCondition()).toBe('database_damaged')
    expect(await write()).toBe('unavailable database_damaged')
    expect(told).toEqual(['database_damaged'])
    expect(existsSync(path)).toBe(true)
  })
})
