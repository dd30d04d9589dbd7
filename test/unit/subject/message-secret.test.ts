import { expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { normalEmail } from '../../../server/domain/addresses/email-form.ts'
import { formatSecretCode } from '../../../server/domain/identifiers/uuid-v7.ts'
import { buildMessageSecret } from '../../../server/domain/messages/message.ts'
import { newId } from '../../support/app/test-app.ts'

const cryptography = createNodeCryptography(new Uint8Array(32).fill(5))

test('CR-07: a message’s code holds at least 128 bits, says nothing of the id and is the same each time', () => {
  const id = newId()
  const code = buildMessageSecret(id, cryptography)
  expect(buildMessageSecret(id, cryptography)).toBe(code)
  const other = createNodeCryptography(new Uint8Array(32).fill(6))
  expect(buildMessageSecret(id, other)).not.toBe(code)
  // A byte is led to 30 letters: the likeliest stand for 9 of 256 values.
  const bits = code.replaceAll('-', '').length * Math.log2(256 / 9)
  expect(bits).toBeGreaterThanOrEqual(128)
  const codes = new Set(
    Array.from({ length: 500 }, () => buildMessageSecret(newId(), cryptography)),
  )
  expect(codes.size).toBe(500)
})

test('CF-08: without a key there is no code, rather than an empty one', () => {
  expect(() => buildMessageSecret(newId(), { blindIndexes: () => [] })).toThrow('no key')
})

test('CF-08: a code is read however it was typed', () => {
  const code = buildMessageSecret(newId(), cryptography)
  const typed = [code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', ' ')]
  expect(typed.map(formatSecretCode)).toEqual([code, code, code])
})

test.each([
  [' Name@Example.KZ ', 'name@example.kz'],
  // The Kelvin sign and the dotted capital I become ASCII letters, or more than one, by Unicode's rules.
  ['\u212a@example.kz', '\u212a@example.kz'],
  ['\u0130@example.kz', '\u0130@example.kz'],
  ['Әлия@example.kz', 'Әлия@example.kz'],
])('DS-11: the address %s is looked up as %s', (email, wanted) => {
  expect(normalEmail(email)).toBe(wanted)
})
