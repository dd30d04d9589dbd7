import { describe, expect, test } from 'vitest'
import { dueFor } from '../../../server/domain/requests/due.ts'

const calendar = {
  timeZone: 'Asia/Almaty',
  workingDays: [],
  holidays: ['2026-03-23', '2026-03-24', '2026-03-25'],
}
const FRIDAY_EVENING = Date.parse('2026-03-20T12:00:00Z')

describe('DS-09: when a request is due', () => {
  test.each([
    // Received on a Friday; Monday to Wednesday are holidays, so Thursday is the first working day.
    ['information', '2026-03-30', '2026-03-30'],
    ['correction', '2026-03-26', '2026-03-26'],
    ['blocking', '2026-03-26', '2026-03-26'],
    ['deletion', '2026-03-26', '2026-04-04'],
    ['objection', '2026-03-26', '2026-04-04'],
  ] as const)('DS-09: %s, over a weekend and holidays', (kind, dueOn, limitOn) => {
    expect(dueFor(kind, FRIDAY_EVENING, calendar)).toEqual({ dueOn, limitOn })
  })

  test('DS-09: the day is Almaty’s: at 19:00 UTC it is tomorrow there', () => {
    const plain = { timeZone: 'Asia/Almaty', holidays: [], workingDays: [] }
    const before = dueFor('correction', Date.parse('2026-03-03T18:59:59Z'), plain)
    const after = dueFor('correction', Date.parse('2026-03-03T19:00:00Z'), plain)
    expect([before.dueOn, after.dueOn]).toEqual(['2026-03-04', '2026-03-05'])
  })

  test('DS-09: holidays do not stretch a deletion past the fifteen days of the law', () => {
    const holidays = Array.from({ length: 40 }, (_, day) =>
      new Date(FRIDAY_EVENING + day * 86_400_000).toISOString().slice(0, 10),
    )
    const due = dueFor('deletion', FRIDAY_EVENING, {
      timeZone: 'Asia/Almaty',
      holidays,
      workingDays: [],
    })
    expect(due).toEqual({ dueOn: '2026-04-04', limitOn: '2026-04-04' })
  })
})
