/** The two hex digits of every byte value. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The engine's own method where it exists (ECMAScript 2026); it is ten times as fast. Node 24 has none. */
const hasToHex = 'toHex' in Uint8Array.prototype

/** Returns bytes as lower-case hex digits. */
export function toHex(bytes: Uint8Array): string {
  if (hasToHex) return (bytes as Uint8Array & { toHex(): string }).toHex()
  let hex = ''
  for (const byte of bytes) hex += DIGITS[byte]
  return hex
}

/** Returns hex digits as bytes. A pair that is not hex becomes a zero byte. */
export const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16) || 0)
