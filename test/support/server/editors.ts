/** Encodings and line ends in which editors save text files. */
const windows1251 = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1251').decode(Uint8Array.of(byte)),
    byte,
  ]),
)

/** As an editor from before UTF-8 saves it; letters missing in the encoding become question marks. */
export const asWindows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => windows1251.get(letter) ?? 63)

/** As Notepad saves "Unicode", little endian, or with swapped bytes. */
export function asUtf16(text: string, { isBigEndian = false, hasMark = true } = {}): Uint8Array {
  const bytes = Buffer.from(hasMark ? `\uFEFF${text}` : text, 'utf16le')
  return isBigEndian ? bytes.swap16() : bytes
}

/** As Notepad saves UTF-8: with a byte order mark and Windows line ends. */
export const asNotepad = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`
