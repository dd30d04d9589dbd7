import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { makeCode, takeCode } from '../../../server/domain/codes/one-time-code.ts'
import { isRequestCode, makeRequestCode } from '../../../server/domain/codes/request-code.ts'
import { openRightsWorld, type RightsWorld } from '../../support/app/rights-world.ts'

// DS-11, DS-12: what is stored of a code, under which key, and what a session's token is made of.

const EMAIL = 'aigul@example.kz'
type Deps = RightsWorld['deps']
type Cryptography = Deps['cryptography']

let world: RightsWorld
beforeEach(async () => {
  world = await openRightsWorld()
})
afterEach(() => world.close())

const asked = { email: EMAIL, language: 'kk', network: '203.0.113.0' } as const
const makers = { makeCode, makeRequestCode }
async function make(name: keyof typeof makers, deps: Deps = world.deps) {
  const made = await makers[name](asked, deps)
  if (made === 'too_many') throw new Error('too many')
  return { challenge: made.challenge, code: world.prepared.at(-1)?.values.code ?? '' }
}
const withKeys = (change: Partial<Cryptography>): Deps => ({
  ...world.deps,
  cryptography: { ...world.deps.cryptography, ...change },
})

describe.each([
  ['makeCode', ''],
  ['makeRequestCode', 'request\n'],
] as const)('%s', (name, use) => {
  test('keeps of a code a keyed hash, bound to its use and its challenge, and nothing in clear', async () => {
    const { challenge, code } = await make(name)
    const { store, cryptography } = world.deps
    const stored = await store.spendTry(challenge, world.nowMs)
    const text = `${use}${challenge}\n${code}`
    expect([stored?.codeHash].map((hash) => Buffer.from(hash ?? []))).toEqual(
      cryptography.blindIndexes('codes.code', text).map((hash) => Buffer.from(hash)),
    )
    expect(stored).toMatchObject({ triesLeft: 5, tokenHash: null, createdAtMs: world.nowMs })
    expect(Object.values(stored ?? {})).not.toContain(code)
  })

  test.each(['codes.code', 'messages.email'])(
    'makes none where there is no key for %s',
    async (purpose) => {
      const { blindIndexes } = world.deps.cryptography
      const deps = withKeys({
        blindIndexes: (of, text) => (of === purpose ? [] : blindIndexes(of, text)),
      })
      await expect(makers[name](asked, deps)).rejects.toThrow('no key to hash it')
      expect(world.prepared).toEqual([])
    },
  )

  test('makes one though its mail fails, and neither answer nor log tells of whom', async () => {
    await world.addMessage(EMAIL)
    const prepareMail = async () => {
      throw new TypeError(`cannot write to ${EMAIL}`)
    }
    const made = await makers[name](asked, { ...world.deps, prepareMail })
    expect(Object.keys(made)).toEqual(['challenge'])
    expect(world.logged).toEqual([['error', 'mail_failed', { error: 'TypeError' }]])
    expect(await world.deps.store.readDueMail(world.nowMs + 60_000, 10)).toEqual([])
  })
})

test('a code is kept once, and the mail of one that is there already is not sent again', async () => {
  const { store, prepareMail } = world.deps
  const { challenge } = await make('makeRequestCode')
  const stored = await store.spendTry(challenge, world.nowMs)
  const mail = { kind: 'request_code', to: EMAIL, language: 'kk', values: { code: '1' } } as const
  const prepared = await prepareMail?.(mail)
  if (!stored || !prepared) throw new Error('it was not stored')
  expect(await store.addCode(stored, [], { ...prepared, isWanted: true })).toBe('duplicate')
  expect(await store.readDueMail(world.nowMs, 10)).toHaveLength(1)
  expect(await store.addCode({ ...stored, id: 'other' }, [], undefined)).toBe('stored')
  expect(
    await store.openCodeSession('none', { tokenHash: new Uint8Array(1), expiresAtMs: 1 }),
  ).toBe('conflict')
})

describe('a code of before a change of keys', () => {
  const newer = createNodeCryptography(new Uint8Array(32).fill(2))
  const changed = () => {
    const { blindIndexes } = world.deps.cryptography
    return withKeys({
      blindIndexes: (of, text) => [...newer.blindIndexes(of, text), ...blindIndexes(of, text)],
    })
  }

  test('opens what it was made for', async () => {
    await world.addMessage(EMAIL)
    const one = await make('makeCode')
    expect(await takeCode(one.challenge, one.code, changed())).toBeDefined()
    const other = await make('makeRequestCode')
    expect(await isRequestCode({ ...other, email: EMAIL }, changed())).toBe(true)
    expect(await isRequestCode({ ...other, email: 'b@example.kz' }, changed())).toBe(false)
  })
})

describe('a session', () => {
  test('is opened once by two who give the same code at once', async () => {
    await world.addMessage(EMAIL)
    const { challenge, code } = await make('makeCode')
    const sessions = await Promise.all([1, 2].map(() => takeCode(challenge, code, world.deps)))
    expect(sessions.filter(Boolean)).toHaveLength(1)
  })

  test.each([
    [[0xfb, 0xef, 0xbe], '-'],
    [[0xff, 0xff, 0xff], '_'],
  ])('has a token that is written into an address as it is: %j', async (bytes, letter) => {
    await world.addMessage(EMAIL)
    const { challenge, code } = await make('makeCode')
    const randomBytes = (length: number) =>
      Uint8Array.from({ length }, (_, at) => bytes[at % 3] ?? 0)
    const session = await takeCode(challenge, code, withKeys({ randomBytes }))
    expect(session?.token).toHaveLength(43)
    expect(session?.token.slice(0, 40)).toBe(letter.repeat(40))
  })
})
