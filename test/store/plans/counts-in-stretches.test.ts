import { afterEach, expect, test, vi } from 'vitest'
import type { DailyCount } from '../../../server/store/store.ts'
import { openTestApp } from '../../support/app/test-app.ts'

afterEach(() => vi.restoreAllMocks())

const ROWS = 4_000
/** Rows between two turns of the event loop at most: what they cost is what a visitor waits. */
const MOST_ROWS_IN_TURN = 500

const countOf = (index: number): DailyCount => ({
  ...{ day: '2026-03-02', measure: 'visit', dimension: 'page' },
  value: `/${String(index).padStart(5, '0')}`,
  count: 1,
})

test('counts of a month are read in short stretches, between which others get their turn', async () => {
  const { deps, close } = await openTestApp()
  await deps.store.addCounts(Array.from({ length: ROWS }, (_, index) => countOf(index)))
  // Each stretch lasts for longer than a turn should.
  let nowMs = 0
  vi.spyOn(performance, 'now').mockImplementation(() => {
    nowMs += 5
    return nowMs
  })
  let turns = 0
  const count = () => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  const counts = await deps.store.readCounts('2026-03-01', '2026-03-31')
  clearImmediate(next)
  vi.restoreAllMocks()
  expect(counts).toHaveLength(ROWS)
  expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(ROWS)
  expect(turns).toBeGreaterThanOrEqual(ROWS / MOST_ROWS_IN_TURN)
  await close()
})
