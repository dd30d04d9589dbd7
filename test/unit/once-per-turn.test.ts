import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { oncePerTurn } from '../../server/store/sqlite/file/once-per-turn.ts'

/** A value that another process changes, and how often it was read. */
function watched() {
  const state = { value: 1, reads: 0 }
  const ask = oncePerTurn(() => {
    state.reads += 1
    return state.value
  })
  return { state, ask }
}

test('however often it is asked for in a turn, a value is read once', async () => {
  const { state, ask } = watched()
  for (let turn = 1; turn <= 3; turn++) {
    for (let asked = 0; asked < 100; asked++) expect(ask()).toBe(1)
    await Promise.resolve()
    expect(ask()).toBe(1)
    expect(state.reads).toBe(turn)
    await nextTurn()
  }
})

test('a change that comes within a turn is seen in the next one', async () => {
  const { state, ask } = watched()
  expect(ask()).toBe(1)
  state.value = 2
  expect(ask()).toBe(1)
  await nextTurn()
  expect(ask()).toBe(2)
  expect(state.reads).toBe(2)
})

test('nobody asks, and nothing is read', async () => {
  const { state, ask } = watched()
  ask()
  for (let turn = 0; turn < 5; turn++) await nextTurn()
  expect(state.reads).toBe(1)
})
