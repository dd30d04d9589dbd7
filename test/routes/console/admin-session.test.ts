import { describe, expect, test } from 'vitest'
import { searchBytes } from '../../support/database/database-file.ts'
import {
  codeOf,
  cookieOf,
  EMAIL,
  FIRST,
  openAdminApp,
  PASSWORD,
  SETUP_TOKEN,
} from '../admin-app.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describe('the first administrator', () => {
  test('SE-02 is made once with the printed token, signs in, and is stored only as a hash', async () => {
    const { ask, setUp, databaseFile } = await openAdminApp()
    expect(await (await ask('/session')).json()).toMatchObject({
      ...{ isSetUp: false, isSignedIn: false, step: 'none', role: null },
    })
    const answer = await setUp()
    expect(answer.status).toBe(200)
    const cookie = cookieOf(answer)
    expect(await (await ask('/session', { cookie })).json()).toEqual({
      ...{ isSetUp: true, isSignedIn: true, step: 'factor_setup', role: 'administrator' },
      ...{ isSinglePassword: false, isFactorRequired: true },
    })
    expect(await searchBytes(databaseFile, EMAIL)).toEqual([])
    expect(await searchBytes(databaseFile, 'Planted Head')).toEqual([])
    expect(await searchBytes(databaseFile, PASSWORD)).toEqual([])
    expect(await searchBytes(databaseFile, cookie.split('=')[1] ?? 'missing')).toEqual([])
    expect(await searchBytes(databaseFile, SETUP_TOKEN)).toEqual([])
  })

  test('is refused with another token, and then none is set', async () => {
    const { ask } = await openAdminApp()
    const body = { ...FIRST, token: `${SETUP_TOKEN}x` }
    const answer = await ask('/setup', { method: 'POST', body })
    expect(answer.status).toBe(403)
    expect(await codeOf(answer)).toBe('setup_refused')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await (await ask('/session')).json()).toMatchObject({
      ...{ isSetUp: false, isSignedIn: false, step: 'none', role: null },
    })
  })

  test('is not replaced by a second use of the token', async () => {
    const { ask, setUp, signIn } = await openAdminApp()
    await setUp()
    const body = { ...FIRST, password: 'another long password' }
    expect((await ask('/setup', { method: 'POST', body })).status).toBe(403)
    expect((await signIn(body.password)).status).toBe(401)
    expect((await signIn()).status).toBe(200)
  })

  test('goes to one of two who send the token at once', async () => {
    const { setUp } = await openAdminApp()
    const statuses = (await Promise.all([setUp(), setUp()])).map((answer) => answer.status)
    expect(statuses.toSorted()).toEqual([200, 403])
  })

  test('cannot be set on a server that printed no token', async () => {
    const { setUp } = await openAdminApp({ setupToken: undefined })
    expect((await setUp()).status).toBe(403)
  })

  test('is refused where it is short, naming the field and not the value', async () => {
    const { ask } = await openAdminApp()
    const body = { ...FIRST, password: 'short-and-secret'.slice(0, 14) }
    const answer = await ask('/setup', { method: 'POST', body })
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(JSON.parse(text).error.fields).toEqual({ password: 'too_short' })
    expect(text).not.toContain(body.password)
  })
})

describe('signing in', () => {
  test('SE-07 gives a fresh token in a cookie that scripts and other sites do not get', async () => {
    const { setUp, signIn } = await openAdminApp()
    const first = cookieOf(await setUp())
    const header = (await signIn()).headers.get('set-cookie') ?? ''
    const [pair, ...attributes] = header.split('; ')
    expect(pair).toMatch(/^__Host-kelisim_admin=[A-Za-z0-9_-]{43}$/)
    expect(pair).not.toBe(first)
    expect(attributes).toEqual(
      expect.arrayContaining(['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict', 'Max-Age=43200']),
    )
    expect(header).not.toMatch(/domain/i)
  })

  test('ends the session that the browser came with', async () => {
    const { ask, setUp } = await openAdminApp()
    const cookie = cookieOf(await setUp())
    await ask('/session', { method: 'POST', body: { email: EMAIL, password: PASSWORD }, cookie })
    expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
  })

  test('SE-02 is refused alike whether the password is wrong or nobody has the address', async () => {
    const { setUp, signIn } = await openAdminApp()
    const shown = async (answer: Response) => {
      const { error } = (await answer.json()) as { error: Record<string, unknown> }
      return {
        status: answer.status,
        ...error,
        requestId: '',
        cookie: answer.headers.get('set-cookie'),
      }
    }
    const unset = await shown(await signIn('some password'))
    await setUp()
    expect(await shown(await signIn('some password'))).toEqual(unset)
    expect(unset).toMatchObject({ status: 401, code: 'sign_in_refused', cookie: null })
  })

  test('waits after five failures from one address, even with the right password', async () => {
    const { setUp, signIn, state } = await openAdminApp()
    await setUp()
    for (let failure = 1; failure <= 5; failure++) expect((await signIn('wrong')).status).toBe(401)
    state.nowMs += 5 * MINUTE_MS
    const answer = await signIn()
    expect(answer.status).toBe(429)
    expect(await codeOf(answer)).toBe('too_many_requests')
    expect(answer.headers.get('retry-after')).toBe('600')
    state.nowMs += 10 * MINUTE_MS
    expect((await signIn()).status).toBe(200)
  })

  test('stays open to the school while a stranger guesses', async () => {
    const { setUp, signIn, state } = await openAdminApp()
    await setUp()
    state.address = '198.51.100.9'
    const guesses = await Promise.all(Array.from({ length: 8 }, () => signIn('wrong')))
    expect(guesses.map((answer) => answer.status).toSorted()).toEqual([
      ...Array(5).fill(401),
      ...Array(3).fill(429),
    ])
    state.address = '203.0.113.7'
    expect((await signIn()).status).toBe(200)
  })

  test('a browser that signed in before gets in while its own network guesses', async () => {
    const { ask, setUp, signIn } = await openAdminApp()
    const cookies = (await setUp()).headers.getSetCookie()
    const device = cookies.find((cookie) => cookie.startsWith('__Secure-kelisim_device=')) ?? ''
    expect(device).toMatch(
      /; Path=\/v1\/admin; Max-Age=31536000; Secure; HttpOnly; SameSite=Strict$/,
    )
    const own = device.split(';')[0] ?? ''
    for (let failure = 1; failure <= 5; failure++) await signIn('wrong')
    expect((await signIn()).status).toBe(429)
    const enter = (cookie: string, password = PASSWORD) =>
      ask('/session', { method: 'POST', body: { email: EMAIL, password }, cookie })
    expect((await enter(own)).status).toBe(200)
    // Made up, or one digit changed: a stranger's.
    const [, id = '', , signature = ''] = /=(\w+)\.(\d+)\.(\w+)$/.exec(own) ?? []
    const name = '__Secure-kelisim_device'
    const forged = [
      `${name}=${'0'.repeat(32)}.9999999999999.${signature}`,
      `${name}=${id}.9999999999999.${signature}`,
      `${own.slice(0, -1)}${own.endsWith('0') ? '1' : '0'}`,
      `${name}=`,
    ]
    for (const cookie of forged) expect((await enter(cookie)).status, cookie).toBe(429)
    // It has failures of its own, and signs nobody in.
    expect((await enter(own, 'wrong')).status).toBe(401)
    expect(await (await ask('/session', { cookie: own })).json()).toMatchObject({
      isSignedIn: false,
    })
  })

  test('IPv6 addresses of one /64 are one guesser', async () => {
    const { signIn, state } = await openAdminApp()
    const tryFrom = async (address: string) => {
      state.address = address
      return (await signIn('wrong')).status
    }
    for (let host = 1; host <= 5; host++) expect(await tryFrom(`2001:db8:5:5::${host}`)).toBe(401)
    expect(await tryFrom('2001:db8:5:5:ffff::9')).toBe(429)
    expect(await tryFrom('2001:db8:5:6::1')).toBe(401)
  })
})

describe('a session', () => {
  test('SE-02 ends after 30 minutes without a request, not before', async () => {
    const { ask, openSession, state } = await openAdminApp()
    const cookie = await openSession()
    for (let visit = 1; visit <= 3; visit++) {
      state.nowMs += 29 * MINUTE_MS
      expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: true })
    }
    state.nowMs += 30 * MINUTE_MS
    expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
    state.nowMs -= 30 * MINUTE_MS
    expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
  })

  test('ends after 12 hours, however busy', async () => {
    const { ask, openSession, state } = await openAdminApp()
    const cookie = await openSession()
    const endMs = state.nowMs + 12 * HOUR_MS
    while (state.nowMs + 20 * MINUTE_MS < endMs) {
      state.nowMs += 20 * MINUTE_MS
      expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: true })
    }
    state.nowMs = endMs
    expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
  })

  test('is over on the server once signed out, not only in the browser', async () => {
    const { ask, openSession } = await openAdminApp()
    const cookie = await openSession()
    const answer = await ask('/session', { method: 'DELETE', cookie })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-kelisim_admin=; Max-Age=0;.*Secure/)
    expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
  })

  test.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}'`])(
    'is not opened by the made-up token %j',
    async (token) => {
      const { ask } = await openAdminApp()
      const cookie = `__Host-kelisim_admin=${token}`
      expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: false })
      expect((await ask('/statistics?from=2026-10-01&to=2026-10-20', { cookie })).status).toBe(401)
    },
  )
})

test('no answer is kept by a cache, errors included', async () => {
  const { ask, setUp } = await openAdminApp()
  const answers = [
    await ask('/session'),
    await setUp(),
    await ask('/session', { method: 'DELETE' }),
    await ask('/session', { method: 'POST', body: {} }),
    await ask('/statistics?from=2026-10-01&to=2026-10-20'),
    await ask('/nothing-here'),
  ]
  expect(answers.map((answer) => answer.headers.get('cache-control'))).toEqual(
    Array(6).fill('no-store'),
  )
})
