/** Weights of the eleven digits before the check digit, and those of the second attempt. */
const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
/** Digits in an individual identification number. */
const IIN_DIGITS = 12

/**
 * Returns whether twelve digits end in the check digit of an individual identification number (Government decree No. 406 of
 * 2003): the weighted sum modulo 11, with other weights where that is 10.
 */
export function hasIinCheckDigit(digits: string): boolean {
  const sum = (weights: readonly number[]) =>
    weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) % 11
  const first = sum(FIRST)
  return (first === 10 ? sum(SECOND) : first) === Number(digits[IIN_DIGITS - 1])
}

/** Starts with a date of birth; the next digit encodes century and sex: 0 to 6. */
const BIRTH = /^\d\d(0[1-9]|1[012])(0[1-9]|[12]\d|3[01])[0-6]\d{5}$/

/** ASCII, Arabic, Persian and full-width digits; the last four bits are the value of each. */
const DIGIT = /[0-9٠-٩۰-۹０-９]/g
/** What may separate two groups of one number: anything except letters and characters that begin or enclose another number. */
const BETWEEN = /^[^\p{L}\d+()]{0,3}$/u
/**
 * Telephone numbers as grouped in Kazakhstan, and dates. An IIN is not grouped like these and does not begin inside one, but
 * two of them side by side may look like it.
 */
const OTHERS =
  /\b(?:[78][^\p{L}\d+]{0,3}[3-9]\d\d|7\d\d)[^\p{L}\d+]{0,3}\d{3}[^\p{L}\d+]{0,3}\d\d[^\p{L}\d+]{0,3}\d\d(?!\d)|\b\d\d?[./]\d\d?[./](?:19|20)\d\d(?!\d)/gu

/** Range in a text: start, and end exclusive. */
type Span = readonly [from: number, to: number]

const spansOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length])

/** Yields every range of a text that contains twelve digits of one number, grouped or not. */
function* findTwelves(text: string): Generator<Span> {
  const groups = spansOf(text, /\d+/g)
  for (const [index, [from, end]] of groups.entries()) {
    // A longer number may contain an IIN.
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

/** Converts each digit to ASCII in place; the letter O between digits becomes a zero. */
const writeDigits = (text: string): string =>
  text
    .replace(DIGIT, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/(\d)([oо]+)(?=\d)/giu, (_, digit: string, letters: string) =>
      digit.padEnd(1 + letters.length, '0'),
    )

/** Replaces each digit of a possible IIN with a dot, however it is written (CF-05): the school's forms must not collect IINs. */
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

/** Returns whether a text may contain an IIN: exactly where the server would mask one. */
export const mayHoldIin = (text: string): boolean => maskIin(text) !== text
