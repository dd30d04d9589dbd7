import { expect, test } from 'vitest'
import { createSignInGuard, type Guesser } from '../../../server/domain/staff/sign-in-guard.ts'

const wrong = async () => false
const right = async () => true
const MINUTE_MS = 60_000

/** Somebody of a network of their own, unless told otherwise. */
const from = (network: string, changes: Partial<Guesser> = {}): Guesser => ({
  ...{ network, around: `around ${network}`, isShared: false, device: undefined },
  ...changes,
})
const kinds = (results: readonly { kind: string }[]) => results.map(({ kind }) => kind)

test('verifies one password at a time', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  let running = 0
  let most = 0
  const verify = async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setImmediate(resolve))
    running--
    return true
  }
  const networks = Array.from({ length: 10 }, (_, index) => from(`203.0.${index}.1`))
  const results = await Promise.all(networks.map((network) => attempt(network, verify)))
  expect(results).toEqual(Array(10).fill({ kind: 'right' }))
  expect(most).toBe(1)
})

test('lets twenty strangers wait and no more, five of one network around at most', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  const neighbours = Array.from({ length: 8 }, (_, index) =>
    attempt(from(`2001:db8:1:${index}::`, { around: '2001:db8:1::' }), wrong),
  )
  const crowd = Array.from({ length: 50 }, (_, index) => attempt(from(`${index}`), wrong))
  const answers = kinds(await Promise.all(neighbours))
  expect(answers).toEqual([...Array(5).fill('wrong'), ...Array(3).fill('too_many')])
  const others = await Promise.all(crowd)
  expect(kinds(others).filter((kind) => kind === 'wrong')).toHaveLength(15)
  expect(others.at(-1)).toEqual({ kind: 'too_many', retryAfterSeconds: 5 })
})

test('who signed in before goes first and finds a place, by browser or by network, however many strangers wait', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  await attempt(from('school'), right)
  const order: string[] = []
  const verifyAs = (name: string, isRight: boolean) => async () => {
    await new Promise((resolve) => setImmediate(resolve))
    order.push(name)
    return isRight
  }
  const crowd = Array.from({ length: 40 }, (_, index) =>
    attempt(from(`${index}`), verifyAs('stranger', false)),
  )
  const own = [
    attempt(from('a café', { device: 'd' }), verifyAs('browser', true)),
    attempt(from('school'), verifyAs('network', true)),
  ]
  expect(kinds(await Promise.all(own))).toEqual(['right', 'right'])
  // One was under way when they came.
  expect(order.slice(0, 3)).toEqual(['stranger', 'browser', 'network'])
  await Promise.all(crowd)
})

test('goes on after a verification that broke, which nobody has to wait for', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  for (let time = 0; time < 6; time++) {
    const broken = attempt(from('a'), async () => {
      throw new Error('the database does not answer')
    })
    await expect(broken).rejects.toThrow('does not answer')
  }
  await expect(attempt(from('a'), right)).resolves.toEqual({ kind: 'right' })
})

test('a success opens no network’s way to further guesses: its failures end after 15 minutes, not before', async () => {
  let nowMs = 0
  const attempt = createSignInGuard({ clock: () => nowMs })
  for (let failure = 1; failure <= 4; failure++) {
    await attempt(from('a'), wrong)
    // Whoever guesses at another's password signs in with their own in between.
    expect(await attempt(from('a'), right)).toEqual({ kind: 'right' })
  }
  expect(await attempt(from('a'), wrong)).toEqual({ kind: 'wrong' })
  expect(await attempt(from('a'), right)).toEqual({ kind: 'too_many', retryAfterSeconds: 900 })
  nowMs = 15 * MINUTE_MS
  expect(await attempt(from('a'), right)).toEqual({ kind: 'right' })
})

test('however often a network succeeds, it does not have to wait for that', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  for (let time = 1; time <= 30; time++)
    expect((await attempt(from('a'), right)).kind).toBe('right')
  expect((await attempt(from('a'), wrong)).kind).toBe('wrong')
})

test('a browser that signed in before begins anew after a success', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  const office = from('school', { device: 'office' })
  for (let failure = 1; failure <= 4; failure++) await attempt(office, wrong)
  await attempt(office, right)
  for (let failure = 1; failure <= 5; failure++)
    expect((await attempt(office, wrong)).kind).toBe('wrong')
  expect((await attempt(office, right)).kind).toBe('too_many')
})

test('a browser that signed in before fails for itself alone: neither does its network stop it, nor does it open the network’s way', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  for (let failure = 1; failure <= 6; failure++) await attempt(from('school'), wrong)
  const office = from('school', { device: 'office' })
  expect((await attempt(office, right)).kind).toBe('right')
  expect((await attempt(from('school'), right)).kind).toBe('too_many')
  for (let failure = 1; failure <= 5; failure++) await attempt(office, wrong)
  expect((await attempt(office, right)).kind).toBe('too_many')
  expect((await attempt(from('school', { device: 'other' }), right)).kind).toBe('right')
})

test('who takes turns with the networks of one provider is stopped, and a stranger elsewhere is not', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  const seen: string[] = []
  for (let guess = 0; guess < 200; guess++) {
    const guesser = from(`2001:db8:5:${guess}::`, { around: '2001:db8:5::' })
    seen.push((await attempt(guesser, wrong)).kind)
  }
  expect(seen.filter((kind) => kind === 'wrong')).toHaveLength(25)
  expect((await attempt(from('elsewhere'), right)).kind).toBe('right')
})

test('an address that many share may fail ten times as often, and is no free pass', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  const many = from('127.0.0.1', { isShared: true })
  for (let failure = 1; failure <= 50; failure++)
    expect((await attempt(many, wrong)).kind).toBe('wrong')
  expect((await attempt(many, right)).kind).toBe('too_many')
  // The same address, where it is somebody's own, has nothing to do with it.
  expect((await attempt(from('127.0.0.1'), right)).kind).toBe('right')
})

test('a guesser who is stopped stays so while thousands of networks fail after them', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  for (let failure = 1; failure <= 5; failure++) await attempt(from('first'), wrong)
  for (let other = 1; other <= 4_000; other++) await attempt(from(`other ${other}`), wrong)
  expect((await attempt(from('first'), right)).kind).toBe('too_many')
})
