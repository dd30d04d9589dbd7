import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { createTurns } from '../../../server/store/sqlite/turns.ts'

afterEach(() => vi.restoreAllMocks())

const READERS = 10
const PAGES = 5

test('of ten long readers one goes on in each turn, each of them in its turn', async () => {
  const { letOthersRun } = createTurns()
  const pages: number[] = []
  let inTurn = 0
  let mostInTurn = 0
  const readLong = async (reader: number) => {
    for (let page = 0; page < PAGES; page++) {
      await letOthersRun()
      pages.push(reader)
      inTurn += 1
      mostInTurn = Math.max(mostInTurn, inTurn)
    }
  }
  let isDone = false
  const readers = Promise.all(Array.from({ length: READERS }, (_, reader) => readLong(reader)))
  const all = readers.then(() => {
    isDone = true
  })
  while (!isDone) {
    inTurn = 0
    await nextTurn()
  }
  await all
  expect(mostInTurn).toBe(1)
  const rounds = Array.from({ length: PAGES }, (_, round) =>
    pages.slice(round * READERS, (round + 1) * READERS).sort((a, b) => a - b),
  )
  const everyone = Array.from({ length: READERS }, (_, reader) => reader)
  expect(rounds).toEqual(rounds.map(() => everyone))
})

test('a reader gives way once its turn has lasted for 4 ms, and not before', async () => {
  let nowMs = 1_000
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
  let turns = 0
  const count = () => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  const giveWay = createTurns().createGiveWay()
  nowMs += 3
  for (let query = 0; query < 100; query++) await giveWay()
  expect(turns).toBe(0)
  nowMs += 1
  await giveWay()
  expect(turns).toBeGreaterThan(0)
  const before = turns
  await giveWay()
  expect(turns).toBe(before)
  clearImmediate(next)
})

test('a store whose turns never come, as those of an object that was evicted, keeps no other store waiting', async () => {
  const later = vi.spyOn(globalThis, 'setImmediate').mockImplementation(() => 0 as never)
  let isRun = false
  void createTurns()
    .letOthersRun()
    .then(() => {
      isRun = true
    })
  later.mockRestore()
  await createTurns().letOthersRun()
  expect(isRun).toBe(false)
})
