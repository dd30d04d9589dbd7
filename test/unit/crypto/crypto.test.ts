import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SealPurpose } from '../../../server/crypto/cryptography.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { createRandomPool } from '../../../server/crypto/random-pool.ts'

const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
const row = '0192f0a0-0000-7000-8000-000000000001'
const address = '203.0.113.77'
const sealed = () => cryptography.seal('visits.address', row, address) as Uint8Array

describe('sealing', () => {
  it.each(['', address, 'Айгүл Әбдіқадырова', '😀'.repeat(2000)])(
    'opens what it sealed: %.20s',
    async (text) => {
      const value = await cryptography.seal('messages.message', row, text)
      expect(await cryptography.open('messages.message', row, value)).toBe(text)
    },
  )

  it('lays out one byte key id, 12 bytes nonce, the ciphertext and 16 bytes tag', () => {
    const value = sealed()
    expect(value).toHaveLength(1 + 12 + address.length + 16)
    expect(value[0]).toBe(1)
  })

  it('never writes the same bytes twice, and none of the text', () => {
    const [first, second] = [Buffer.from(sealed()), Buffer.from(sealed())]
    expect(first.subarray(1, 13)).not.toEqual(second.subarray(1, 13))
    expect(first.subarray(13)).not.toEqual(second.subarray(13))
    expect(first.includes(address)).toBe(false)
    expect(first.includes('203.0')).toBe(false)
  })

  it('does not open in another row, for another purpose or under another secret', () => {
    const value = sealed()
    const other = createNodeCryptography(new Uint8Array(32).fill(2))
    expect(() => cryptography.open('visits.address', `${row.slice(0, -1)}2`, value)).toThrow()
    expect(() => cryptography.open('messages.name' satisfies SealPurpose, row, value)).toThrow()
    expect(() => other.open('visits.address', row, value)).toThrow()
  })

  it('does not open when any one byte is changed or the end is missing, and never tells the text', () => {
    const value = sealed()
    for (let index = 0; index < value.length; index++) {
      const altered = Uint8Array.from(value)
      altered[index] = (altered[index] ?? 0) ^ 1
      const open = () => cryptography.open('visits.address', row, altered)
      expect(open).toThrow()
      expect(open).not.toThrow(address)
    }
    for (const length of [0, 1, 28, value.length - 1]) {
      expect(() => cryptography.open('visits.address', row, value.subarray(0, length))).toThrow()
    }
  })

  it('opens a value sealed by an earlier release', () => {
    const kept = Buffer.from('Acv8DsJ8qKF/l4j7ka0Cn7V0zEFI/K1jhQTRMuolDzF+1YLu0xQCaqM=', 'base64')
    expect(cryptography.open('visits.address', row, kept)).toBe(address)
  })

  it('needs a secret of 32 bytes and keeps a copy of it', async () => {
    expect(() => createNodeCryptography(new Uint8Array(31))).toThrow('32 bytes')
    expect(() => createNodeCryptography(new Uint8Array(0))).toThrow('32 bytes')
    const secret = new Uint8Array(32).fill(1)
    const own = createNodeCryptography(secret)
    secret.fill(0)
    expect(await own.open('visits.address', row, sealed())).toBe(address)
  })
})

describe('hashes', () => {
  it('gives the SHA-256 of the UTF-8 bytes', () => {
    const wanted = createHash('sha256').update('Келісім', 'utf8').digest()
    expect(cryptography.sha256('Келісім')).toEqual(wanted)
    expect(cryptography.sha256('')).toHaveLength(32)
  })

  it.each([
    [[1, 2, 3], [1, 2, 3], true],
    [[1, 2, 3], [1, 2, 4], false],
    [[1, 2, 3], [1, 2], false],
    [[], [], true],
  ])('compares %j with %j: %s', (a, b, wanted) => {
    expect(cryptography.isEqual(Uint8Array.from(a), Uint8Array.from(b))).toBe(wanted)
  })

  it('gives random bytes of the length asked for', () => {
    expect(cryptography.randomBytes(32)).toHaveLength(32)
    expect(cryptography.randomBytes(32)).not.toEqual(cryptography.randomBytes(32))
  })
})

describe('passwords', () => {
  const password = 'құпия сөз 15 таңба'

  it('verifies the password it hashed and no other', async () => {
    const stored = await cryptography.hashPassword(password)
    expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(stored).not.toContain(password)
    expect(await cryptography.verifyPassword(password, stored)).toBe(true)
    expect(await cryptography.verifyPassword(`${password}.`, stored)).toBe(false)
    expect(await cryptography.verifyPassword('', stored)).toBe(false)
  })

  it('salts: the same password hashes to different texts', async () => {
    const [first, second] = await Promise.all([
      cryptography.hashPassword(password),
      cryptography.hashPassword(password),
    ])
    expect(first).not.toBe(second)
  })

  it('takes letters typed as one sign or as two for the same', async () => {
    const stored = await cryptography.hashPassword('й'.normalize('NFC').repeat(15))
    expect(await cryptography.verifyPassword('й'.normalize('NFD').repeat(15), stored)).toBe(true)
  })

  it('verifies a vector made by another implementation', async () => {
    expect(
      await cryptography.verifyPassword(
        'password',
        '$scrypt$ln=14,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$6iMJXpgeItuXSS3ial5ceU6o+LQA0aKIA8ORmTlhNMU',
      ),
    ).toBe(true)
  })

  it.each([
    ['', 'nothing'],
    ['password', 'plain text'],
    [
      '$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'a cost of a terabyte',
    ],
    [
      '$scrypt$ln=0,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'no cost',
    ],
    ['$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA', 'another scheme'],
  ])('refuses %s (%s) without an error', async (stored) => {
    expect(await cryptography.verifyPassword('password', stored)).toBe(false)
  })
})

describe('random bytes', () => {
  it('CR-07 are never given out twice, whatever their length, and are wiped from where they were kept', () => {
    const next = createRandomPool()
    const seen = new Set<string>()
    for (let round = 0; round < 2000; round += 1) seen.add(Buffer.from(next(16)).toString('hex'))
    expect(seen.size).toBe(2000)
    expect(seen.has('0'.repeat(32))).toBe(false)
    expect(next(0)).toHaveLength(0)
    for (const length of [1, 32, 4096, 10_000]) expect(next(length)).toHaveLength(length)
    expect(Buffer.from(next(4096)).equals(Buffer.from(next(4096)))).toBe(false)
  })
})
