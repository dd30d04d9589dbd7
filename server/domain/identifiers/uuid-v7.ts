import { toHex } from './hex.ts'

/** Returns a UUIDv7 (RFC 9562 section 5.7) built from a time and 10 random bytes. */
export function buildUuidV7(nowMs: number, random: Uint8Array): string {
  const hex = toHex(random.subarray(0, 10))
  const time = nowMs.toString(16).padStart(12, '0')
  const variant = (8 + ((random[2] ?? 0) & 3)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(8, 20)}`
}

/** Letters and digits that cannot be confused with one another (no 0 O 1 I L U). */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

const toCharacters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')

/** Returns a message's reference built from 8 random bytes: `K-` and eight characters, about 39 bits. */
export const buildReference = (random: Uint8Array): string =>
  `K-${toCharacters(random.subarray(0, 8))}`

/** Returns the number of a request (`R`) or a deletion (`D`), built from 8 random bytes in the same way as a reference. */
export const buildNumber = (kind: 'R' | 'D', random: Uint8Array): string =>
  `${kind}-${toCharacters(random.subarray(0, 8))}`

/** Characters of a code: about 137 bits, more than the 128 required to open a record (CR-07). */
const CODE_CHARACTERS = 28

/**
 * Returns a code that a person can copy from paper, built from at least 28 unpredictable bytes: seven groups of four,
 * `7H2K-…`.
 */
export const buildSecretCode = (bytes: Uint8Array): string =>
  formatSecretCode(toCharacters(bytes.subarray(0, CODE_CHARACTERS)))

/** Normalises a typed code to the form in which it was issued. */
export const formatSecretCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^2-9A-Z]/g, '')
    .replace(/.{4}(?!$)/g, '$&-')
