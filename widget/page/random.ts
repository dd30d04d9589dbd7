const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

const toHex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

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
