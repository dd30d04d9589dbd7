import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFileNotes } from '../../../server/deletions/file-notes.ts'
import { createErasureNotes } from '../../../server/store/sqlite/erasure/erasure-notes.ts'
import type { Store } from '../../../server/store/store.ts'
import { buildEvent, buildRecord, buildVisit, NOW_MS, TODAY, uuidV7 } from '../records.ts'
import { addMessage, entryOf, erase, idsIn, ListWorld, linesOf, readText } from './list-world.ts'
import { isTransactionOpen, watchFiles } from './watch-files.ts'

// An erasure is noted in the list of deletions first, and outside of every transaction.

let world: ListWorld
let store: Store
beforeEach(async () => {
  world = new ListWorld()
  store = await world.open()
})
afterEach(() => world.remove())

const DAY_MS = 86_400_000
const due = {
  ...{ beforeDay: TODAY, beforeMs: NOW_MS, nowMs: NOW_MS, fromDay: '0000-01-01', smallest: 1 },
}

const addOver = () => addMessage(store, NOW_MS - DAY_MS)

/** A consent with visits, more than are erased in one commit. */
async function addPerson(): Promise<string> {
  const record = buildRecord()
  await store.addConsent(record, buildEvent(record), [])
  const writes = Array.from({ length: 300 }, () => ({
    ...{ row: buildVisit({ consentId: record.id }), mayExist: false, counts: [] },
  }))
  await store.addVisits(writes)
  return record.id
}

const countVisits = async (id: string) => (await store.readVisits(id, TODAY, TODAY)).length
const eraseConsent = (id: string) => store.eraseConsent(id, TODAY, entryOf(id))

/** What erases, what it is to erase, and whether that is still there. */
const erasures = [
  [
    'a message',
    addMessage,
    (id: string) => erase(store, id),
    async (id: string) => (await store.findMessage({ id })) !== undefined,
  ],
  [
    'a person’s visits',
    addPerson,
    eraseConsent,
    async (id: string) =>
      (await countVisits(id)) === 300 && (await store.findConsent(id))?.secretHash !== null,
  ],
  [
    'a message past its term',
    addOver,
    () => store.destroyDue('messages', due, 10),
    async (id: string) => (await store.findMessage({ id })) !== undefined,
  ],
] as const

describe('RT-07 the note comes first', () => {
  test.each(erasures)(
    'no file is touched while a transaction is open: %s',
    async (_, add, run, isThere) => {
      const id = await add(store)
      const calls = await watchFiles(world.path)
      await run(id)
      expect(await isThere(id)).toBe(false)
      const names = calls.map(({ name }) => name)
      expect(names).toContain('sync')
      expect(names.filter((name) => name === 'write')).toHaveLength(1)
      expect(calls.filter(({ isInTransaction }) => isInTransaction)).toEqual([])
      expect(idsIn(world.place)).toEqual([id])
    },
  )

  test('so that an open transaction is noticed', () => {
    const other = new Database(world.path)
    expect(isTransactionOpen(world.path)).toBe(false)
    other.exec('begin immediate')
    expect(isTransactionOpen(world.path)).toBe(true)
    other.close()
  })

  test.each(erasures)(
    'where it cannot be written nothing goes, and the next attempt does: %s',
    async (_, add, run, isThere) => {
      const id = await add(store)
      const away = `${world.place}.away`
      renameSync(world.place, away)
      await expect(run(id)).rejects.toMatchObject({ code: 'unavailable', driverCode: 'ENOENT' })
      expect(existsSync(world.place)).toBe(false)
      mkdirSync(world.place)
      await expect(run(id)).rejects.toMatchObject({ code: 'unavailable', driverCode: 'EISDIR' })
      expect(await isThere(id)).toBe(true)
      expect(await store.readTallies()).toEqual([])
      expect(await store.readRegister('destructions', 0, 10)).toEqual([])
      rmSync(world.place, { recursive: true })
      renameSync(away, world.place)
      await run(id)
      expect(await isThere(id)).toBe(false)
      expect(idsIn(world.place)).toEqual([id])
    },
  )

  test('what is not there is not noted', async () => {
    const before = readText(world.place)
    expect(await erase(store, uuidV7())).toBe('absent')
    expect(await eraseConsent(uuidV7())).toBe('absent')
    expect(await store.destroyDue('messages', due, 10)).toBe(0)
    expect(readText(world.place)).toBe(before)
  })

  test('the messages of a batch at the end of their term are added and brought to disk at once', async () => {
    const ids = [await addOver(), await addOver(), await addOver(), await addMessage(store)]
    const calls = await watchFiles(world.path)
    expect(await store.destroyDue('messages', due, 50)).toBe(3)
    const names = calls.map(({ name }) => name)
    expect(names.filter((name) => name === 'sync')).toHaveLength(1)
    expect(names.filter((name) => name === 'write')).toHaveLength(1)
    expect(idsIn(world.place).sort()).toEqual(ids.slice(0, 3).sort())
    expect(await store.readTallies()).toEqual([{ dataClass: 'messages', count: 3 }])
    expect(await store.findMessage({ id: ids[3] ?? '' })).toBeDefined()
  })

  test('erasures that come at once wait for the disk together, and each is noted', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => addMessage(store)))
    const calls = await watchFiles(world.path)
    const results = await Promise.all(ids.map((id) => erase(store, id)))
    expect(new Set(results)).toEqual(new Set(['erased']))
    const syncs = calls.filter(({ name }) => name === 'sync').length
    expect(syncs).toBeLessThan(ids.length)
    expect(idsIn(world.place).sort()).toEqual(ids.sort())
    for (const name of ['writeSync', 'fsyncSync'])
      expect(calls.map((call) => call.name)).not.toContain(name)
    await world.open()
    expect(world.news).toEqual([])
  })

  test('two processes erase at once: each thing once, and both know one list', async () => {
    const other = await world.open()
    const ids = await Promise.all(Array.from({ length: 10 }, () => addMessage(store)))
    const results = await Promise.all(ids.flatMap((id) => [erase(store, id), erase(other, id)]))
    expect(results.filter((result) => result === 'erased')).toHaveLength(ids.length)
    expect(results.filter((result) => result === 'absent')).toHaveLength(ids.length)
    expect(await store.readRegister('destructions', 0, 100)).toHaveLength(ids.length)
    expect(new Set(idsIn(world.place))).toEqual(new Set(ids))
    await erase(other, await addMessage(store))
    await world.closeAll()
    await world.open()
    expect(world.news).toEqual([])
    expect(linesOf(world.place).every((line) => / (list|message) [0-9a-f-]{36}$/.test(line))).toBe(
      true,
    )
  })
})

describe('RT-07 how far the database knows its list', () => {
  test('never past a note whose erasure is under way, and never back', async () => {
    const database = new Database(world.path)
    const db = drizzle(database, { casing: 'snake_case' })
    const read = async <T>(_: string, query: () => T) => query()
    const { during } = createErasureNotes({ db, read }, createFileNotes(world.place))
    const known = () =>
      database.prepare<[], number>('select line_count from deletion_list').pluck().get()
    const noteOf = () => ({ kind: 'message' as const, ids: [uuidV7()], atMs: NOW_MS })
    const erasure = (at: (take: () => boolean) => Promise<void> | void) =>
      during(noteOf(), async ({ take }) => {
        await at(take)
        return 'erased'
      })
    await erasure(async (takeFirst) => {
      expect(linesOf(world.place)).toHaveLength(2)
      await erasure(async (takeSecond) => {
        await erasure((takeThird) => void takeThird())
        // Killed now, the next start erases what the first and the second had noted.
        expect(known()).toBe(1)
        takeFirst()
        expect(known()).toBe(2)
        takeSecond()
        expect(known()).toBe(4)
      })
      takeFirst()
      expect(known()).toBe(4)
    })
    database.close()
    await world.closeAll()
    await world.open()
    expect(world.news).toEqual([])
  })

  test('an erasure that is given up keeps no other from being known', async () => {
    const [id, other] = [await addMessage(store), await addMessage(store)]
    const database = new Database(world.path)
    database.exec(
      "create trigger planted before delete on messages begin select raise(abort, 'planted'); end",
    )
    await expect(erase(store, id)).rejects.toThrow()
    database.exec('drop trigger planted')
    database.close()
    expect(await store.findMessage({ id })).toBeDefined()
    // The note stays: whoever was told nothing is erased with the next attempt, and by no backup brought back.
    expect(idsIn(world.place)).toEqual([id])
    await erase(store, other)
    expect(await erase(store, id)).toBe('erased')
    await world.closeAll()
    await world.open()
    expect(world.news).toEqual([])
  })
})
