import * as v from 'valibot'
import { boundedList, patternText, trimmedText } from '../bounded.ts'
import { limits } from '../limits.ts'
import { mayHoldIin } from '../typed/iin.ts'

/** A digit that no other digit leads up to: so that what is found begins where the number begins. */
const START = '(?<!\\d[ ().\\u00a0-]{0,2})'
const GAP = '[ ().\\u00a0-]{0,2}'

const PERSONAL = [
  // An email address, looked for from its `@` on, of which a text has few.
  '(?<=[^\\s@])@[^\\s@][^\\s@.]*\\.[^\\s@]',
  // A phone number: international, or of Kazakhstan with 7 or 8 before its ten digits, or a mobile one without.
  `\\+\\d(?:${GAP}\\d){6,14}`,
  `${START}[78](?:${GAP}\\d){10}(?!\\d)`,
  `${START}7(?:${GAP}\\d){9}(?!\\d)`,
  // An individual identification number. A company's number has 4, 5 or 6 where this has a day of birth.
  '(?<!\\d)(?:\\d ?){4}[0-3](?: ?\\d){7}(?!\\d)',
].join('|')

/** What `check` names a text that has an email address, a phone number or an IIN in it. */
export const PERSONAL_PROBLEM = 'personal'

/**
 * Free text of a register, trimmed. Registers can never be erased, so it names no person: email addresses, phone numbers and
 * individual identification numbers are refused, with the problem `personal`.
 *
 * @param maxLength in UTF-16 units.
 */
export const impersonalText = (maxLength: number) =>
  v.pipe(
    trimmedText(maxLength),
    v.regex(new RegExp(`^(?![\\s\\S]*(?:${PERSONAL}))`), PERSONAL_PROBLEM),
    v.check((text) => !mayHoldIin(text), PERSONAL_PROBLEM),
  )

/** Number or name of a document. */
export const documentNumber = impersonalText(100)
/** Id of a thread that was begun by hand: that of its first line. */
export const threadId = patternText(/^[0-9a-f-]{36}$/, 'thread', limits.uuid)
/** A consent record's or message's id, or a message's reference. */
export const subjectRef = patternText(/^(?:[0-9a-f-]{36}|K-[2-9A-Z]{8})$/, 'ref', limits.uuid)

/** What of a person is disclosed or was exposed, as clause 3.3 of the policy lists it. */
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
