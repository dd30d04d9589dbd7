import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CODE_MS } from '../../../server/domain/codes/code.ts'
import { makeCode, takeCode } from '../../../server/domain/codes/one-time-code.ts'
import { isRequestCode, makeRequestCode } from '../../../server/domain/codes/request-code.ts'
import { openRightsWorld, type RightsWorld } from '../../support/app/rights-world.ts'

// DS-12: a code that verifies the address of somebody of whom nothing is held here.

const EMAIL = 'aigul@example.kz'
const HOUR_MS = 3_600_000

let world: RightsWorld
beforeEach(async () => {
  world = await openRightsWorld()
})
afterEach(() => world.close())

const ask = (email = EMAIL, network: string | null = '203.0.113.0') =>
  makeRequestCode({ email, language: 'ru', network: network ?? undefined }, world.deps)
async function challengeOf(...given: Parameters<typeof ask>) {
  const made = await ask(...given)
  if (made === 'too_many') throw new Error('too many')
  return made.challenge
}
const lastCode = () => world.prepared.at(-1)?.values.code ?? ''
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const isRight = (challenge: string, code: string, email = EMAIL) =>
  isRequestCode({ challenge, code, email }, world.deps)
const queueLength = async () => (await world.deps.store.readDueMail(world.nowMs, 50)).length

describe('a code for a request', () => {
  test('is mailed to the address as it was typed, and is right for that address alone', async () => {
    const challenge = await challengeOf()
    expect(world.prepared).toMatchObject([
      {
        ...{ kind: 'request_code', to: EMAIL, language: 'ru' },
        expiresAtMs: world.nowMs + CODE_MS,
      },
    ])
    expect(await queueLength()).toBe(1)
    const code = lastCode()
    expect(code).toMatch(/^\d{6}$/)
    expect(await isRight(challenge, wrong(code))).toBe(false)
    expect(await isRight(challenge, code, 'other@example.kz')).toBe(false)
    expect(await isRight(challenge, code, ' AIGUL@example.kz ')).toBe(true)
    // An answer may be lost: it may be given again until it expires.
    expect(await isRight(challenge, code)).toBe(true)
  })

  test('is right for ten minutes and five tries, and under its own challenge alone', async () => {
    const first = await challengeOf()
    const code = lastCode()
    const second = await challengeOf()
    expect(await isRight(second, code)).toBe(false)
    for (let tries = 0; tries < 4; tries++) expect(await isRight(second, wrong(code))).toBe(false)
    expect(await isRight(second, lastCode())).toBe(false)
    world.nowMs += CODE_MS - 1
    expect(await isRight(first, code)).toBe(true)
    world.nowMs += 1
    expect(await isRight(first, code)).toBe(false)
  })

  test('opens nobody’s data, and a code that does sends no request', async () => {
    await world.addMessage(EMAIL)
    const challenge = await challengeOf()
    expect(await takeCode(challenge, lastCode(), world.deps)).toBeUndefined()
    const made = await makeCode({ email: EMAIL, language: 'kk', network: undefined }, world.deps)
    const other = made === 'too_many' ? '' : made.challenge
    expect(await isRight(other, lastCode())).toBe(false)
  })

  test('of a clock that stood ahead opens nothing, and ended ones are deleted', async () => {
    const aheadMs = 60_000
    world.nowMs += aheadMs
    const [near, nearCode] = [await challengeOf(), lastCode()]
    world.nowMs += 1
    const [far, farCode] = [await challengeOf(), lastCode()]
    world.nowMs -= aheadMs + 1
    expect(await isRight(near, nearCode)).toBe(true)
    expect(await isRight(far, farCode)).toBe(false)
    const { store } = world.deps
    expect(await store.deleteEndedCodes(world.nowMs + aheadMs + CODE_MS)).toBe(1)
    expect(await store.deleteEndedCodes(world.nowMs + aheadMs + CODE_MS)).toBe(0)
    world.nowMs += aheadMs + 1
    expect(await isRight(far, farCode)).toBe(true)
  })
})

describe('no more are made', () => {
  const made = async (count: number, of: (at: number) => Parameters<typeof ask>) => {
    const results = []
    for (let at = 0; at < count; at++) results.push((await ask(...of(at))) !== 'too_many')
    return results.filter(Boolean).length
  }

  test('than three an hour and four a day for a mailbox by one network, however it is spelled', async () => {
    const spelled = (at: number) => [`aigul+${at}@example.kz`] as [string]
    expect(await made(5, spelled)).toBe(3)
    expect(await made(1, () => ['other@example.kz'])).toBe(1)
    world.nowMs += HOUR_MS + 1
    expect(await made(3, spelled)).toBe(1)
  })

  test('than five an hour for a mailbox and ten a day, from wherever', async () => {
    const from = (at: number): [string, string] => [EMAIL, `10.0.${at}.0`]
    expect(await made(7, from)).toBe(5)
    world.nowMs += HOUR_MS + 1
    expect(await made(7, (at) => from(at + 10))).toBe(5)
    world.nowMs += HOUR_MS + 1
    expect(await made(7, (at) => from(at + 20))).toBe(0)
    world.nowMs += 24 * HOUR_MS
    expect(await made(1, from)).toBe(1)
  })

  test('than twenty an hour by one network, and by all together that nobody can tell apart', async () => {
    for (const network of ['203.0.113.0', null]) {
      expect(await made(22, (at) => [`${at}${network}@example.kz`, network])).toBe(20)
    }
    expect(await made(1, () => ['one-more@example.kz', '198.51.100.0'])).toBe(1)
    expect(await queueLength()).toBe(world.prepared.length - 4)
  })

  test('where mail is not set up a code is made all the same', async () => {
    const deps = { ...world.deps, prepareMail: undefined }
    const made = await makeRequestCode({ email: EMAIL, language: 'kk', network: 'a' }, deps)
    expect(Object.keys(made)).toEqual(['challenge'])
    expect(await queueLength()).toBe(0)
  })
})
