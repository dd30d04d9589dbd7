/** Steps between the lines of a scale that read easily. */
const STEPS = [1, 2, 5]

/**
 * A round number for the top of a scale, with at most `lines` steps up to it.
 *
 * @returns the top and the distance of its lines, both whole numbers, at least 5 and 1.
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

/** Every how many columns a label fits, if each column and each label is so wide. */
export const labelEvery = (columnPx: number, labelPx: number): number =>
  Math.max(1, Math.ceil(labelPx / columnPx))
