/**
 * Removes unpaired surrogates, which remain of an emoji cut in half. UTF-8 has no encoding for them, so they could not be
 * stored.
 */
export const dropHalves = (text: string): string => text.replace(/\p{Cs}/gu, '')

/** Removes control characters except tabs and line breaks, and spaces at both ends. Empty where nothing is visible. */
export const trimText = (text: string): string =>
  /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(text)
    ? text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}]/gu, '').trim()
    : ''
