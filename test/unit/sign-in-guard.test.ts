import { expect, test } from 'vitest'
import { createSignInGuard } from '../../server/domain/sign-in-guard.ts'

const wrong = async () => false
const right = async () => true

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
  const addresses = Array.from({ length: 10 }, (_, index) => `203.0.113.${index}`)
  const results = await Promise.all(addresses.map((address) => attempt(address, verify)))
  expect(results).toEqual(Array(10).fill({ kind: 'right' }))
  expect(most).toBe(1)
})

test('lets twenty wait and no more, so that a crowd cannot pile up work', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  const crowd = Array.from({ length: 50 }, (_, index) => attempt(`2001:db8::${index}`, right))
  const results = await Promise.all(crowd)
  expect(results.filter(({ kind }) => kind === 'right')).toHaveLength(20)
  expect(results.at(-1)).toEqual({ kind: 'too_many', retryAfterSeconds: 5 })
})

test('goes on after a verification that broke', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  const broken = attempt('a', async () => {
    throw new Error('the database does not answer')
  })
  const next = attempt('b', right)
  await expect(broken).rejects.toThrow('does not answer')
  await expect(next).resolves.toEqual({ kind: 'right' })
})

test('forgets failures after a success, and after 15 minutes', async () => {
  let nowMs = 0
  const attempt = createSignInGuard({ clock: () => nowMs })
  for (let failure = 1; failure <= 4; failure++) await attempt('a', wrong)
  await attempt('a', right)
  for (let failure = 1; failure <= 5; failure++) {
    expect(await attempt('a', wrong)).toEqual({ kind: 'wrong' })
  }
  expect(await attempt('a', right)).toEqual({ kind: 'too_many', retryAfterSeconds: 900 })
  nowMs = 15 * 60_000
  expect(await attempt('a', right)).toEqual({ kind: 'right' })
})

test('remembers a thousand addresses, the latest ones', async () => {
  const attempt = createSignInGuard({ clock: () => 0 })
  for (let failure = 1; failure <= 5; failure++) await attempt('first', wrong)
  for (let other = 1; other <= 999; other++) await attempt(`other ${other}`, wrong)
  expect((await attempt('first', right)).kind).toBe('too_many')
  await attempt('one more', wrong)
  expect((await attempt('first', right)).kind).toBe('right')
})
