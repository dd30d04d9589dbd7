import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../../server/domain/calendar/day.ts'
import { dueOn, isWorkingDay } from '../../../server/domain/calendar/working-days.ts'

const at = (iso: string) => Date.parse(iso)
const timeZone = 'Asia/Almaty'
const plain = { timeZone, holidays: [], workingDays: [] }
const withHolidays = {
  timeZone,
  holidays: ['2026-12-16', '2027-01-01', '2027-01-04'],
  workingDays: [],
}

describe('terms in working days', () => {
  it('LO-04: a Friday at 17:00 in Almaty with one working day is due on Monday, not on Saturday', () => {
    expect(dueOn(at('2026-11-27T17:00+05:00'), 1, plain)).toBe('2026-11-30')
    expect(isWorkingDay('2026-11-28', plain)).toBe(false)
    expect(isWorkingDay('2026-11-29', plain)).toBe(false)
  })

  it('LO-04: a holiday is no working day, and only the configured one is skipped', () => {
    const tuesday = at('2026-12-15T09:00+05:00')
    expect(dueOn(tuesday, 1, plain)).toBe('2026-12-16')
    expect(dueOn(tuesday, 1, withHolidays)).toBe('2026-12-17')
    expect(dueOn(at('2026-12-31T09:00+05:00'), 1, withHolidays)).toBe('2027-01-05')
  })

  it('LO-04: the day begins at midnight in Almaty, not at midnight UTC', () => {
    expect(dueOn(at('2026-11-26T18:59:59.999Z'), 1, plain)).toBe('2026-11-27')
    expect(dueOn(at('2026-11-26T19:00:00.000Z'), 1, plain)).toBe('2026-11-30')
  })

  it('LO-04: the offset of Almaty is UTC+6 before 2024-03-01 and UTC+5 from then on', () => {
    expect(dueOn(at('2024-02-28T18:30Z'), 1, plain)).toBe('2024-03-01')
    expect(dueOn(at('2024-03-03T18:30Z'), 1, plain)).toBe('2024-03-04')
  })

  it('LO-04: a Saturday to which a day off was moved is worked on, and the day off is not', () => {
    // Order of the Minister of Labour of 17 April 2024: Wednesday 8 May is off, Saturday 4 May is worked.
    const moved = { timeZone, holidays: ['2024-05-07', '2024-05-08'], workingDays: ['2024-05-04'] }
    expect(dueOn(at('2024-05-03T10:00+05:00'), 1, moved)).toBe('2024-05-04')
    expect(dueOn(at('2024-05-04T10:00+05:00'), 1, moved)).toBe('2024-05-06')
    expect(dueOn(at('2024-05-06T10:00+05:00'), 1, moved)).toBe('2024-05-09')
    expect(isWorkingDay('2024-05-11', moved)).toBe(false)
  })

  it('LO-04: whatever the beginning, the due day is a later working day and never falls as time or term grows', () => {
    const instant = fc.integer({ min: at('2024-01-01'), max: at('2030-01-01') })
    const term = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(instant, fc.nat({ max: 10 * 86_400_000 }), term, (fromMs, laterMs, days) => {
        const due = dueOn(fromMs, days, withHolidays)
        expect(isWorkingDay(due, withHolidays)).toBe(true)
        expect(due > dayOf(fromMs, timeZone)).toBe(true)
        expect(dueOn(fromMs + laterMs, days, withHolidays) >= due).toBe(true)
        expect(dueOn(fromMs, days + 1, withHolidays) > due).toBe(true)
      }),
    )
  })
})
