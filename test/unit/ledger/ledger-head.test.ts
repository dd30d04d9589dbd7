import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { bindKey, createLedgerGuard, isKeyBound } from '../../../server/domain/ledger/head.ts'
import { isWhole, packLeaves, unpackLeaves } from '../../../server/domain/ledger/leaves.ts'
import type { LedgerHead } from '../../../server/store/store.ts'

// What binds the end of the chain, and each signing key, to the server's secret. A figure that it did not cover could be changed
// by whoever has the database file and not the secret, and nobody would notice.

const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
const stranger = createNodeCryptography(new Uint8Array(32).fill(2))
/** Two generations of keys are in use while they are changed: the newer binds, both are known. */
const both = {
  ...cryptography,
  blindIndexes: (...given: Parameters<typeof stranger.blindIndexes>) => [
    ...cryptography.blindIndexes(...given),
    ...stranger.blindIndexes(...given),
  ],
}
const none = { ...cryptography, blindIndexes: () => [] }
const bytes = (first: number) => Uint8Array.from({ length: 32 }, (_, at) => (first + at) % 256)

const head: LedgerHead = {
  ...{ eventArrival: 7, entryArrival: 9, eventHash: bytes(1), entryHash: bytes(2) },
  ...{ checkpoint: 3, checkpointHash: bytes(3) },
  ...{ sealedEventHash: bytes(4), sealedEntryHash: bytes(5) },
  ...{ sinceMs: 1000, sinceCheckpoint: 2, isWhole: true },
}
const key = { id: 'kid', publicJwk: '{"x":"a"}', createdAtMs: 5, retiredAtMs: null }
const changed = (value: unknown) => {
  if (value instanceof Uint8Array) return bytes(77)
  if (typeof value === 'boolean') return !value
  return typeof value === 'string' ? `${value} ` : Number(value) + 1
}
const variants = <T extends object>(one: T) =>
  Object.entries(one).map(([name, value]): [string, T] => [
    name,
    { ...one, [name]: changed(value) },
  ])

describe('SE-12: the end of the chain', () => {
  const guard = createLedgerGuard(cryptography)

  test('is known as it was bound, and under no other secret', () => {
    const keyedHash = guard.bind(head)
    expect(guard.isBound({ ...head, keyedHash })).toBe(true)
    expect(createLedgerGuard(stranger).isBound({ ...head, keyedHash })).toBe(false)
    expect(guard.isBound({ ...head, keyedHash: new Uint8Array(32) })).toBe(false)
    expect(guard.isBound({ ...head, keyedHash: new Uint8Array(0) })).toBe(false)
  })

  test('is bound by its text, word for word: one that was bound by an earlier version is known', () => {
    const hex = (first: number) => Buffer.from(bytes(first)).toString('hex')
    const text = `["kelisim-ledger-head-1",7,9,"${hex(1)}","${hex(2)}",3,"${hex(3)}","${hex(4)}","${hex(5)}",1000,2,true]`
    expect([guard.bind(head)]).toEqual(cryptography.blindIndexes('ledger.head', text))
  })

  test.each(variants(head))('is not known any more with another %s', (_, other) => {
    const keyedHash = guard.bind(head)
    expect(guard.isBound({ ...other, keyedHash })).toBe(false)
  })

  test('is bound by the newest generation of keys and known by each in use', () => {
    const changing = createLedgerGuard(both)
    expect(changing.bind(head)).toEqual(guard.bind(head))
    for (const one of [cryptography, stranger])
      expect(changing.isBound({ ...head, keyedHash: createLedgerGuard(one).bind(head) })).toBe(true)
    expect(() => createLedgerGuard(none).bind(head)).toThrow('bind: no key generation is in use')
  })

  test('is rolled over what was before, the number in the order of writing in eight bytes, and the commitment', () => {
    const expected = (arrival: bigint, commitment: Uint8Array) => {
      const number = Buffer.alloc(8)
      number.writeBigUInt64BE(arrival)
      const all = Buffer.concat([bytes(1), number, commitment])
      return createHash('sha256').update(all).digest('hex')
    }
    for (const arrival of [0, 1, 255, 256, 2 ** 32, 2 ** 40 + 3])
      for (const commitment of [bytes(9), bytes(200).subarray(0, 5)]) {
        const rolled = guard.roll(bytes(1), { arrival, commitment })
        expect(Buffer.from(rolled).toString('hex')).toBe(expected(BigInt(arrival), commitment))
      }
  })

  test('is not rolled where hashes come later: a commit waits for none', () => {
    const sha256 = async () => new Uint8Array(32)
    const later = createLedgerGuard({ ...cryptography, sha256 })
    expect(() => later.roll(bytes(1), { arrival: 1, commitment: bytes(2) })).toThrow(
      'roll: it must be hashed at once',
    )
  })
})

describe('SE-12: a signing key', () => {
  const keyedHash = bindKey(key, cryptography)

  test('is known as it was bound, and neither under another secret nor as the end of a chain', () => {
    expect(isKeyBound({ ...key, keyedHash }, cryptography)).toBe(true)
    expect(isKeyBound({ ...key, keyedHash }, stranger)).toBe(false)
    expect(isKeyBound({ ...key, keyedHash: null }, cryptography)).toBe(false)
    const text = JSON.stringify(['kelisim-signing-key-1', ...Object.values(key)])
    expect([keyedHash]).toEqual(cryptography.blindIndexes('ledger.key', text))
    const [other] = cryptography.blindIndexes('ledger.head', text)
    expect(isKeyBound({ ...key, keyedHash: other ?? null }, cryptography)).toBe(false)
  })

  test.each(variants(key))('is not known any more with another %s', (_, other) => {
    expect(isKeyBound({ ...other, keyedHash }, cryptography)).toBe(false)
  })
})

describe('leaves of a checkpoint', () => {
  const leaves = [
    { seq: 1, commitment: bytes(1) },
    { seq: 2 ** 32 + 7, commitment: bytes(2) },
    { seq: 300, commitment: bytes(3) },
  ]

  test('are packed one after the other, 8 and 32 bytes, and read again', () => {
    const packed = packLeaves(leaves)
    expect(packed).toHaveLength(120)
    expect(Buffer.from(packed).readBigUInt64BE(40)).toBe(BigInt(2 ** 32 + 7))
    expect([...unpackLeaves(packed)]).toEqual(leaves)
    expect(isWhole(packed)).toBe(true)
    expect([...unpackLeaves(packLeaves([]))]).toEqual([])
  })

  test('are read where they lie inside of other bytes, and a piece of one is none', () => {
    const packed = Buffer.concat([Buffer.alloc(3, 255), packLeaves(leaves), Buffer.alloc(39, 255)])
    const within = packed.subarray(3, 3 + 120)
    expect([...unpackLeaves(within)].map(({ seq }) => seq)).toEqual([1, 2 ** 32 + 7, 300])
    const cutOff = packed.subarray(3)
    expect([...unpackLeaves(cutOff)]).toHaveLength(3)
    expect(isWhole(cutOff)).toBe(false)
  })
})
