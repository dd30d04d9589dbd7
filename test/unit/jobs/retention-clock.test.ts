import { describe, expect, test } from 'vitest'
import { type ClockMemory, judgeClock } from '../../../server/domain/calendar/clock-guard.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.parse('2026-11-25T05:00:00Z')

/** Looks at the clock at each of these times, and says when it was believed. */
function believe(times: readonly number[]): boolean[] {
  let memory: ClockMemory | undefined
  return times.map((nowMs) => {
    memory = judgeClock(memory, nowMs)
    return memory.doubtedSinceMs === null
  })
}
const hourly = (fromMs: number, hours: number) =>
  Array.from({ length: hours + 1 }, (_, hour) => fromMs + hour * HOUR)

describe('RT-03: the clock by which is deleted', () => {
  test('is believed while it goes on, over a weekend without the server, and at the first start', () => {
    expect(believe([START, START + HOUR, START + 3 * DAY + HOUR])).toEqual([true, true, true])
  })

  test('is not believed after a jump ahead until it has run steadily for a day', () => {
    const after = hourly(START + 365 * DAY, 25)
    const wanted = [...Array(24).fill(false), true, true]
    expect(believe([START, ...after])).toEqual([true, ...wanted])
  })

  test('is believed at once when it is put right again, and nothing was deleted meanwhile', () => {
    expect(believe([START, START + 365 * DAY, START + 2 * HOUR])).toEqual([true, false, true])
  })

  test('begins its day of doubt anew when it jumps within it, forwards or back', () => {
    const first = hourly(START + 365 * DAY, 20)
    const forwards = hourly(START + 800 * DAY, 23)
    const back = hourly(START + 500 * DAY, 23)
    expect(believe([START, ...first, ...forwards, ...back]).slice(1)).not.toContain(true)
  })

  test('is believed when it is set back, since it deletes less then', () => {
    expect(believe([START, START - 400 * DAY, START - 400 * DAY + HOUR])).toEqual([
      true,
      true,
      true,
    ])
  })

  test('is not believed when it returns from far back, before a day has passed', () => {
    expect(believe([START, START - 400 * DAY, START + HOUR])).toEqual([true, true, false])
    const returned = hourly(START + HOUR, 24)
    expect(believe([START, START - 400 * DAY, ...returned]).at(-1)).toBe(true)
  })

  test('leaves the doubt when it is only corrected by minutes', () => {
    const doubted = hourly(START + 365 * DAY, 12)
    const corrected = hourly(START + 365 * DAY + 12 * HOUR + 600_000, 12)
    expect(
      believe([START, ...doubted, START + 365 * DAY + 12 * HOUR - 60_000, ...corrected]).at(-1),
    ).toBe(true)
  })
})
