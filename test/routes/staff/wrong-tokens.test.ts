import { expect, test } from 'vitest'
import type { InvitationResult } from '../../../server/contract/index.ts'
import { codeOf, FIRST, openAdminApp } from '../admin-app.ts'

const DAY_MS = 86_400_000
const SECOND = 'мұз айдыны жаздыгүні еріді'

/** A server that counts the passwords it hashes. */
async function openCounting() {
  const app = await openAdminApp()
  const { cryptography } = app.deps
  const count = { hashes: 0 }
  const hash = cryptography.hashPassword
  cryptography.hashPassword = (password) => {
    count.hashes++
    return hash(password)
  }
  const accept = (token: string, name = 'Planted Newcomer') =>
    app.ask('/acceptance', { method: 'POST', body: { token, name, password: SECOND } })
  return { ...app, count, accept }
}

test('expired and made-up invitations keep nobody of their network from accepting a good one, and cost no hash', async () => {
  const { ask, openSession, state, count, accept, store } = await openCounting()
  const invite = async (email: string) => {
    const body = { email, role: 'operator', language: 'kk' }
    const answer = await ask('/invitations', { method: 'POST', cookie: await openSession(), body })
    return ((await answer.json()) as InvitationResult).token ?? ''
  }
  const expired = await invite('late@planted.example')
  state.nowMs += 3 * DAY_MS
  const good = await invite('new@planted.example')
  for (let time = 1; time <= 6; time++)
    for (const token of [expired, 'A'.repeat(43)]) {
      const answer = await accept(token)
      expect([answer.status, await codeOf(answer)]).toEqual([403, 'invitation_refused'])
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
  expect(count.hashes).toBe(0)
  expect(await store.readAccounts(9)).toHaveLength(1)
  expect((await accept(good)).status).toBe(200)
  expect(count.hashes).toBe(1)
  // Used up, it is a wrong one.
  expect((await accept(good)).status).toBe(403)
  expect(count.hashes).toBe(1)
  expect(await store.readAccounts(9)).toHaveLength(2)
})

test('wrong set-up tokens keep nobody from making the first administrator, and cost no hash', async () => {
  const { ask, setUp, count, store } = await openCounting()
  for (let time = 1; time <= 12; time++) {
    const body = { ...FIRST, token: `guess ${time}` }
    const answer = await ask('/setup', { method: 'POST', body })
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'setup_refused'])
  }
  expect([count.hashes, await store.hasAccounts()]).toEqual([0, false])
  expect((await setUp()).status).toBe(200)
  expect((await setUp()).status).toBe(403)
  expect(count.hashes).toBe(1)
})

test('a good invitation that many send at once makes one account, and no more passwords are hashed than may wait', async () => {
  const { ask, openSession, count, accept, store } = await openCounting()
  const body = { email: 'new@planted.example', role: 'operator', language: 'kk' }
  const answer = await ask('/invitations', { method: 'POST', cookie: await openSession(), body })
  const token = ((await answer.json()) as InvitationResult).token ?? ''
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => accept(token, `Planted ${index}`)),
  )
  const statuses = answers.map(({ status }) => status).toSorted()
  expect(statuses).toEqual([200, ...Array(4).fill(403), ...Array(7).fill(429)])
  expect(count.hashes).toBe(5)
  expect(await store.readAccounts(9)).toHaveLength(2)
})
