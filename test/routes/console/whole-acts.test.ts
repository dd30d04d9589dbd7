import { afterEach, beforeEach, expect, test } from 'vitest'
import { acts } from '../../support/app/acts-of-staff.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

// What staff does, what the register says of it and what is mailed are one commit: cut off anywhere there is all of it, or nothing.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

/** Lets the store answer so many times, and then no more, as in a process that died. @returns what lets it answer again. */
function cutOffAfter(count: number): () => void {
  const store = server.deps.store as unknown as Record<string, unknown>
  const own = { ...store }
  let answered = 0
  for (const [name, method] of Object.entries(own)) {
    if (typeof method !== 'function') continue
    store[name] = (...given: readonly unknown[]) => {
      answered += 1
      return answered > count ? Promise.reject(new Error('cut off')) : method(...given)
    }
  }
  return () => void Object.assign(store, own)
}

/** More calls of the store than any act makes. */
const CALLS_AT_MOST = 60

test.each(Object.keys(acts))('%s: all of it or nothing, wherever it is cut off', async (name) => {
  const act = await acts[name]?.(server)
  if (!act) throw new Error('no such act')
  const nothing = act.read()
  expect(new Set(Object.values(nothing))).toEqual(new Set([0]))
  let isDone = false
  for (let count = 0; !isDone; count += 1) {
    expect(count).toBeLessThan(CALLS_AT_MOST)
    const letAnswer = cutOffAfter(count)
    // Cut off before the server is asked, signing in fails.
    const status = await act.run().then(
      (response) => response.status,
      () => 500,
    )
    letAnswer()
    const traces = act.read()
    expect([count, new Set(Object.values(traces)).size]).toEqual([count, 1])
    isDone = status < 300 || !Object.values(traces).includes(0)
  }
  expect(new Set(Object.values(act.read()))).toEqual(new Set([1]))
  if (!act.isOnce) return
  await act.run()
  expect(new Set(Object.values(act.read()))).toEqual(new Set([1]))
})
