import type { Count, StatisticsResult } from '../../contract/index.ts'
import type { DailyCount, Dimension } from '../../store/store.ts'
import { DURATION_STEPS_SECONDS } from '../visits/count-visit.ts'
import { visitBudget } from '../visits/visit-budget.ts'
import { countsBy, sumOf } from './sum-counts.ts'
import { SMALLEST_SHOWN, withholdBreakdown } from './withhold.ts'

/** Maximum rows in a list of pages, referrers, browsers or countries. */
const MAX_LISTED = 20
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour))
const STEPS = DURATION_STEPS_SECONDS.map(String)

type Lists = Pick<
  StatisticsResult,
  | 'pages'
  | 'referrers'
  | 'browsers'
  | 'systems'
  | 'devices'
  | 'hours'
  | 'durations'
  | 'countries'
  | 'networks'
>
type Row = readonly [string, number]
type ShownRow = readonly [string, Count]

interface VisitFigures {
  readonly total: Count
  /** One count for each day. */
  readonly days: readonly Count[]
  readonly lists: Lists
  readonly notListed: StatisticsResult['notListed']
}

const sum = (rows: readonly Row[]): number => rows.reduce((all, [, count]) => all + count, 0)
const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN

/** A corrected count of zero or less gets no row: the count that it corrects may have been dropped. */
const rowsBy = (counts: readonly DailyCount[], dimension: Dimension): Row[] =>
  [...countsBy(counts, 'visit', dimension)].map(
    ([key, count]) => [key, Math.max(0, count)] as const,
  )

/** Rows that are always listed, so that a missing one reveals nothing. */
function fixedRows(counts: readonly DailyCount[], dimension: Dimension, keys: readonly string[]) {
  const found = new Map(rowsBy(counts, dimension))
  return keys.map((key): Row => [key, found.get(key) ?? 0])
}

/**
 * Groups of page views whose visitors allow one kind of data; each adds up to the same number. None is shown where that
 * number is small, or where those who did not allow it would be few, since a reader could subtract it from a total.
 */
function withholdKind(total: number, groups: readonly (readonly Row[])[]): readonly ShownRow[][] {
  const ofKind = sum(groups[0] ?? [])
  if (ofKind < SMALLEST_SHOWN || isSmall(total - ofKind)) return groups.map(() => [])
  const shown = withholdBreakdown({
    total: ofKind,
    fixed: [],
    listed: groups.map((rows) => rows.map(([, count]) => count)),
  })
  return groups.map((rows, group) =>
    (shown.listed[group] ?? []).map((count, at) => [rows[at]?.[0] ?? '', count] as const),
  )
}

/** Sorts by most visits. Withheld rows come last, by name, so that their position does not reveal their size. */
function rank(rows: readonly ShownRow[]): readonly ShownRow[] {
  const size = (count: Count) => (typeof count === 'number' ? count : -1)
  return rows
    .filter(([key]) => key !== visitBudget.other)
    .sort(([a, left], [b, right]) => size(right) - size(left) || (a < b ? -1 : 1))
    .slice(0, MAX_LISTED)
}

/**
 * Returns the count of the rows not listed. It is one of the cells that are withheld together; where none is shown, neither
 * is this.
 */
function restOf(rows: readonly Row[], shown: readonly ShownRow[]): Count {
  if (!rows.some(([key]) => key === visitBudget.other)) return 0
  const found = shown.find(([key]) => key === visitBudget.other)
  return found === undefined ? 'hidden' : found[1]
}

/** Returns page views of a period: by day, page, site, and by whatever else the visitors allow. */
export function buildVisitFigures(
  counts: readonly DailyCount[],
  days: readonly string[],
): VisitFigures {
  const byDay = countsBy(counts, 'visit', 'all')
  const total = sumOf(counts, 'visit')
  const listed = [rowsBy(counts, 'page'), rowsBy(counts, 'referrer')] as const
  const whole = withholdBreakdown({
    total,
    fixed: [days.map((day) => byDay.get(day) ?? 0)],
    listed: listed.map((rows) => rows.map(([, count]) => count)),
  })
  const shownOf = (index: 0 | 1): ShownRow[] =>
    (whole.listed[index] ?? []).map((count, at) => [listed[index][at]?.[0] ?? '', count])
  const [pages, referrers] = [shownOf(0), shownOf(1)]
  const ofBrowser = (['browser', 'os', 'device'] as const).map((one) => rowsBy(counts, one))
  const [browsers = [], systems = [], devices = []] = withholdKind(total, ofBrowser)
  const hourRows = fixedRows(counts, 'hour', HOURS)
  const [hours = []] = withholdKind(total, [hourRows])
  const [durations = []] = withholdKind(sum(hourRows), [fixedRows(counts, 'duration', STEPS)])
  const [countries = []] = withholdKind(total, [rowsBy(counts, 'country')])
  const [networks = []] = withholdKind(total, [rowsBy(counts, 'network')])
  const { page, referrer, browser } = visitBudget.values
  return {
    total: whole.total,
    days: whole.fixed[0] ?? [],
    lists: {
      pages: rank(pages).map(([path, visits]) => ({ path, visits })),
      referrers: rank(referrers).map(([host, visits]) => ({ host, visits })),
      browsers: rank(browsers).map(([name, visits]) => ({ browser: name, visits })),
      systems: rank(systems).map(([os, visits]) => ({ os, visits })),
      devices: rank(devices).map(([device, visits]) => ({ device, visits })),
      hours: hours.map(([hour, visits]) => ({ hour: Number(hour), visits })),
      durations: durations.map(([step, visits]) => ({ fromSeconds: Number(step), visits })),
      countries: rank(countries).map(([country, visits]) => ({ country, visits })),
      networks: rank(networks).map(([network, visits]) => ({
        network: network === 'own' ? 'own' : 'other',
        visits,
      })),
    },
    notListed: {
      pages: { perDay: page, visits: restOf(listed[0], pages) },
      referrers: { perDay: referrer, visits: restOf(listed[1], referrers) },
      browsers: { perDay: browser, visits: restOf(ofBrowser[0] ?? [], browsers) },
    },
  }
}
