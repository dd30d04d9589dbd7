const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** By syntax alone: old libraries put an `Array.from` of their own in the place of the browser's. */
function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += (byte + 256).toString(16).slice(1)
  return hex
}

/** A UUID of version 7 (RFC 9562 section 5.7) with this time, in milliseconds, and 72 random bits. */
export function makeUuidV7(timeMs: number): string {
  const bytes = randomBytes(10)
  const hex = timeMs.toString(16).padStart(12, '0') + toHex(bytes)
  // Version and variant take the place of one random digit each; the variant's two free bits come from the digit it replaces.
  const variant = '89ab'[(bytes[2] as number) >> 6]
  return hex.replace(/(.{8})(.{4}).(...).(...)/, `$1-$2-7$3-${variant}$4-`)
}

/** 256 random bits as base64url without padding: opens a consent record. */
export const makeSecret = (): string =>
  btoa(String.fromCharCode(...randomBytes(32)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace('=', '')
