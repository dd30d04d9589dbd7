import type { Cryptography } from '../../crypto/cryptography.ts'

/** Seconds of a time step (RFC 6238, section 5.2). */
const STEP_SECONDS = 30
/** Steps before and after the present one that are accepted: a phone's clock may be half a minute off. */
const STEPS_AROUND = 1
const DIGITS = 6
/** 160 bits (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

type TotpDeps = { readonly cryptography: Pick<Cryptography, 'hmacSha1' | 'isEqual'> }

/** Encodes bytes in base32 (RFC 4648, section 6) without padding; the number of bits is a multiple of five. */
export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let [value, bits] = [0, 0]
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32[(value >>> bits) & 31]
    }
    value &= 0xff
  }
  return text
}

/** Decodes base32 without padding; other characters count as zero. */
export function fromBase32(text: string): Uint8Array {
  const bytes: number[] = []
  let [value, bits] = [0, 0]
  for (const character of text) {
    value = ((value << 5) | Math.max(0, BASE32.indexOf(character))) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >>> bits) & 0xff)
    }
  }
  return Uint8Array.from(bytes)
}

/** Returns a new secret in base32, 32 characters. */
export const buildTotpSecret = ({
  cryptography,
}: {
  readonly cryptography: Pick<Cryptography, 'randomBytes'>
}): string => toBase32(cryptography.randomBytes(SECRET_BYTES))

/** Returns the time step of a moment, in milliseconds since 1970 UTC. */
const stepAt = (nowMs: number): number => Math.floor(nowMs / 1000 / STEP_SECONDS)

/** Returns the code of a time step (RFC 6238 with HMAC-SHA-1, six digits: what every authenticator app takes). */
export function codeOfStep(secret: string, step: number, { cryptography }: TotpDeps): string {
  const counter = new Uint8Array(8)
  new DataView(counter.buffer).setBigUint64(0, BigInt(step))
  const hash = cryptography.hmacSha1(fromBase32(secret), counter)
  const at = (hash[19] ?? 0) & 15
  const number = new DataView(hash.buffer, hash.byteOffset + at, 4).getUint32(0) & 0x7fff_ffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** Returns the time step that a typed code belongs to, now or one step around; `undefined` where it belongs to none. */
export function findStep(
  secret: string,
  typed: string,
  { nowMs, deps }: { readonly nowMs: number; readonly deps: TotpDeps },
): number | undefined {
  const encoder = new TextEncoder()
  const given = encoder.encode(typed.replace(/\s/g, ''))
  const steps = Array.from({ length: 2 * STEPS_AROUND + 1 }, (_, index) => index - STEPS_AROUND)
  const present = stepAt(nowMs)
  // Every step is compared, so that the time taken does not tell which one it was.
  const found = steps.filter((offset) =>
    deps.cryptography.isEqual(encoder.encode(codeOfStep(secret, present + offset, deps)), given),
  )
  return found[0] === undefined ? undefined : present + found[0]
}

/** A QR code that a phone reads easily from a screen holds this much; a longer account name is left out. */
const URI_AT_MOST = 200
/** Longest part of a host name that is shown. */
const ISSUER_AT_MOST = 60

/** Returns the address of a secret for authenticator apps (Key URI Format). `issuer`: host name of the server. */
export function totpUri(
  secret: string,
  { issuer, account }: { readonly issuer: string; readonly account: string },
): string {
  const from = encodeURIComponent(issuer.slice(0, ISSUER_AT_MOST))
  const build = (name: string) =>
    `otpauth://totp/${from}:${encodeURIComponent(name)}?secret=${secret}&issuer=${from}`
  const whole = build(account)
  return whole.length <= URI_AT_MOST ? whole : build('console')
}
