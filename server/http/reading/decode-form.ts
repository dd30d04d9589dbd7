/** One character per byte, so that text of any encoding can be split before it is decoded. */
const toBinary = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

const toBytes = (binary: string): Uint8Array =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0))

const unwrap = (binary: string): string =>
  binary
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Returns name and value of each field, still one character per byte. */
function takeApart(bytes: Uint8Array): string[][] {
  return toBinary(bytes)
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [unwrap(name), unwrap(value.join('='))]
    })
}

// `ignoreBOM` keeps what was typed, as the URL standard's form parser does.
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Decodes UTF-8; `undefined` where the bytes are not UTF-8. */
function decodeUtf8(binary: string): string | undefined {
  try {
    return UTF8.decode(toBytes(binary))
  } catch {
    return undefined
  }
}

/**
 * Converts `&#1179;` back to the letter: browsers send it for one that the page's encoding lacks (HTML standard, 'encode or
 * fail' of forms). ASCII is in every encoding, so a reference to it was typed, and is kept.
 */
const restoreLetters = (text: string): string =>
  text.replace(/&#(\d{3,7});/g, (reference, digits: string) => {
    const code = Number(digits)
    const isLetter = code > 0x7f && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isLetter ? String.fromCodePoint(code) : reference
  })

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text)

/**
 * Decodes an urlencoded form. A browser uses the page's encoding and does not name it: what is not UTF-8 is windows-1251, the
 * other encoding of pages in Kazakh and Russian. The whole form has one encoding, so one field decides for all. Nothing
 * becomes U+FFFD.
 */
export function decodeForm(bytes: Uint8Array): [name: string, value: string][] {
  const fields = takeApart(bytes)
  const isUtf8 = fields.flat().every((binary) => decodeUtf8(binary) !== undefined)
  // Pure ASCII may be either; there too references come from a browser, hardly ever from a person.
  const hasReferences = !isUtf8 || fields.flat().every(isAscii)
  const cyrillic = new TextDecoder('windows-1251')
  const decode = (binary = ''): string => {
    const text = isUtf8 ? (decodeUtf8(binary) ?? '') : cyrillic.decode(toBytes(binary))
    return hasReferences ? restoreLetters(text) : text
  }
  return fields.map(([name, value]) => [decode(name), decode(value)])
}
