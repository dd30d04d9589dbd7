import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  codeOfStep,
  findStep,
  fromBase32,
  toBase32,
  totpUri,
} from '../../../server/domain/staff/totp.ts'

const deps = {
  cryptography: {
    hmacSha1: (key: Uint8Array, message: Uint8Array) =>
      createHmac('sha1', key).update(message).digest(),
    isEqual: (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0,
  },
}
/** The secret of RFC 6238, appendix B, in base32. */
const SECRET = toBase32(new TextEncoder().encode('12345678901234567890'))

// RFC 6238, appendix B, the last six of its eight digits.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('SE-02 at second %i the code is the one of RFC 6238', (seconds, code) => {
  expect(codeOfStep(SECRET, Math.floor(seconds / 30), deps)).toBe(code)
})

test('SE-02 a code is taken in its half minute and the ones around it, and at no other time', () => {
  const nowMs = 1_111_111_111_000
  const step = Math.floor(nowMs / 30_000)
  const find = (atMs: number, typed = '050471') => findStep(SECRET, typed, { nowMs: atMs, deps })
  expect(find(nowMs)).toBe(step)
  expect(find(nowMs, ' 050 471 ')).toBe(step)
  expect([find(nowMs + 30_000), find(nowMs - 30_000)]).toEqual([step, step])
  for (const awayMs of [60_000, -60_000, 86_400_000]) expect(find(nowMs + awayMs)).toBeUndefined()
  for (const typed of ['', '50471', '0504711', '05047x', '٠٥٠٤٧١'])
    expect(find(nowMs, typed), typed).toBeUndefined()
})

test('a secret is the same bytes after it was typed', () => {
  for (const length of [5, 10, 20]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256)
    expect(fromBase32(toBase32(bytes))).toEqual(bytes)
  }
})

test('the address for apps fits a QR code, whatever the names are', () => {
  const long = totpUri(SECRET, { issuer: `${'a'.repeat(200)}.kz`, account: 'ә'.repeat(254) })
  expect(long.length).toBeLessThanOrEqual(213)
  expect(long).toContain(`secret=${SECRET}`)
  const uri = totpUri(SECRET, { issuer: 'consent.school.kz', account: 'a@school.kz' })
  expect(uri).toBe(
    `otpauth://totp/consent.school.kz:a%40school.kz?secret=${SECRET}&issuer=consent.school.kz`,
  )
})
