/** Weights of the eleven digits before the check digit, and those of the second attempt. */
const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
/** An individual identification number has so many digits. */
const IIN_DIGITS = 12

/**
 * Whether twelve digits end in the check digit of an individual identification number (Government decree No. 406 of 2003): the
 * weighted sum modulo 11, with other weights where that is 10.
 */
export function hasIinCheckDigit(digits: string): boolean {
  const sum = (weights: readonly number[]) =>
    weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) % 11
  const first = sum(FIRST)
  return (first === 10 ? sum(SECOND) : first) === Number(digits[IIN_DIGITS - 1])
}

/** Begins with a day of birth, and the digit after it tells century and sex: 0 to 6. */
const BIRTH = /^\d\d(0[1-9]|1[012])(0[1-9]|[12]\d|3[01])[0-6]\d{5}$/

/** Digits of ASCII, of Arabic and Persian, and full-width ones: the last four bits are the value of each. */
const DIGIT = /[0-9٠-٩۰-۹０-９]/g
/** What may stand between two groups of one number: anything but letters, and what begins or surrounds another number. */
const BETWEEN = /^[^\p{L}\d+()]{0,3}$/u
/**
 * Telephone numbers as they are grouped in Kazakhstan, and dates: an IIN is neither written so nor begins inside one, but two of
 * them side by side may look like it.
 */
const OTHERS =
  /\b(?:[78][^\p{L}\d+]{0,3}[3-9]\d\d|7\d\d)[^\p{L}\d+]{0,3}\d{3}[^\p{L}\d+]{0,3}\d\d[^\p{L}\d+]{0,3}\d\d(?!\d)|\b\d\d?[./]\d\d?[./](?:19|20)\d\d(?!\d)/gu

/** A part of a text: its first place, and the one after its last. */
type Span = readonly [from: number, to: number]

const spansOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length])

/** Every stretch of a text that holds twelve digits of one number, grouped or not. */
function* findTwelves(text: string): Generator<Span> {
  const groups = spansOf(text, /\d+/g)
  for (const [index, [from, end]] of groups.entries()) {
    // A longer number may hide one.
    for (let at = from; at + IIN_DIGITS <= end; at += 1) yield [at, at + IIN_DIGITS]
    let digits = end - from
    let last = end
    for (const [next, to] of groups.slice(index + 1, index + IIN_DIGITS)) {
      if (!BETWEEN.test(text.slice(last, next))) break
      digits += to - next
      last = to
      if (digits >= IIN_DIGITS) break
    }
    if (digits === IIN_DIGITS && last > end) yield [from, last]
  }
}

/** The text with each digit in ASCII, at the place where it stood; the letter O between digits is a nought. */
const writeDigits = (text: string): string =>
  text
    .replace(DIGIT, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/(\d)([oо]+)(?=\d)/giu, (_, digit: string, letters: string) =>
      digit.padEnd(1 + letters.length, '0'),
    )

/**
 * Puts a dot in the place of each digit of what may be an IIN, however it is written (CF-05): paper and forms of the school must
 * not gather them.
 */
export function maskIin(text: string): string {
  const plain = writeDigits(text)
  const others = spansOf(plain, OTHERS)
  const masked = text.split('')
  for (const [from, to] of findTwelves(plain)) {
    const digits = plain.slice(from, to).replace(/\D/g, '')
    if (!BIRTH.test(digits) || !hasIinCheckDigit(digits)) continue
    if (others.some(([start, end]) => start < to && from < end)) continue
    for (let at = from; at < to; at += 1) if (/\d/.test(plain.charAt(at))) masked[at] = '•'
  }
  return masked.join('')
}

/** Whether a text seems to hold an IIN: exactly where the server would mask one. */
export const mayHoldIin = (text: string): boolean => maskIin(text) !== text
