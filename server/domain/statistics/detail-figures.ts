import type { Count, StatisticsResult } from '../../contract/index.ts'
import type { DailyCount } from '../../store/store.ts'
import { countAt, withRate } from './choice-rates.ts'
import { COUNTED_KINDS } from './detail-counts.ts'
import { countsBy, sumOf } from './sum-counts.ts'
import { withholdTable } from './withhold.ts'

const SIGNALS = ['gpc', 'none'] as const

/** Figures of what is counted of choices besides purpose, language and policy version. */
type DetailFigures = Pick<StatisticsResult, 'dataKinds' | 'signals'> & {
  /** Consents to a part of what is on offer. */
  readonly partial: Count
}

/**
 * Returns the figures of data kinds, of Global Privacy Control and of consents to a part. Each table is shown as a whole or
 * not at all, as what it says depends on the totals and on the purposes: a reader can subtract one from the other. So the
 * differences must not be small either.
 *
 * @param totals consents and refusals of the period, as they are shown.
 */
export function buildDetailFigures(
  counts: readonly DailyCount[],
  totals: readonly Count[],
): DetailFigures {
  const [consents, refusals] = [sumOf(counts, 'consent'), sumOf(counts, 'refusal')]
  const table = (cells: readonly number[], differences: readonly number[]) =>
    withholdTable([...cells, ...differences], totals).slice(0, cells.length)

  const extents = countsBy(counts, 'consent', 'extent')
  const [some = 0, all = 0] = [extents.get('some'), extents.get('all')]
  const [partial = 0] = table([some, all], [consents - some - all])

  const cellsOf = (dimension: 'data_kind' | 'signal', rows: readonly string[]) => {
    const granted = countsBy(counts, 'consent', dimension)
    const refused = countsBy(counts, 'refusal', dimension)
    return rows.map((row) => [granted.get(row) ?? 0, refused.get(row) ?? 0] as const)
  }
  const kinds = cellsOf('data_kind', COUNTED_KINDS)
  const analytics = countsBy(counts, 'consent', 'purpose').get('analytics') ?? 0
  const shownKinds = table(
    kinds.flat(),
    kinds.flatMap(([granted, refused]) => [
      analytics - granted,
      consents - granted,
      consents + refusals - granted - refused,
    ]),
  )
  const signals = cellsOf('signal', SIGNALS)
  const restOf = (index: 0 | 1, whole: number) =>
    signals.reduce((rest, cells) => rest - cells[index], whole)
  const shownSignals = table(signals.flat(), [restOf(0, consents), restOf(1, refusals)])

  const rate = (shown: readonly Count[], row: number) =>
    withRate(countAt(shown, row * 2), countAt(shown, row * 2 + 1))
  return {
    partial,
    dataKinds: COUNTED_KINDS.map((kind, row) => ({ kind, ...rate(shownKinds, row) })),
    signals: SIGNALS.map((signal, row) => ({ signal, ...rate(shownSignals, row) })),
  }
}
