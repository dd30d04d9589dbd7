import type { Count, StatisticsResult } from '../../contract/index.ts'
import type { DailyCount } from '../../store/store.ts'
import { DAY_MS } from '../calendar/day.ts'
import { NEW_VISITOR } from '../visits/count-visit.ts'
import { countsBy, sumOf } from './sum-counts.ts'
import { SMALLEST_SHOWN } from './withhold.ts'

type VisitorFigures = StatisticsResult['visitors']

const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
const show = (count: number): Count => (isSmall(count) ? null : count)

/** Visitors of one day: all, and those who were absent on each of the days looked back to. */
interface VisitorsOfDay {
  readonly all: number
  readonly fresh: number
}

/** Returns how many days one day comes after another. */
const daysBetween = (from: string, day: string): number =>
  Math.round((Date.parse(day) - Date.parse(from)) / DAY_MS)

const daysAgoOf = (counts: readonly DailyCount[]): readonly DailyCount[] =>
  counts.filter(({ measure, dimension }) => measure === 'visitor' && dimension === 'days_ago')

/** Counts the different visitors of a period. Each is counted on the first day of the period on which they came. */
function countDifferent(counts: readonly DailyCount[], from: string): number {
  const isFirst = ({ value, day }: DailyCount) =>
    value === NEW_VISITOR || Number(value) > daysBetween(from, day)
  return sum(
    daysAgoOf(counts)
      .filter(isFirst)
      .map(({ count }) => count),
  )
}

const isDayOpen = ({ all, fresh }: VisitorsOfDay): boolean =>
  ![all, fresh, all - fresh].some(isSmall)

/**
 * Returns whether returning visitors may be shown. They are not where they are few, where new visitors are few, or where the
 * days with withheld counts hold few together: a reader could compute that number by subtraction.
 */
function mayShowReturning(days: readonly VisitorsOfDay[], different: number): boolean {
  const fresh = sum(days.map((day) => day.fresh))
  const withheld = days.filter((day) => !isDayOpen(day))
  const rest = {
    fresh: sum(withheld.map((day) => day.fresh)),
    known: sum(withheld.map((day) => day.all - day.fresh)),
  }
  return (
    withheld.length !== 1 &&
    ![different, fresh, different - fresh, rest.fresh, rest.known].some(isSmall)
  )
}

/** Returns the number of different visitors, unless those absent on one of the days would be few. */
function showDifferent(days: readonly VisitorsOfDay[], different: number): Count {
  if (isSmall(different)) return null
  const isShown = days.every(({ all }) => isSmall(all) || !isSmall(different - all))
  return isShown ? different : 'hidden'
}

/**
 * Returns the statistics of visitors who let their visits be joined: how many came per day and in the period, how many of
 * them had been there before, and how many pages one viewed per day. Small counts are withheld, and so is whatever would
 * reveal one by subtraction (TR-09).
 */
export function buildVisitorFigures(
  counts: readonly DailyCount[],
  { days, from }: { readonly days: readonly string[]; readonly from: string },
): VisitorFigures {
  const all = countsBy(counts, 'visitor', 'all')
  const fresh = daysAgoOf(counts).filter(({ value }) => value === NEW_VISITOR)
  const freshOf = (day: string) =>
    sum(fresh.filter((one) => one.day === day).map(({ count }) => count))
  const ofDays = days.map((day) => ({ all: all.get(day) ?? 0, fresh: freshOf(day) }))
  const different = countDifferent(counts, from)
  const shown = showDifferent(ofDays, different)
  const isReturningShown = typeof shown === 'number' && mayShowReturning(ofDays, different)
  const returning = (count: number, isOpen: boolean): Count =>
    isReturningShown && isOpen ? count : 'hidden'
  const visitorDays = sumOf(counts, 'visitor')
  const pages = sumOf(counts, 'joined_visit')
  return {
    visitors: shown,
    returning: returning(different - sum(ofDays.map((day) => day.fresh)), true),
    pagesPerVisitor: visitorDays < SMALLEST_SHOWN ? null : pages / visitorDays,
    days: ofDays.map((day, index) => ({
      day: days[index] ?? '',
      visitors: show(day.all),
      returning: isSmall(day.all) ? null : returning(day.all - day.fresh, isDayOpen(day)),
    })),
  }
}
