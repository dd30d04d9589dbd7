import * as v from 'valibot'
import { boundedList, patternText, trimmedText } from '../bounded.ts'
import { limits } from '../limits.ts'
import { mayHoldIin } from '../typed/iin.ts'

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

/** Problem reported for a text that contains an email address, a phone number or an IIN. */
export const PERSONAL_PROBLEM = 'personal'

/**
 * Free text of a register, trimmed. Registers can never be erased, so personal data are rejected: email addresses, phone
 * numbers and individual identification numbers, with the problem `personal`.
 *
 * @param maxLength in UTF-16 units.
 */
export const impersonalText = (maxLength: number) =>
  v.pipe(
    trimmedText(maxLength),
    v.regex(new RegExp(`^(?![\\s\\S]*(?:${PERSONAL}))`), PERSONAL_PROBLEM),
    v.check((text) => !mayHoldIin(text), PERSONAL_PROBLEM),
  )

/** An email address, or a phone number with its country code. */
const ADDRESS = `(?<=[^\\s@])@[^\\s@][^\\s@.]*\\.[^\\s@]|\\+\\d(?:${GAP}\\d){6,14}`

/**
 * Number of a document that somebody else has numbered, such as an authority. Many of these look like a phone number without
 * its country code, so that alone is no reason to reject one; an email address, a phone number with it and an IIN are.
 */
export const referenceNumber = v.pipe(
  trimmedText(100),
  v.regex(new RegExp(`^(?![\\s\\S]*(?:${ADDRESS}))`), PERSONAL_PROBLEM),
  v.check((text) => !mayHoldIin(text), PERSONAL_PROBLEM),
)

/** Number or name of a document. */
export const documentNumber = impersonalText(100)
/** Id of a thread begun by hand, which is the id of its first line. */
export const threadId = patternText(/^[0-9a-f-]{36}$/, 'thread', limits.uuid)
/** A consent record's or message's id, or a message's reference. */
export const subjectRef = patternText(/^(?:[0-9a-f-]{36}|K-[2-9A-Z]{8})$/, 'ref', limits.uuid)

/** Category of personal data disclosed or exposed, as clause 3.3 of the policy lists it. */
export const disclosedCategories = [
  'name',
  'email',
  'phone',
  'message',
  'consent',
  'address',
  'browser',
  'visit_time',
  'visitor_cookie',
] as const
export const disclosedCategory = v.picklist(disclosedCategories)
export type DisclosedCategory = v.InferOutput<typeof disclosedCategory>
export const disclosedCategoryList = boundedList(disclosedCategory, {
  max: disclosedCategories.length,
})
