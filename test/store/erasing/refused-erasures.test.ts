import { appendFileSync, cpSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseList } from '../../../server/deletions/deletion-list.ts'
import { readDeletions } from '../../../server/node/backup/deletions.ts'
import { eraseAgain } from '../../../server/store/sqlite/file/database-file.ts'
import type { Store } from '../../../server/store/store.ts'
import { migrations } from '../../support/database/old-database.ts'
import { buildEvent, buildRecord, buildVisit, NOW_MS, TODAY, uuidV7 } from '../records.ts'
import { addMessage, entryOf, erase, ListWorld, linesOf, readText } from './list-world.ts'
import { afterNextNote } from './watch-files.ts'

// Between the note of an erasure and the erasure the law may have the thing kept: then it stays, and the list says so.

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
/** A hold from now on, for years by the clock of the machine too. */
const hold = (ref: string, kind: 'message' | 'consent' = 'message', at = store) =>
  at.addLegalHold({
    ...{ id: uuidV7(), kind, ref, reason: 'Order 7', atMs: NOW_MS },
    untilMs: Date.now() + 3650 * DAY_MS,
  })

const addOver = () => addMessage(store, NOW_MS - DAY_MS)

async function addPerson(): Promise<string> {
  const record = buildRecord()
  await store.addConsent(record, buildEvent(record), [])
  const row = buildVisit({ consentId: record.id })
  await store.addVisits([{ row, mayExist: false, counts: [] }])
  return record.id
}

/** What each line says, and of whom. */
const said = () => linesOf(world.place).map((line) => line.split(' ').slice(1).join(' '))
/** What a restore would erase. */
const erasedByList = () => {
  const { messages, consents } = readDeletions({
    ...{ place: world.place, liveFile: world.path, isWithout: false },
  }).ids
  return [...messages, ...consents]
}

describe('RT-06 a hold that comes after the note', () => {
  test('keeps a message; the note is taken back, and neither a start nor a restore erases it', async () => {
    const id = await addMessage(store)
    await store.close()
    const before = join(world.folder, 'before.db')
    cpSync(world.path, before)
    store = await world.open()
    await afterNextNote(world.path, () => hold(id))
    expect(await erase(store, id)).toBe('held')
    expect(await store.findMessage({ id })).toBeDefined()
    expect(await store.readRegister('destructions', 0, 10)).toEqual([])
    expect(said().slice(1)).toEqual([`message ${id}`, `held ${id}`])
    expect(erasedByList()).toEqual([])
    // A copy from before the hold knows nothing of it: the list alone says that nobody was erased.
    eraseAgain(before, { messages: erasedByList(), consents: [] }, { migrationsFolder: migrations })
    const old = new Database(before, { readonly: true })
    expect(old.prepare('select id from messages').pluck().all()).toEqual([id])
    old.close()
    const next = await world.open()
    expect(await next.findMessage({ id })).toBeDefined()
    expect(world.news).toEqual([])
  })

  test('keeps a person’s visits', async () => {
    const id = await addPerson()
    await afterNextNote(world.path, () => hold(id, 'consent'))
    expect(await store.eraseConsent(id, TODAY, entryOf(id))).toBe('held')
    expect(await store.readVisits(id, TODAY, TODAY)).toHaveLength(1)
    expect((await store.findConsent(id))?.secretHash).not.toBeNull()
    expect(said().slice(1)).toEqual([`consent ${id}`, `held ${id}`])
    expect(erasedByList()).toEqual([])
  })

  test('keeps one message of a batch past its term, and others go in its place', async () => {
    const ids = [await addOver(), await addOver(), await addOver()]
    const held: string[] = []
    await afterNextNote(world.path, async () => {
      held.push(said()[1]?.split(' ')[1] ?? '')
      await hold(held[0] ?? '')
    })
    expect(await store.destroyDue('messages', due, 2)).toBe(2)
    const left = []
    for (const id of ids) if (await store.findMessage({ id })) left.push(id)
    expect(left).toEqual(held)
    expect(await store.readTallies()).toEqual([{ dataClass: 'messages', count: 2 }])
    expect(erasedByList().sort()).toEqual(ids.filter((id) => id !== held[0]).sort())
    expect(said().filter((line) => line.startsWith('held'))).toEqual([`held ${held[0]}`])
  })

  test('a hold that was there before the note leaves no line', async () => {
    const [message, person] = [await addOver(), await addPerson()]
    await hold(message)
    await hold(person, 'consent')
    expect(await erase(store, message)).toBe('held')
    expect(await store.eraseConsent(person, TODAY, entryOf(person))).toBe('held')
    expect(await store.destroyDue('messages', due, 10)).toBe(0)
    expect(linesOf(world.place)).toHaveLength(1)
  })

  test('once it has ended, the erasure is noted anew and stands', async () => {
    const id = await addMessage(store)
    await afterNextNote(world.path, () => hold(id))
    await erase(store, id)
    const nowMs = Date.now() + 3651 * DAY_MS
    expect(await store.eraseMessage(id, entryOf(id), { nowMs })).toBe('erased')
    expect(said().slice(1)).toEqual([`message ${id}`, `held ${id}`, `message ${id}`])
    expect(erasedByList()).toEqual([id])
  })

  test('where the taking back cannot be written, the next note carries it', async () => {
    const [id, other] = [await addMessage(store), await addMessage(store)]
    const away = `${world.place}.away`
    await afterNextNote(world.path, async () => {
      renameSync(world.place, away)
      await hold(id)
    })
    expect(await erase(store, id)).toBe('held')
    renameSync(away, world.place)
    expect(said().slice(1)).toEqual([`message ${id}`])
    expect(await erase(store, other)).toBe('erased')
    expect(said().slice(1)).toEqual([`message ${id}`, `held ${id}`, `message ${other}`])
    expect(erasedByList()).toEqual([other])
  })

  test('a process that dies before the taking back: the next start erases nothing of it, and takes it back', async () => {
    const [id, other] = [await addMessage(store), await addMessage(store)]
    await hold(id)
    await store.close()
    for (const one of [id, other])
      appendFileSync(world.place, `2026-11-22T07:00:00.000Z message ${one}\n`)
    const next = await world.open()
    expect(await next.findMessage({ id })).toBeDefined()
    expect(await next.findMessage({ id: other })).toBeUndefined()
    expect(said().slice(1)).toEqual([`message ${id}`, `message ${other}`, `held ${id}`])
    expect(erasedByList()).toEqual([other])
    const before = readText(world.place)
    await world.open()
    expect(readText(world.place)).toBe(before)
    await world.closeAll()
    // Nor is a database with the hold in it erased from by a restore, where the list still names the thing.
    eraseAgain(world.path, { messages: [id], consents: [] }, { migrationsFolder: migrations })
    expect(await (await world.open()).findMessage({ id })).toBeDefined()
  })
})

describe('RT-07 a list that is another one by the time of the erasure', () => {
  const change = (sql: string) => {
    const other = new Database(world.path)
    other.exec(sql)
    other.close()
  }

  test.each([
    ['was moved', `update deletion_list set place = '/elsewhere/deletions.log'`],
    ['was begun anew', `update deletion_list set database_id = '${uuidV7()}'`],
    ['is not known any more', 'delete from deletion_list'],
  ])('which %s: nothing is erased, and what others write meanwhile is stored', async (_, sql) => {
    const [message, over, person] = [await addMessage(store), await addOver(), await addPerson()]
    const erasures = [
      () => erase(store, message),
      () => store.destroyDue('messages', due, 10),
      () => store.eraseConsent(person, TODAY, entryOf(person)),
    ]
    const before = new Database(world.path, { readonly: true })
    const row = before.prepare('select * from deletion_list').get()
    for (const run of erasures) {
      const record = buildRecord()
      let stored: Promise<unknown> = Promise.resolve()
      await afterNextNote(world.path, () => {
        change(sql)
        stored = store.addConsent(record, buildEvent(record), [])
      })
      await expect(run()).rejects.toMatchObject({ code: 'unavailable', driverCode: 'list_moved' })
      expect(await stored).toBe('stored')
      change('delete from deletion_list')
      const back = new Database(world.path)
      back
        .prepare(
          `insert into deletion_list values (@database_id, @line_count, @byte_count, @chain, @place, @database_file)`,
        )
        .run(row)
      back.close()
    }
    before.close()
    for (const id of [message, over]) expect(await store.findMessage({ id })).toBeDefined()
    expect(await store.readVisits(person, TODAY, TODAY)).toHaveLength(1)
    expect(await store.readRegister('destructions', 0, 10)).toEqual([])
  })

  test('which says that it goes on elsewhere is not added to', async () => {
    const id = await addMessage(store)
    const [owner = ''] = linesOf(world.place)
    const moved = owner.replace(' list ', ' moved ')
    appendFileSync(world.place, `${moved} "/elsewhere/deletions.log"\n`)
    const before = readText(world.place)
    await expect(erase(store, id)).rejects.toMatchObject({ driverCode: 'list_moved' })
    expect(readText(world.place)).toBe(before)
    expect(await store.findMessage({ id })).toBeDefined()
  })
})

describe('RT-06 what a list names', () => {
  const [a, b] = [uuidV7(), uuidV7()]
  const read = (...lines: readonly string[]) => {
    const text = lines.map((line) => `2026-11-22T07:00:00.000Z ${line}\n`).join('')
    const { messages, consents, badLine } = parseList('', Buffer.from(text))
    expect(badLine).toBeUndefined()
    return [...messages, ...consents]
  }

  test.each([
    ['a note taken back', [`message ${a}`, `held ${a}`], []],
    ['and noted again', [`message ${a}`, `held ${a}`, `message ${a}`], [a]],
    ['two notes, one of them taken back', [`message ${a}`, `message ${a}`, `held ${a}`], [a]],
    ['taken back twice, as after a failing disk', [`consent ${a}`, `held ${a}`, `held ${a}`], []],
    [
      'taken back twice and noted again',
      [`consent ${a}`, `held ${a}`, `held ${a}`, `consent ${a}`],
      [a],
    ],
    ['somebody else’s', [`message ${a}`, `held ${b}`, `consent ${b}`], [a, b]],
  ])('%s', (_, lines, named) => {
    expect(read(...lines)).toEqual(named)
  })

  test('a taking back that a power cut has left incomplete takes nothing back', () => {
    const text = `2026-11-22T07:00:00.000Z message ${a}\n2026-11-22T07:00:00.000Z held ${a.slice(0, 9)}`
    const list = parseList('', Buffer.from(text))
    expect(list.badLine).toBeUndefined()
    expect(list.messages).toEqual([a])
  })
})
