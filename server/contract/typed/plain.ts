/** What nobody sees: what is pasted from contacts, chats and documents brings it along. Halves of letters are among it. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu
/** Dashes, hyphens and minus signs of every kind. */
const DASHES = /[\p{Pd}\u2212\u2043]/gu
/** Full-width forms of ASCII stand this far above it (Unicode, U+FF01 to U+FF5E). */
const FULL_WIDTH_OFFSET = 0xfee0

/**
 * An address or a number as a keyboard would write it: full-width characters and dashes in ASCII, nothing that is not seen, no
 * spaces at the ends. Nothing else is changed: by Unicode's further rules a look-alike would become somebody's address.
 */
export const makePlain = (typed: string): string =>
  typed
    .replace(UNSEEN, '')
    .replace(DASHES, '-')
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .trim()

/** A text without those of the characters that stand at its ends. */
export function stripEnds(text: string, characters: string): string {
  let from = 0
  let to = text.length
  while (from < to && characters.includes(text.charAt(from))) from += 1
  while (from < to && characters.includes(text.charAt(to - 1))) to -= 1
  return text.slice(from, to)
}
