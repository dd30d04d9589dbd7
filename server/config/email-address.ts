import * as v from 'valibot'
import { limits } from '../contract/limits.ts'
import { cleanEmail } from '../contract/typed/email.ts'

/** An address alone, without a name, a label or a second one beside it. */
const ALONE = /^[^\s<>,;:@]+@[^\s<>,;:@]+$/

/** Whether a text is an email address, and nothing beside it, that mail can be sent to and from. */
export const isEmailAddress = (text: string): boolean =>
  ALONE.test(text) && cleanEmail(text) !== undefined

/** An email address, in the form in which mail servers take it: its domain in ASCII. */
export const emailAddress = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(limits.email),
  v.check(isEmailAddress, 'is no email address. Write it alone, such as office@school.kz'),
  v.transform((text) => cleanEmail(text) ?? text),
)

/**
 * How somebody is reached: what has an `@` in it is one email address, or the address of a page. `mailto:` may stand before it where
 * it is written into a field of addresses.
 */
export const reachable = v.check<string, string>((text) => {
  const isPage = text.startsWith('https://')
  return isPage || !text.includes('@') || isEmailAddress(text.replace(/^mailto:/i, ''))
}, 'has an @ in it and is no email address. Write the address alone, such as office@school.kz, or a phone number')
