/** Half a letter: what is cut in the middle of an emoji ends in one. UTF-8 has none, so that it could be kept by no means. */
export const dropHalves = (text: string): string => text.replace(/\p{Cs}/gu, '')

/** Text without control characters but tabs and line breaks, and without spaces at both ends; empty where nothing can be seen. */
export const trimText = (text: string): string =>
  /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(text)
    ? text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}]/gu, '').trim()
    : ''
