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

/** Begins with a day of birth, and the digit after it tells century and sex: 0 to 6. */
const BIRTH = /^\d\d(0[1-9]|1[012])(0[1-9]|[12]\d|3[01])[0-6]/

const isIin = (number: string): boolean => BIRTH.test(number) && hasIinCheckDigit(number)

/**
 * Whether a text seems to hold an IIN, written in one piece or in groups with up to two spaces, line breaks, dots,
 * slashes or hyphens between them (CF-05).
 */
export function mayHoldIin(text: string): boolean {
  const rows = text.match(/\d+(?:[\s./-]{0,2}\d+)*/g) ?? []
  return rows.some((row) => {
    const groups = row.match(/\d+/g) ?? []
    return groups.some((_, from) =>
      groups.some((_, to) => isIin(groups.slice(from, to + 1).join(''))),
    )
  })
}
