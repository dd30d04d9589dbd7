/** Weights of the eleven digits before the check digit, and those of the second attempt. */
const WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]

const remainder = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0) % 11

/**
 * Whether twelve digits end in the check digit of an individual identification number (Government
 * decree No. 406 of 2003): the weighted sum modulo 11, with other weights where that is 10.
 */
export function hasIinCheckDigit(number: string): boolean {
  if (!/^\d{12}$/.test(number)) return false
  const digits = [...number].map(Number)
  const first = remainder(digits, WEIGHTS)
  const check = first === 10 ? remainder(digits, SECOND_WEIGHTS) : first
  return check === digits[11]
}

/** Whether a text seems to hold an IIN, written in one piece or in groups (CF-05). */
export function mayHoldIin(text: string): boolean {
  const pieces = text.match(/\d+/g) ?? []
  const groups = text.match(/\d(?:[ \u00a0-]?\d)*/g) ?? []
  return [...pieces, ...groups.map((group) => group.replace(/\D/g, ''))].some(hasIinCheckDigit)
}
