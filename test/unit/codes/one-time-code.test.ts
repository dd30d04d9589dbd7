import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildDigits, CODE_MS } from '../../../server/domain/codes/code.ts'
import { makeCode, takeCode } from '../../../server/domain/codes/one-time-code.ts'
import { openRightsWorld, type RightsWorld } from '../../support/app/rights-world.ts'

// DS-11: a code that is mailed to the address that a message came from opens what was sent from there, and nothing else does.

const KNOWN = 'aigul@example.kz'
const MINUTE_MS = 60_000

let world: RightsWorld
beforeEach(async () => {
  world = await openRightsWorld()
})
afterEach(() => world.close())

const ask = (email = KNOWN, network: string | null = '203.0.113.0') =>
  makeCode({ email, language: 'kk', network: network ?? undefined }, world.deps)
async function challengeOf(...given: Parameters<typeof ask>) {
  const made = await ask(...given)
  if (made === 'too_many') throw new Error('too many')
  return made.challenge
}
const codes = () => world.prepared.map(({ values }) => values.code ?? '')
const lastCode = () => codes().at(-1) ?? ''
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const take = (challenge: string, code: string) => takeCode(challenge, code, world.deps)
/** To whom the mails go that wait in the queue. */
const queued = async () => {
  const { store, cryptography } = world.deps
  const mails = await store.readDueMail(world.nowMs + MINUTE_MS, 50)
  return mails.map(({ id, recipient }) => cryptography.open('mail.recipient', id, recipient))
}

describe('a code', () => {
  test('has six digits, with zeros in front, each value as likely as another', () => {
    expect(buildDigits(Uint8Array.of(0, 0, 0, 7))).toBe('000007')
    expect(buildDigits(Uint8Array.of(0, 0, 1, 2))).toBe('000258')
    expect(buildDigits(Uint8Array.of(0, 1, 0, 0))).toBe('065536')
    // 2³² − 1 = 4,294,967,295
    expect(buildDigits(Uint8Array.of(255, 255, 255, 255))).toBe('967295')
  })

  test('opens one session, for half an hour, that is stored by its hash alone', async () => {
    await world.addMessage()
    const challenge = await challengeOf(' Aigul@Example.KZ ')
    const session = await take(challenge, lastCode())
    expect(session?.expiresAtMs).toBe(world.nowMs + 30 * MINUTE_MS)
    expect(session?.token).toMatch(/^[\w-]{43}$/)
    const { store, cryptography } = world.deps
    const hash = await cryptography.sha256(session?.token ?? '')
    expect(await store.findCodeSession(hash, world.nowMs)).toMatchObject({ id: challenge })
    expect(await store.findCodeSession(hash, world.nowMs + 30 * MINUTE_MS)).toBeUndefined()
    expect(await take(challenge, lastCode())).toBeUndefined()
  })

  test('opens nothing where it is another’s, wrong, or ten minutes old', async () => {
    await world.addMessage()
    const first = await challengeOf()
    const code = lastCode()
    const second = await challengeOf()
    expect(await take(second, code)).toBeUndefined()
    expect(await take(first, wrong(code))).toBeUndefined()
    world.nowMs += CODE_MS - 1
    expect(await take(first, code)).toBeDefined()
    world.nowMs += 1
    expect(await take(second, lastCode())).toBeUndefined()
  })

  test('is tried five times and no sixth, whatever the sixth is', async () => {
    await world.addMessage()
    const challenge = await challengeOf()
    const code = lastCode()
    for (let tries = 0; tries < 4; tries++)
      expect(await take(challenge, wrong(code))).toBeUndefined()
    const other = await challengeOf()
    expect(await take(challenge, code)).toBeDefined()
    const otherCode = lastCode()
    for (let tries = 0; tries < 5; tries++)
      expect(await take(other, wrong(otherCode))).toBeUndefined()
    expect(await take(other, otherCode)).toBeUndefined()
  })
})

describe('the mail', () => {
  test('goes to the address that the message came from, within a second of which nobody knows the moment', async () => {
    await world.addMessage('Aigul@example.kz')
    const delays = new Set<number>()
    for (const network of ['203.0.113.0', '198.51.100.0', '192.0.2.0', null]) {
      await ask('AIGUL@example.kz', network)
      const mail = world.prepared.at(-1)
      expect(mail).toMatchObject({ kind: 'one_time_code', to: 'Aigul@example.kz', language: 'kk' })
      expect(mail?.expiresAtMs).toBe(world.nowMs + CODE_MS)
      expect((mail?.delayMs ?? -1) % 4).toBe(0)
      expect(mail?.delayMs).toBeLessThanOrEqual(1020)
      delays.add(mail?.delayMs ?? -1)
    }
    expect(delays.size).toBeGreaterThan(1)
    expect(new Set(codes()).size).toBeGreaterThan(1)
    expect(await queued()).toEqual(Array.from({ length: 4 }, () => 'Aigul@example.kz'))
  })

  test('to an address that nobody wrote from is made and not queued, and the answer is the same', async () => {
    await world.addMessage()
    const made = await ask('nobody@example.kz')
    expect(Object.keys(made)).toEqual(['challenge'])
    expect(world.prepared).toHaveLength(1)
    expect(await queued()).toEqual([])
    expect(world.logged).toEqual([])
  })

  test('is not sent where what was sealed does not open, and that is not told', async () => {
    const { cryptography, store } = world.deps
    const thing = await world.addMessage()
    const id = thing.kind === 'message' ? thing.message.id : ''
    await store.updateMessage(id, {
      email: await cryptography.seal('messages.email', 'other', KNOWN),
    })
    expect(Object.keys(await ask())).toEqual(['challenge'])
    expect(await queued()).toEqual([])
    expect(JSON.stringify(world.logged)).not.toContain('aigul')
  })

  test('is not needed: without mail a code is made all the same', async () => {
    await world.addMessage()
    const deps = { ...world.deps, prepareMail: undefined }
    const made = await makeCode({ email: KNOWN, language: 'kk', network: 'a' }, deps)
    expect(Object.keys(made)).toEqual(['challenge'])
    expect(await queued()).toEqual([])
  })
})

describe('limits', () => {
  const made = async (count: number, ...given: Parameters<typeof ask>) => {
    const results = []
    for (let at = 0; at < count; at++) results.push((await ask(...given)) !== 'too_many')
    return results.filter(Boolean).length
  }

  test('of a network for an address: three an hour, four a day, and another’s are not spent', async () => {
    expect(await made(5)).toBe(3)
    expect(await made(2, KNOWN, '198.51.100.0')).toBe(2)
    expect(await made(2, 'other@example.kz')).toBe(2)
    world.nowMs += 60 * MINUTE_MS + 1
    expect(await made(3)).toBe(1)
  })

  test('of an address, from wherever: twenty a day', async () => {
    const networks = Array.from({ length: 7 }, (_, at) => `203.0.${at}.0`)
    const all = []
    for (const network of networks) all.push(await made(3, KNOWN, network))
    expect(all).toEqual([3, 3, 3, 3, 3, 3, 2])
    // From where nobody knows, that alone counts.
    expect(await made(22, 'other@example.kz', null)).toBe(20)
    world.nowMs += 24 * 60 * MINUTE_MS + 1
    expect(await made(1)).toBe(1)
  })

  test('of a mailbox: twenty mails a day, under however many spellings it has written', async () => {
    const spellings = ['aigul+a@example.kz', 'aigul+b@example.kz']
    for (const email of spellings) {
      await world.addMessage(email)
      for (let at = 0; at < 20; at++) expect(await made(1, email, `10.0.${at}.0`)).toBe(1)
    }
    expect(await queued()).toHaveLength(20)
  })

  test('of a mailbox are not spent by mails that nobody gets', async () => {
    for (let at = 0; at < 25; at++) await ask(`aigul+${at}@example.kz`, `10.0.${at}.0`)
    await world.addMessage()
    await ask()
    expect(await queued()).toEqual([KNOWN])
  })
})
