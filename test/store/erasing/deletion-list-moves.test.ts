import {
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { uuidV7 } from '../records.ts'
import { addMessage, erase, idsIn, ListWorld, linesOf, readText } from './list-world.ts'

let world: ListWorld
let folder: string
let place: string
beforeEach(() => {
  world = new ListWorld()
  ;({ folder, place } = world)
})
afterEach(() => world.remove())

describe('RT-07 a change of place carries the list along', () => {
  const elsewhere = () => join(folder, 'backups', 'deletions.log')

  test('all of it is at the new place, the old one says where it went, and a way back works', async () => {
    const ids = await world.makeErasures()
    ids.push(...(await world.makeErasures(1, { deletionsFile: elsewhere() })))
    expect(idsIn(elsewhere())).toEqual(ids)
    expect(linesOf(place).at(-1)).toContain(JSON.stringify(elsewhere()))
    const back = await world.open()
    expect(world.news).toEqual([
      {
        event: 'deletions_list_moved',
        facts: { from: elsewhere(), to: place, isMarked: true },
      },
    ])
    const id = await addMessage(back)
    await erase(back, id)
    expect(idsIn(place)).toEqual([...ids, id])
    expect(readText(place)).not.toContain(' moved ')
  })

  test('a server that still has the old place erases nothing until it is started anew', async () => {
    const old = await world.open()
    const id = await addMessage(old)
    await world.open({ deletionsFile: elsewhere() })
    await expect(erase(old, id)).rejects.toMatchObject({ driverCode: 'list_moved' })
    expect(await old.findMessage({ id })).toBeDefined()
    expect(idsIn(elsewhere())).toEqual([])
  })

  test.each(['', 'a part'])('over %j of the list that lies at the new place', async (content) => {
    const ids = await world.makeErasures()
    mkdirSync(join(folder, 'backups'))
    const part = content && `${linesOf(place).slice(0, 2).join('\n')}\n`
    writeFileSync(elsewhere(), part)
    await world.open({ deletionsFile: elsewhere() })
    expect(idsIn(elsewhere())).toEqual(ids)
  })

  test('two that differ stop the start, and both are named and left', async () => {
    await world.makeErasures()
    mkdirSync(join(folder, 'backups'))
    const line = (id: string) => `2026-11-23T07:00:00.000Z message ${id}\n`
    writeFileSync(elsewhere(), readText(place) + line(uuidV7()))
    writeFileSync(place, readText(place) + line(uuidV7()))
    const before = [readText(place), readText(elsewhere())]
    await expect(world.open({ deletionsFile: elsewhere() })).rejects.toThrow(
      `they differ: ${elsewhere()} and ${place}`,
    )
    expect([readText(place), readText(elsewhere())]).toEqual(before)
  })

  test('the old place alone is not taken for the list once it has moved on', async () => {
    await world.makeErasures()
    await world.makeErasures(1, { deletionsFile: elsewhere() })
    rmSync(elsewhere())
    const before = readText(place)
    await expect(world.open()).rejects.toThrow('is shorter than it was')
    await expect(world.open({ deletionsFile: elsewhere() })).rejects.toThrow('is not there')
    expect(existsSync(elsewhere())).toBe(false)
    expect(readText(place)).toBe(before)
  })

  test('another name for the same file is no move', async () => {
    await world.makeErasures()
    const link = join(folder, 'link')
    symlinkSync(join(folder, 'lists'), link)
    const before = readText(place)
    await world.open({ deletionsFile: join(link, 'deletions.log') })
    expect(readText(place)).toBe(before)
  })

  test('a link keeps being a link, and the list lies where it leads', async () => {
    const ids = await world.makeErasures()
    mkdirSync(join(folder, 'disk'))
    const link = join(folder, 'link.log')
    symlinkSync(join(folder, 'disk', 'real.log'), link)
    await world.open({ deletionsFile: link })
    expect(idsIn(join(folder, 'disk', 'real.log'))).toEqual(ids)
  })

  test('a copy of the database takes a copy of the list and leaves the other as it is', async () => {
    const ids = await world.makeErasures()
    const before = readText(place)
    mkdirSync(join(folder, 'copy'))
    cpSync(world.path, join(folder, 'copy', 'a.db'))
    await world.makeErasures(
      1,
      { deletionsFile: join(folder, 'copy', 'x.log') },
      join(folder, 'copy', 'a.db'),
    )
    expect(idsIn(join(folder, 'copy', 'x.log')).slice(0, 2)).toEqual(ids)
    expect(readText(place)).toBe(before)
    await world.open()
  })

  test('the whole folder may be moved', async () => {
    await world.makeErasures(2, { deletionsFile: join(folder, 'deletions.log') })
    const moved = `${folder}-moved`
    renameSync(folder, moved)
    await world.open({ deletionsFile: join(moved, 'deletions.log') }, join(moved, 'a.db'))
    await world.closeAll()
    renameSync(moved, folder)
    await world.open({ deletionsFile: join(folder, 'deletions.log') })
  })
})
