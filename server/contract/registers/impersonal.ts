import * as v from 'valibot'
import { boundedList, patternText, trimmedText } from '../bounded.ts'
import { limits } from '../limits.ts'
import { mayHoldIin } from '../typed/iin.ts'
import { IMPERSONAL, WITHOUT_ADDRESS } from '../typed/personal.ts'

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
    v.regex(IMPERSONAL, PERSONAL_PROBLEM),
    v.check((text) => !mayHoldIin(text), PERSONAL_PROBLEM),
  )

/**
 * Number of a document that somebody else has numbered, such as an authority. Many of these look like a phone number without
 * its country code, so that alone is no reason to reject one; an email address, a phone number with it and an IIN are.
 */
export const referenceNumber = v.pipe(
  trimmedText(100),
  v.regex(WITHOUT_ADDRESS, PERSONAL_PROBLEM),
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
const disclosedCategory = v.picklist(disclosedCategories)
export type DisclosedCategory = v.InferOutput<typeof disclosedCategory>
export const disclosedCategoryList = boundedList(disclosedCategory, {
  max: disclosedCategories.length,
})
