import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeOldDatabase } from '../../support/database/old-database.ts'
import { uuidV7 } from '../records.ts'
import { addMessage, entryOf, erase, idsIn, ListWorld, linesOf, readText } from './list-world.ts'

let world: ListWorld
let folder: string
let path: string
let place: string
beforeEach(() => {
  world = new ListWorld()
  ;({ folder, path, place } = world)
})
afterEach(() => world.remove())

describe('RT-07 the list belongs to its database', () => {
  test('it says so in its first line, and a second start adds nothing', async () => {
    const ids = await world.makeErasures()
    expect(linesOf(place)[0]).toMatch(/Z list [0-9a-f-]{36}$/)
    expect(idsIn(place)).toEqual(ids)
    const before = readText(place)
    await world.open()
    expect(readText(place)).toBe(before)
    expect(world.news).toEqual([])
  })

  test.each([
    ['that is gone', () => rmSync(place), 'is not there'],
    [
      'with its folder gone',
      () => rmSync(join(folder, 'lists'), { recursive: true }),
      'is not there',
    ],
    ['that was emptied', () => writeFileSync(place, ''), 'is shorter than it was'],
    [
      'that has lost its last line',
      () => writeFileSync(place, `${linesOf(place).slice(0, -1).join('\n')}\n`),
      'is shorter than it was',
    ],
    [
      'in which an id was changed',
      () => writeFileSync(place, readText(place).replace(/message (.)/, 'message f')),
      'is not the one that this database knows',
    ],
    [
      'with a line more that nobody can read',
      () => writeFileSync(place, `${readText(place)}message who-knows\n`),
      'has a line that cannot be read: 4',
    ],
  ])('a list %s stops the start, and nothing is made or changed', async (_, spoil, words) => {
    await world.makeErasures()
    spoil()
    const before = existsSync(place) ? readText(place) : undefined
    const refused = expect(world.open()).rejects
    await refused.toThrow(`The list of deletions ${place} `)
    await expect(world.open()).rejects.toThrow(words)
    await expect(world.open()).rejects.toThrow('npm run deletions -- --begin-anew')
    expect(existsSync(place) ? readText(place) : undefined).toBe(before)
  })

  test('the list of another database stops the start, also of one that is new', async () => {
    await world.makeErasures()
    const other = join(folder, 'others.log')
    await world.makeErasures(3, { deletionsFile: other }, join(folder, 'b.db'))
    const before = readText(other)
    await expect(world.open({ deletionsFile: other })).rejects.toThrow('and they differ')
    rmSync(place)
    await expect(world.open({ deletionsFile: other })).rejects.toThrow(
      'belongs to another database',
    )
    const fresh = join(folder, 'fresh.db')
    await expect(world.open({ deletionsFile: other }, fresh)).rejects.toThrow('this one is new')
    expect(readText(other)).toBe(before)
  })

  test('while it is gone or exchanged nothing is erased, and no list is made', async () => {
    const store = await world.open()
    const id = await addMessage(store)
    const whole = readText(place)
    rmSync(place)
    await expect(erase(store, id)).rejects.toMatchObject({ driverCode: 'ENOENT' })
    expect(existsSync(place)).toBe(false)
    writeFileSync(place, whole.replace(/[0-9a-f]\n$/, 'x\n'))
    await expect(erase(store, id)).rejects.toMatchObject({ driverCode: 'list_exchanged' })
    writeFileSync(place, '')
    await expect(erase(store, id)).rejects.toMatchObject({ driverCode: 'ESHORT' })
    expect(await store.findMessage({ id })).toBeDefined()
    expect(readText(place)).toBe('')
    rmSync(place)
    writeFileSync(place, whole)
    expect(await erase(store, id)).toBe('erased')
    expect(idsIn(place)).toEqual([id])
  })

  test('one that was put right by hand may have got an editor’s mark and line ends', async () => {
    const ids = await world.makeErasures()
    const whole = readText(place)
    writeFileSync(place, `\uFEFF${whole.replaceAll('\n', '\r\n')}`)
    await world.makeErasures(1)
    expect(readText(place).startsWith(whole)).toBe(true)
    expect(idsIn(place).slice(0, 2)).toEqual(ids)
    writeFileSync(place, Buffer.from(whole, 'utf16le'))
    await expect(world.open()).rejects.toThrow(`The list of deletions ${place} is not UTF-8`)
  })

  test('a database that keeps a list is not erased from by who opens it without', async () => {
    await world.makeErasures(1)
    const store = await world.open({ deletionsFile: undefined })
    const id = await addMessage(store)
    await expect(erase(store, id)).rejects.toMatchObject({ driverCode: 'no_list' })
    expect(await store.findMessage({ id })).toBeDefined()
  })

  test('a process killed between note and erasure leaves a longer list: the next start erases', async () => {
    const store = await world.open()
    const ids = [await addMessage(store), await addMessage(store)] as const
    await store.close()
    const script = join(import.meta.dirname, 'killed-eraser.ts')
    const child = fork(script, [path, place, ids[0]], { execArgv: [] })
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
    expect(idsIn(place)).toEqual([ids[0]])
    // And the power went while the next line was written.
    writeFileSync(place, `${readText(place)}2026-11-22T07:00:00.000Z mess`)
    const next = await world.open()
    expect(await next.findMessage({ id: ids[0] })).toBeUndefined()
    expect(await next.findMessage({ id: ids[1] })).toBeDefined()
    expect(world.news).toEqual([{ event: 'deletions_erased_again', facts: { rowCount: 2 } }])
    expect(await erase(next, ids[1])).toBe('erased')
    expect(idsIn(place)).toEqual(ids)
    await world.open()
  }, 60_000)

  test('a database put back by hand to an earlier day is erased from again at its start', async () => {
    const store = await world.open()
    const id = await addMessage(store)
    await store.close()
    cpSync(path, join(folder, 'yesterday'))
    const today = await world.open()
    await erase(today, id)
    await today.close()
    cpSync(join(folder, 'yesterday'), path)
    expect(await (await world.open()).findMessage({ id })).toBeUndefined()
  })

  test('two processes add to one list, and both know all of it', async () => {
    const [one, other] = [await world.open(), await world.open()]
    const ids: string[] = []
    for (const store of [one, other, other, one]) {
      ids.push(await addMessage(store))
      await erase(store, ids.at(-1) ?? '')
    }
    expect(idsIn(place)).toEqual(ids)
    await world.open()
    expect(world.news).toEqual([])
  })
})

describe('RT-07 a database from before lists had an owner', () => {
  /** A database as it was, with an erasure that its register tells of. */
  const makeOld = (id: string) => {
    const { database } = makeOldDatabase(2, path)
    database
      .prepare(
        `insert into register_entries (id, register, thread, content, actor, at_ms, commitment) values (?, 'destructions', 't', ?, 'subject', 1, x'00')`,
      )
      .run(uuidV7(), entryOf(id).content)
    database.close()
  }
  const write = (...ids: string[]) => {
    mkdirSync(join(folder, 'lists'))
    writeFileSync(place, ids.map((id) => `2026-11-20T07:00:00.000Z message ${id}\n`).join(''))
  }

  test('takes its list over, once', async () => {
    const ids = [uuidV7(), uuidV7()] as const
    makeOld(ids[0])
    write(...ids)
    await world.open()
    expect(world.news.map(({ event }) => event)).toEqual(['deletions_list_adopted'])
    expect(idsIn(place)).toEqual(ids)
    expect(linesOf(place).at(-1)).toMatch(/ list /)
    const before = readText(place)
    await world.open()
    expect(readText(place)).toBe(before)
    expect(world.news).toHaveLength(1)
  })

  test.each([
    ['no list', () => undefined, 'is not there'],
    ['an empty one', () => write(), 'is not the one of this database'],
    ['the list of somebody else', () => write(uuidV7()), 'is not the one of this database'],
  ])('that has erased and finds %s does not start', async (_, prepare, words) => {
    makeOld(uuidV7())
    prepare()
    const before = existsSync(place) ? readText(place) : undefined
    await expect(world.open()).rejects.toThrow(words)
    expect(existsSync(place) ? readText(place) : undefined).toBe(before)
  })

  test('that has erased nothing begins one', async () => {
    makeOldDatabase(2, path).database.close()
    await world.open()
    expect(linesOf(place)).toHaveLength(1)
  })
})

describe('RT-07 a list that is lost for good', () => {
  test('is begun anew only where that was asked for, says so, and holds what the register names', async () => {
    const ids = await world.makeErasures()
    rmSync(place)
    await expect(world.open()).rejects.toThrow('is not there')
    await world.open({ isListAnew: true })
    expect(linesOf(place)[0]).toMatch(/Z begun [0-9a-f-]{36}$/)
    expect(idsIn(place).sort()).toEqual(ids.sort())
    const id = new Database(path, { readonly: true })
      .prepare('select database_id from deletion_list')
      .pluck()
      .get()
    expect(linesOf(place)[0]).toContain(String(id))
    await world.open()
  })

  test('what lay at its place is kept beside it, and what can be read of it is in the new one', async () => {
    await world.makeErasures(1)
    const [known, other] = [idsIn(place)[0], uuidV7()]
    const spoilt = `nobody can read this\n2026-11-20T07:00:00.000Z consent ${other}\n`
    writeFileSync(place, spoilt)
    await world.open({ isListAnew: true })
    expect(idsIn(place)).toEqual([known, other])
    const kept = readdirSync(join(folder, 'lists')).filter((name) => name.endsWith('.kept'))
    expect(kept).toHaveLength(1)
    expect(readText(join(folder, 'lists', kept[0] ?? ''))).toBe(spoilt)
  })
})
