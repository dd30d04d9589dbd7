/** How editors save a text: what a file of the operator's may be when it comes to us. */
const windows1251 = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1251').decode(Uint8Array.of(byte)),
    byte,
  ]),
)

/** Saved by an editor of the years before UTF-8; a letter that it lacks becomes a question mark. */
export const asWindows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => windows1251.get(letter) ?? 63)

/** Saved by Notepad as "Unicode", little endian, or with its bytes swapped. */
export function asUtf16(text: string, { isBigEndian = false, hasMark = true } = {}): Uint8Array {
  const bytes = Buffer.from(hasMark ? `\uFEFF${text}` : text, 'utf16le')
  return isBigEndian ? bytes.swap16() : bytes
}

/** Saved by Notepad as UTF-8: a byte order mark first, and lines that end as Windows ends them. */
export const asNotepad = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`
