import * as v from 'valibot'
import { limits } from '../contract/limits.ts'
import { cleanEmail } from '../contract/typed/email.ts'

/** Exactly one address, without a name or a label. */
const ALONE = /^[^\s<>,;:@]+@[^\s<>,;:@]+$/

/** Returns whether a text is exactly one email address that mail can be sent to and from. */
export const isEmailAddress = (text: string): boolean =>
  ALONE.test(text) && cleanEmail(text) !== undefined

/** An email address in the form that mail servers accept: its domain in ASCII. */
export const emailAddress = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(limits.email),
  v.check(isEmailAddress, 'is no email address. Write it alone, such as office@school.kz'),
  v.transform((text) => cleanEmail(text) ?? text),
)

/**
 * A way to reach somebody. A value with an `@` must be one email address or a page's URL; `mailto:` may precede it where a
 * URI is allowed.
 */
export const reachable = v.check<string, string>((text) => {
  const isPage = text.startsWith('https://')
  return isPage || !text.includes('@') || isEmailAddress(text.replace(/^mailto:/i, ''))
}, 'has an @ in it and is no email address. Write the address alone, such as office@school.kz, or a phone number')
