import type { Count, StatisticsResult } from '../../contract/index.ts'
import type { DailyCount, Dimension, Measure, Store } from '../../store/store.ts'
import { DAY_MS } from '../calendar/day.ts'
import { VALUES_KEPT_APART, visitBudget } from '../visits/visit-budget.ts'
import { countAt, withRate } from './choice-rates.ts'
import { buildDetailFigures } from './detail-figures.ts'
import { countsBy, rowsOf, sumOf } from './sum-counts.ts'
import { buildVisitFigures } from './visit-figures.ts'
import { buildVisitorFigures } from './visitor-figures.ts'
import { SMALLEST_SHOWN, withholdBreakdown, withholdTable } from './withhold.ts'

/** The requested period, and the rows that are always listed, so that a missing row reveals nothing. */
export interface StatisticsScope {
  /** First and last day, both included, `YYYY-MM-DD`. */
  readonly from: string
  readonly to: string
  readonly purposes: readonly string[]
  readonly languages: readonly string[]
  readonly policyVersions: readonly string[]
}

/** Returns the statistics of a period for staff, with small counts withheld (TR-08, TR-09). */
export async function readStatistics(
  { store }: { readonly store: Store },
  scope: StatisticsScope,
): Promise<StatisticsResult> {
  const listing = { atMost: VALUES_KEPT_APART, other: visitBudget.other }
  return buildStatistics(await store.readCounts(scope.from, scope.to, listing), scope)
}

/** Returns the number of days from the first to the last, inclusive; negative where they are reversed. */
export const countDays = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1

/** Builds the console's tables from counts and withholds those that are too small to show. */
export function buildStatistics(
  counts: readonly DailyCount[],
  scope: StatisticsScope,
): StatisticsResult {
  const days = listDays(scope)
  const consents = choiceFigures(counts, 'consent', { ...scope, days })
  const refusals = choiceFigures(counts, 'refusal', { ...scope, days })
  const visits = buildVisitFigures(counts, days)
  const purposes = purposeFigures(counts, scope, [consents.total, refusals.total])
  const details = buildDetailFigures(counts, [consents.total, refusals.total])
  return {
    from: scope.from,
    to: scope.to,
    smallestShown: SMALLEST_SHOWN,
    total: {
      ...withRate(consents.total, refusals.total),
      partial: details.partial,
      visits: visits.total,
      withdrawals: totalOf(counts, 'withdrawal'),
      renewals: totalOf(counts, 'renewal'),
      changes: totalOf(counts, 'change'),
    },
    days: days.map((day) => ({
      day,
      ...withRate(countOf(consents.days, day), countOf(refusals.days, day)),
      visits: countOf({ keys: days, counts: visits.days }, day),
    })),
    purposes,
    ...{ dataKinds: details.dataKinds, signals: details.signals },
    languages: consents.languages.keys.map((language) => ({
      language,
      ...withRate(countOf(consents.languages, language), countOf(refusals.languages, language)),
    })),
    policyVersions: consents.policyVersions.keys.map((policyVersion) => ({
      policyVersion,
      ...withRate(
        countOf(consents.policyVersions, policyVersion),
        countOf(refusals.policyVersions, policyVersion),
      ),
    })),
    ...visits.lists,
    visitors: buildVisitorFigures(counts, { days, from: scope.from }),
    notListed: visits.notListed,
  }
}

/** Returns how often something happened in the period. */
const totalOf = (counts: readonly DailyCount[], measure: Measure): Count =>
  withholdBreakdown({ total: sumOf(counts, measure), fixed: [], listed: [] }).total

/** Counts by row name, in display order. */
interface Column {
  readonly keys: readonly string[]
  readonly counts: readonly Count[]
}

const countOf = ({ keys, counts }: Column, key: string): Count => countAt(counts, keys.indexOf(key))

function listDays({ from, to }: StatisticsScope): string[] {
  const first = Date.parse(from)
  return Array.from({ length: Math.max(0, countDays(from, to)) }, (_, index) =>
    new Date(first + index * DAY_MS).toISOString().slice(0, 10),
  )
}

function choiceFigures(
  counts: readonly DailyCount[],
  measure: 'consent' | 'refusal',
  { days, languages, policyVersions }: StatisticsScope & { readonly days: readonly string[] },
) {
  const keys = {
    days,
    languages: rowsOf(counts, 'language', languages),
    policyVersions: rowsOf(counts, 'policy_version', policyVersions),
  }
  const cells = (dimension: Dimension, rows: readonly string[]) => {
    const found = countsBy(counts, measure, dimension)
    return rows.map((row) => found.get(row) ?? 0)
  }
  const shown = withholdBreakdown({
    total: sumOf(counts, measure),
    fixed: [
      cells('all', keys.days),
      cells('language', keys.languages),
      cells('policy_version', keys.policyVersions),
    ],
    listed: [],
  })
  const column = (rows: readonly string[], index: number): Column => ({
    keys: rows,
    counts: shown.fixed[index] ?? [],
  })
  return {
    total: shown.total,
    days: column(keys.days, 0),
    languages: column(keys.languages, 1),
    policyVersions: column(keys.policyVersions, 2),
  }
}

/**
 * Purposes depend on each other and on the totals: granted and refused counts of a purpose add up to all choices, and every
 * consent grants at least one. So either all of them are shown or none.
 */
function purposeFigures(
  counts: readonly DailyCount[],
  { purposes }: StatisticsScope,
  totals: readonly Count[],
): StatisticsResult['purposes'] {
  const granted = countsBy(counts, 'consent', 'purpose')
  const refused = countsBy(counts, 'refusal', 'purpose')
  const rows = rowsOf(counts, 'purpose', purposes)
  const cells = rows.flatMap((row) => [granted.get(row) ?? 0, refused.get(row) ?? 0])
  const shown = withholdTable(cells, totals)
  return rows.map((purpose, index) => ({
    purpose,
    ...withRate(countAt(shown, index * 2), countAt(shown, index * 2 + 1)),
  }))
}
