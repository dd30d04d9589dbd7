import type { Count } from '../../contract/index.ts'

/** Smallest count that is shown; 1 to 4 are withheld (TR-09). */
export const SMALLEST_SHOWN = 5

/** A total and its breakdowns into groups. */
export interface Breakdown {
  readonly total: number
  /** Groups that always list the same rows, such as days and languages, including zeros. Each adds up to the total. */
  readonly fixed: readonly (readonly number[])[]
  /** Groups that list only what occurred, such as pages. Each adds up to the total or, where some have no row, to less. */
  readonly listed: readonly (readonly number[])[]
}

/** The same, ready to be shown. A listed group that must not be shown is empty. */
export interface WithheldBreakdown {
  readonly total: Count
  readonly fixed: readonly (readonly Count[])[]
  readonly listed: readonly (readonly Count[])[]
}

const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN

/**
 * Withholds counts from 1 to 4, and what would let a reader compute one of them, even a reader who knows this rule.
 *
 * A reader can subtract what is shown from the total, and so knows how many cells of a group are withheld and what
 * they add up to. That pins them down where only one is withheld, or where all must be 1, or all 4. In these cases:
 * 1. the zeros of the group are withheld too (`null`, '<5');
 * 2. where there are none, the smallest cells from five up are, and all withheld cells of the group are `hidden`;
 * 3. where there are none of these either, a listed group gets no rows, and a fixed group takes the total with it.
 * Cells of equal size are always treated alike. So whatever differs among the withheld cells could as well be the
 * other way round, and 1 and 2 leave at least two different values in doubt.
 *
 * Where the total is withheld, so is every cell of the fixed groups, zeros included, and the listed groups have no
 * rows: four rows of '<5' under a total of '<5' would be four ones.
 *
 * This holds within one answer. Answers for periods that overlap can still be subtracted from each other.
 */
export function withholdBreakdown({ total, fixed, listed }: Breakdown): WithheldBreakdown {
  if (isSmall(total)) return withholdAll(null, { fixed, listed })
  if (fixed.some(revealsTotal)) return withholdAll('hidden', { fixed, listed })
  return {
    total,
    fixed: fixed.map((cells) => withholdCells(cells, total)),
    listed: listed.map((cells) => withholdCells(cells, total)),
  }
}

/** Shows all counts of a table, or none where one of them, or of the counts it depends on, must not be shown. */
export function withholdTable(
  counts: readonly number[],
  related: readonly Count[],
): readonly Count[] {
  const isShown = !counts.some(isSmall) && related.every((count) => typeof count === 'number')
  return isShown ? counts : counts.map(() => 'hidden')
}

const withholdAll = (
  mark: null | 'hidden',
  { fixed, listed }: Pick<Breakdown, 'fixed' | 'listed'>,
): WithheldBreakdown => ({
  total: mark,
  fixed: fixed.map((cells) => cells.map(() => mark)),
  listed: listed.map(() => []),
})

/** Returns whether `count` cells from 1 to 4 with a sum of at most `sum` could have only one value each. */
const isForced = (count: number, sum: number): boolean =>
  sum === count || sum === count * (SMALLEST_SHOWN - 1) || (count === 1 && sum < SMALLEST_SHOWN)

/**
 * Returns whether a fixed group with small cells only cannot be shown under its total. Up to four cells it never is, so that
 * a missing total does not reveal which of the forced cases applied.
 */
function revealsTotal(cells: readonly number[]): boolean {
  if (cells.length === 0 || !cells.every(isSmall)) return false
  const sum = cells.reduce((all, cell) => all + cell, 0)
  return cells.length < SMALLEST_SHOWN || isForced(cells.length, sum)
}

function withholdCells(cells: readonly number[], total: number): readonly Count[] {
  const small = cells.filter(isSmall)
  if (small.length === 0) return cells
  const shown = cells.reduce((all, cell) => all + (isSmall(cell) ? 0 : cell), 0)
  if (!isForced(small.length, total - shown))
    return upTo(cells, SMALLEST_SHOWN - 1, { zeros: false })
  if (cells.includes(0)) return upTo(cells, SMALLEST_SHOWN - 1, { zeros: true })
  const next = Math.min(...cells.filter((cell) => cell >= SMALLEST_SHOWN))
  return Number.isFinite(next) ? cells.map((cell) => (cell <= next ? 'hidden' : cell)) : []
}

const upTo = (
  cells: readonly number[],
  highest: number,
  { zeros }: { zeros: boolean },
): readonly Count[] => cells.map((cell) => (cell <= highest && (zeros || cell > 0) ? null : cell))
