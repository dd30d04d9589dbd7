import { describe, expect, it } from 'vitest'
import { addDays, dayOf, dayStartMs } from '../../../server/domain/calendar/day.ts'

const at = (iso: string) => Date.parse(iso)
const hour = (ms: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Almaty', hour: '2-digit' }).format(ms)

describe('days of the site', () => {
  it('LO-04 puts Asia/Almaty at UTC+5 from 2024-03-01 and at UTC+6 before', () => {
    expect(hour(at('2024-03-01T00:00Z'))).toBe('05')
    expect(hour(at('2024-02-29T00:00Z'))).toBe('06')
    expect(dayStartMs('2024-03-02', 'Asia/Almaty')).toBe(at('2024-03-01T19:00Z'))
    expect(dayStartMs('2024-02-28', 'Asia/Almaty')).toBe(at('2024-02-27T18:00Z'))
  })

  it.each([
    ['2026-11-22T18:59:59.999Z', 'Asia/Almaty', '2026-11-22'],
    ['2026-11-22T19:00:00.000Z', 'Asia/Almaty', '2026-11-23'],
    ['2024-02-29T18:30:00.000Z', 'Asia/Almaty', '2024-02-29'],
    ['2024-02-29T19:00:00.000Z', 'Asia/Almaty', '2024-03-01'],
    ['2026-11-22T23:59:59.999Z', 'UTC', '2026-11-22'],
    ['2026-11-22T18:14:59.999Z', 'Asia/Kathmandu', '2026-11-22'],
    ['2026-11-22T18:15:00.000Z', 'Asia/Kathmandu', '2026-11-23'],
    ['2026-01-01T00:00:00.000Z', 'America/New_York', '2025-12-31'],
  ])('places %s in %s on %s, asked once or twice', (instant, timeZone, day) => {
    expect(dayOf(at(instant), timeZone)).toBe(day)
    expect(dayOf(at(instant), timeZone)).toBe(day)
  })

  it.each([
    ['2024-03-01', 'Asia/Almaty', '2024-02-29T19:00Z'],
    ['2026-11-22', 'Pacific/Kiritimati', '2026-11-21T10:00Z'],
    ['2026-11-22', 'Etc/GMT+12', '2026-11-22T12:00Z'],
    // In Beirut the clocks go from 00:00 to 01:00 on this day, so it has no midnight.
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00Z'],
  ])('starts %s in %s at %s and not an instant sooner', (day, timeZone, instant) => {
    const start = dayStartMs(day, timeZone)
    expect(start).toBe(at(instant))
    expect(dayOf(start, timeZone)).toBe(day)
    expect(dayOf(start - 1, timeZone)).toBe(addDays(day, -1))
  })

  it('keeps giving the right day after more instants than it remembers', () => {
    for (let day = 0; day < 40; day++) {
      for (let slot = 0; slot < 96; slot++)
        dayOf((20_000 + day) * 86_400_000 + slot * 900_000, 'UTC')
    }
    expect(dayOf(at('2024-10-04T12:00Z'), 'UTC')).toBe('2024-10-04')
  })

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-11-22', 0, '2026-11-22'],
    ['2026-11-22', -30, '2026-10-23'],
  ])('counts from %s by %i days to %s', (day, count, wanted) => {
    expect(addDays(day, count)).toBe(wanted)
  })

  it('refuses a time zone that does not exist', () => {
    expect(() => dayOf(0, 'Asia/Nowhere')).toThrow(RangeError)
  })
})
