/** Steps between grid lines that are easy to read. */
const STEPS = [1, 2, 5]

/**
 * Returns a round maximum for a scale with at most `lines` steps.
 *
 * @returns the maximum and the distance of the grid lines, both whole numbers, at least 5 and 1.
 */
export function roundScale(
  highest: number,
  lines: number,
): { readonly top: number; readonly step: number } {
  const wanted = Math.max(highest, 5) / lines
  const power = 10 ** Math.floor(Math.log10(wanted))
  const factor = STEPS.find((step) => step * power >= wanted) ?? 10
  const step = Math.max(1, factor * power)
  return { top: Math.ceil(Math.max(highest, 5) / step) * step, step }
}

/** Returns every how many columns a label fits, for a given width of columns and labels. */
export const labelEvery = (columnPx: number, labelPx: number): number =>
  Math.max(1, Math.ceil(labelPx / columnPx))
