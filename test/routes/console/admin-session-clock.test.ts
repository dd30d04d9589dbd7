import { expect, test } from 'vitest'
import { openAdminApp } from '../admin-app.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

test('a session that starts in the future, since the clock was put back, is over and stays so', async () => {
  const { ask, openSession, state } = await openAdminApp()
  const cookie = await openSession()
  state.nowMs -= MINUTE_MS
  expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
  state.nowMs += MINUTE_MS
  expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
})

test('a session last seen in the future does not wait there without ever idling out', async () => {
  const { ask, openSession, state } = await openAdminApp()
  const cookie = await openSession()
  for (let visit = 1; visit <= 9; visit++) {
    state.nowMs += 20 * MINUTE_MS
    await ask('/session', { cookie })
  }
  state.nowMs -= 2 * HOUR_MS
  expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
})

test('a clock that is put right by seconds signs nobody out', async () => {
  const { ask, openSession, state } = await openAdminApp()
  const cookie = await openSession()
  state.nowMs += 20 * MINUTE_MS
  await ask('/session', { cookie })
  state.nowMs -= 5_000
  expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: true })
})
