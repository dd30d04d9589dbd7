const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** Uses syntax only, since old libraries replace `Array.from`. */
function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += (byte + 256).toString(16).slice(1)
  return hex
}

/**
 * Returns a UUID of version 7 (RFC 9562 section 5.7) with this time, in milliseconds, and 72 random bits. The server has its own
 * (`server/domain/identifiers/uuid-v7.ts`): the page imports no values of it, and this one is written for its few bytes.
 */
export function makeUuidV7(timeMs: number): string {
  const bytes = randomBytes(10)
  const hex = timeMs.toString(16).padStart(12, '0') + toHex(bytes)
  // Version and variant replace one random digit each; the variant's two free bits come from the digit that it replaces.
  const variant = '89ab'[(bytes[2] as number) >> 6]
  return hex.replace(/(.{8})(.{4}).(...).(...)/, `$1-$2-7$3-${variant}$4-`)
}

/** Returns 256 random bits as base64url without padding: the secret of a consent record. */
export const makeSecret = (): string =>
  btoa(String.fromCharCode(...randomBytes(32)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace('=', '')
