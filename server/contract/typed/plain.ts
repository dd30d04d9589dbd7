/** Invisible characters, which text pasted from contacts, chats and documents contains; unpaired surrogates are among them. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu
/** Dashes, hyphens and minus signs of every kind. */
const DASHES = /[\p{Pd}\u2212\u2043]/gu
/** Offset of full-width ASCII characters (Unicode, U+FF01 to U+FF5E). */
const FULL_WIDTH_OFFSET = 0xfee0

/**
 * Converts an address or a number to what a keyboard would produce: full-width characters and dashes in ASCII, no invisible
 * characters, no spaces at the ends. Nothing else is changed: with Unicode's further rules a look-alike could become
 * somebody's address.
 */
export const makePlain = (typed: string): string =>
  typed
    .replace(UNSEEN, '')
    .replace(DASHES, '-')
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .trim()

/** Removes given characters from both ends of a text. */
export function stripEnds(text: string, characters: string): string {
  let from = 0
  let to = text.length
  while (from < to && characters.includes(text.charAt(from))) from += 1
  while (from < to && characters.includes(text.charAt(to - 1))) to -= 1
  return text.slice(from, to)
}
