import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costOf, createSlidingCounts } from '../../../server/domain/limits/sliding-counts.ts'

const WINDOW_MS = 60_000

function open() {
  const counts = createSlidingCounts(WINDOW_MS, randomBytes)
  return {
    /** Spends where it may; the milliseconds to wait where not. */
    take(key: readonly number[], atMost: number, nowMs: number): number {
      const place = counts.find(key)
      const waitMs = counts.waitMs(place, costOf(atMost), nowMs)
      if (waitMs === 0) counts.spend(place, costOf(atMost), nowMs)
      return waitMs
    },
  }
}

test('in no stretch of a window’s length passes more than the limit, whenever one comes', () => {
  const steps = fc.array(fc.oneof(fc.nat(300), fc.nat(8000), fc.constant(0)), { maxLength: 200 })
  fc.assert(
    fc.property(
      fc.nat(WINDOW_MS),
      steps,
      fc.integer({ min: 1, max: 12 }),
      (start, gaps, atMost) => {
        const counts = open()
        const passed: number[] = []
        let nowMs = 1_800_000_000_000 + start
        for (const gap of gaps) {
          nowMs += gap
          if (counts.take([1], atMost, nowMs) === 0) passed.push(nowMs)
        }
        for (const [index, first] of passed.entries()) {
          const within = passed.slice(index).filter((atMs) => atMs - first < WINDOW_MS)
          expect(within.length).toBeLessThanOrEqual(atMost)
        }
      },
    ),
    { numRuns: 25 },
  )
})

test('the limit passes at once, then after the wait that was named and not before', () => {
  const counts = open()
  let nowMs = 1_800_000_012_345
  for (let use = 0; use < 60; use++) expect(counts.take([7, 7], 60, nowMs)).toBe(0)
  const waitMs = counts.take([7, 7], 60, nowMs)
  expect(waitMs).toBeGreaterThan(WINDOW_MS - 5001)
  expect(waitMs).toBeLessThanOrEqual(WINDOW_MS + 5000)
  nowMs += waitMs - 1
  expect(counts.take([7, 7], 60, nowMs)).toBe(1)
  expect(counts.take([7, 7], 60, nowMs + 1)).toBe(0)
})

test('100,000 keys neither share a limit nor push each other out', () => {
  const counts = open()
  const nowMs = 1_800_000_000_000
  const busy = [1, 2]
  for (let use = 0; use < 60; use++) counts.take(busy, 60, nowMs)
  for (let key = 0; key < 100_000; key++) counts.take([9, key >> 16, key & 0xffff], 3000, nowMs)
  expect(counts.take(busy, 60, nowMs)).toBeGreaterThan(0)
  const first = Array.from({ length: 70 }, (_, key) => counts.take([10, key], 60, nowMs))
  expect(first).toEqual(Array(70).fill(0))
})

test('a clock that is put back or forth neither opens the limit nor shuts it for good', () => {
  const counts = open()
  const nowMs = 1_800_000_000_000
  expect(counts.take([1], 1, nowMs)).toBe(0)
  // Corrected by a little: still counted.
  expect(counts.take([1], 1, nowMs - 3)).toBeGreaterThan(0)
  // Put back by a day, which nothing can be counted over.
  expect(counts.take([1], 1, nowMs - 86_400_000)).toBe(0)
  expect(counts.take([1], 1, nowMs - 86_400_000)).toBeGreaterThan(0)
})
