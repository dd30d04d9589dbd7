import { mayHoldIin } from './iin.ts'

/** A digit at the start of a number: no other digit precedes it. */
const START = '(?<!\\d[ ().\\u00a0-]{0,2})'
const GAP = '[ ().\\u00a0-]{0,2}'

const PERSONAL = [
  // An email address, matched from its `@`, since a text has few of those.
  '(?<=[^\\s@])@[^\\s@][^\\s@.]*\\.[^\\s@]',
  // A phone number: international, or of Kazakhstan with 7 or 8 before its ten digits, or a mobile one without.
  `\\+\\d(?:${GAP}\\d){6,14}`,
  `${START}[78](?:${GAP}\\d){10}(?!\\d)`,
  `${START}7(?:${GAP}\\d){9}(?!\\d)`,
  // An individual identification number. A company's number has 4, 5 or 6 in the place of the day of birth.
  '(?<!\\d)(?:\\d ?){4}[0-3](?: ?\\d){7}(?!\\d)',
].join('|')

/** Matches a text without an email address, a phone number, or twelve digits as of an IIN. */
export const IMPERSONAL = new RegExp(`^(?![\\s\\S]*(?:${PERSONAL}))`)

/** An email address, or a phone number with its country code. */
const ADDRESS = `(?<=[^\\s@])@[^\\s@][^\\s@.]*\\.[^\\s@]|\\+\\d(?:${GAP}\\d){6,14}`

/** Matches a text without an email address, or a phone number with its country code. */
export const WITHOUT_ADDRESS = new RegExp(`^(?![\\s\\S]*(?:${ADDRESS}))`)

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Returns whether something typed may be searched for, which puts it into addresses: what free text of a register may hold,
 * and any id, some of which look like a phone number.
 */
export const isSearchable = (typed: string): boolean =>
  UUID.test(typed) || (IMPERSONAL.test(typed) && !mayHoldIin(typed))
