/** Weights of the eleven digits before the check digit, and those of the second attempt. */
const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
/** An individual identification number has so many digits. */
const IIN_DIGITS = 12

/** Begins with a day of birth, and the digit after it tells century and sex: 0 to 6. */
const BIRTH = /^\d\d(0[1-9]|1[012])(0[1-9]|[12]\d|3[01])[0-6]/

/** Whether twelve digits begin as an IIN does and end in its check digit (Government decree No. 406 of 2003). */
function isIin(digits: string): boolean {
  if (!BIRTH.test(digits)) return false
  const sum = (weights: readonly number[]) =>
    weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) % 11
  const first = sum(FIRST)
  return (first === 10 ? sum(SECOND) : first) === Number(digits[IIN_DIGITS - 1])
}

/**
 * Puts a dot in the place of each digit of what may be an IIN, in one piece or in groups (CF-05): paper and forms of the school
 * must not gather them. Every twelve digits in a row are tried, so that a number with more digits hides none.
 */
export function maskIin(text: string): string {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index)
  const masked = new Set<number>()
  for (let at = 0; at + IIN_DIGITS <= places.length; at += 1) {
    const run = places.slice(at, at + IIN_DIGITS)
    const isOnePiece = run.every(
      (place, step) => step === 0 || isJoined(text, run[step - 1] ?? 0, place),
    )
    if (isOnePiece && isIin(run.map((place) => text[place]).join(''))) {
      for (const place of run) masked.add(place)
    }
  }
  return [...Array(text.length).keys()].map((at) => (masked.has(at) ? '•' : text[at])).join('')
}

/** Whether two digits stand side by side, or with up to two spaces, line breaks, dots, slashes or hyphens between them. */
const isJoined = (text: string, before: number, after: number): boolean =>
  /^[\s./-]{0,2}$/.test(text.slice(before + 1, after))
