import { describe, expect, test } from 'vitest'
import { openPerson } from '../../../server/domain/staff/account.ts'
import { undertakingTexts } from '../../../server/domain/staff/undertaking.ts'
import { searchBytes } from '../../support/database/database-file.ts'
import { becomeReady, codeAt } from '../../support/staff/first-administrator.ts'
import { codeOf, cookieOf, EMAIL, openAdminApp, PASSWORD } from '../admin-app.ts'
import { type AdminApp, openBrowser, openReady, post, stepOf } from './staff/ready.ts'

const DAY_MS = 86_400_000
const SECOND = 'мұз айдыны жаздыгүні еріді'

const auditOf = async ({ store }: AdminApp) =>
  (await store.readRegister('audit', 0, 99)).map(({ actor, content }) => ({
    actor,
    ...JSON.parse(content),
  }))
describe('before first access', () => {
  test('SE-03 the first administrator can do nothing before second factor and undertaking, which is kept with version, hash and time', async () => {
    const app = await openAdminApp()
    const { send, cookie: now } = openBrowser(app, cookieOf(await app.setUp()))
    let cookie = now()
    const figures = '/statistics?from=2026-10-01&to=2026-10-20'
    expect(await codeOf(await app.ask(figures, { cookie }))).toBe('second_factor_required')
    const { secret } = await send('POST', '/account/factor-offer')
    const wrong = await post(app, '/account/factor', cookie, { secret, code: '000000' })
    expect([wrong.status, await codeOf(wrong)]).toEqual([422, 'factor_refused'])
    const code = codeAt(secret, app.state.nowMs)
    const { recoveryCodes } = await send('POST', '/account/factor', { secret, code })
    expect(new Set(recoveryCodes).size).toBe(10)
    cookie = now()
    expect(await codeOf(await app.ask(figures, { cookie }))).toBe('undertaking_required')
    expect(await codeOf(await app.ask('/people', { cookie }))).toBe('undertaking_required')
    const old = await post(app, '/undertaking', cookie, { version: '2020-01-01' })
    expect(await codeOf(old)).toBe('undertaking_outdated')
    const { version, sha256, texts } = await send('GET', '/undertaking')
    expect(texts).toEqual(undertakingTexts)
    await send('POST', '/undertaking', { version })
    expect((await app.ask(figures, { cookie })).status).toBe(200)
    expect(await app.store.readAccounts(9)).toMatchObject([
      {
        ...{ undertakingVersion: version, undertakingHash: sha256 },
        undertakingAtMs: app.state.nowMs,
      },
    ])
    expect(await searchBytes(app.databaseFile, secret)).toEqual([])
    for (const one of recoveryCodes) expect(await searchBytes(app.databaseFile, one)).toEqual([])
  })

  test('SE-03 the text of the undertaking is the one that its version names', async () => {
    const { app, cookie } = await openReady()
    const { version, sha256 } = await openBrowser(app, cookie).send('GET', '/undertaking')
    // Another text needs another version, so that it is accepted anew.
    expect([version, sha256]).toEqual([
      '2026-11-30',
      '90a5504836cf24430a8a3ac8084862517c0e46255c30b341d35190fe084eae1f',
    ])
  })
})

describe('signing in', () => {
  test('SE-02 asks for the second factor after the password, gives a new session at each step, and neither half nor reused code opens anything', async () => {
    const { app, cookie, nextCode } = await openReady()
    const first = await app.signIn()
    const half = cookieOf(first)
    expect(await stepOf(first)).toBe('factor')
    expect(half).not.toBe(cookie)
    expect(await codeOf(await app.ask('/account', { cookie: half }))).toBe('second_factor_required')
    const wrong = await post(app, '/session/factor', half, { code: '123456' })
    expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'sign_in_refused'])
    expect(wrong.headers.get('set-cookie')).toBeNull()
    const code = nextCode()
    const whole = await post(app, '/session/factor', half, { code })
    const full = cookieOf(whole)
    expect(await stepOf(whole)).toBe('ready')
    expect(full).not.toBe(half)
    expect((await app.ask('/account', { cookie: half })).status).toBe(401)
    expect((await app.ask('/account', { cookie: full })).status).toBe(200)
    // The same code once more, by whoever has seen it.
    const again = cookieOf(await app.signIn())
    expect((await post(app, '/session/factor', again, { code })).status).toBe(401)
  })

  test('SE-02 takes a recovery code once, and only the codes made last', async () => {
    const { app, cookie, showFactor, nextCode } = await openReady()
    const { send } = openBrowser(app, cookie)
    const renew = () => ({ password: PASSWORD, code: nextCode() })
    const { recoveryCodes: old } = await send('POST', '/account/recovery-codes', renew())
    const { recoveryCodes } = await send('POST', '/account/recovery-codes', renew())
    const [code = ''] = recoveryCodes
    expect((await showFactor(old[0])).status).toBe(401)
    expect((await showFactor(` ${code.toLowerCase().replaceAll('-', ' ')} `)).status).toBe(200)
    expect((await showFactor(code)).status).toBe(401)
    const wrong = { password: 'wrong', code: nextCode() }
    const refused = await post(app, '/account/recovery-codes', cookie, wrong)
    expect(refused.status).toBe(401)
  })

  test('SE-02 makes an account wait after five wrong codes, from wherever they come', async () => {
    const { app, showFactor, nextCode } = await openReady()
    for (let guess = 1; guess <= 5; guess++) {
      app.state.address = `198.51.${guess}.9`
      expect((await showFactor('000000')).status).toBe(401)
    }
    app.state.address = '203.0.113.99'
    expect((await showFactor(nextCode())).status).toBe(429)
  })

  test('with a clock that is wrong by a day takes no code of the app, but a recovery code', async () => {
    const { app, cookie, secret, showFactor, nextCode } = await openReady()
    const renew = { password: PASSWORD, code: nextCode() }
    const { recoveryCodes } = await openBrowser(app, cookie).send(
      'POST',
      '/account/recovery-codes',
      renew,
    )
    const phoneMs = app.state.nowMs
    app.state.nowMs += DAY_MS
    expect((await showFactor(codeAt(secret, phoneMs))).status).toBe(401)
    expect((await showFactor(recoveryCodes[0])).status).toBe(200)
  })

  test('SE-02 the single password of before leads its holder to an account, and opens nothing before or after that', async () => {
    const app = await openAdminApp()
    const { store, deps, ask, state } = app
    await store.replaceAdminPassword(await deps.cryptography.hashPassword(PASSWORD), state.nowMs)
    const signIn = (body: object) => ask('/session', { method: 'POST', body })
    expect((await signIn({ password: 'wrong' })).status).toBe(401)
    const first = await signIn({ password: PASSWORD })
    const cookie = cookieOf(first)
    expect(await stepOf(first)).toBe('claim')
    for (const path of ['/account', '/people', '/undertaking'])
      expect((await ask(path, { cookie })).status, path).toBe(401)
    const claimed = await post(app, '/session/claim', cookie, { name: 'Head', email: EMAIL })
    expect(await stepOf(claimed)).toBe('factor_setup')
    expect((await ask('/account', { cookie })).status).toBe(401)
    expect((await signIn({ password: PASSWORD })).status).toBe(401)
    expect((await app.signIn()).status).toBe(200)
    expect(await store.findAdminPassword()).toBeUndefined()
  })
})

describe('people', () => {
  test('SE-01 an invited operator joins once, sees what operators may, and nothing of people', async () => {
    const { app, cookie } = await openReady()
    const invited = await post(app, '/invitations', cookie, {
      ...{ email: 'operator@school.example', role: 'operator', language: 'kk' },
    })
    const { token, isMailed } = await invited.json()
    expect([invited.status, isMailed]).toEqual([201, false])
    const join = (name: string) =>
      app.ask('/acceptance', { method: 'POST', body: { token, name, password: SECOND } })
    const joined = await join('Planted Operator')
    const operator = openBrowser(app, cookieOf(joined))
    expect(await stepOf(joined)).toBe('factor_setup')
    expect(await codeOf(await join('Planted Thief'))).toBe('invitation_refused')
    await becomeReady(operator.send, app.state.nowMs)
    const own = operator.cookie()
    expect((await app.ask('/messages', { cookie: own })).status).toBe(200)
    expect(await codeOf(await app.ask('/people', { cookie: own }))).toBe('role_not_permitted')
    const again = await post(app, '/invitations', cookie, {
      ...{ email: 'OPERATOR@school.example', role: 'auditor', language: 'kk' },
    })
    expect(await codeOf(again)).toBe('account_present')
    for (const planted of ['Planted Operator', 'operator@school', token])
      expect(await searchBytes(app.databaseFile, planted)).toEqual([])
  })

  test('an invitation ends after 72 hours, or when it is withdrawn', async () => {
    const { app, cookie } = await openReady()
    const invite = async (email: string) =>
      (
        await post(app, '/invitations', cookie, { email, role: 'auditor', language: 'ru' })
      ).json() as Promise<{ id: string; token: string }>
    const join = async (token: string) =>
      codeOf(
        await app.ask('/acceptance', {
          ...{ method: 'POST', body: { token, name: 'Nobody', password: SECOND } },
        }),
      )
    const withdrawn = await invite('one@school.example')
    const gone = { method: 'DELETE', cookie }
    expect((await app.ask(`/invitations/${withdrawn.id}`, gone)).status).toBe(204)
    expect((await app.ask(`/invitations/${withdrawn.id}`, gone)).status).toBe(404)
    expect(await join(withdrawn.token)).toBe('invitation_refused')
    const late = await invite('two@school.example')
    app.state.nowMs += 3 * DAY_MS
    expect(await join(late.token)).toBe('invitation_refused')
    expect(await app.store.readAccounts(9)).toHaveLength(1)
  })

  test('SE-05 the list of persons with access equals the accounts, also as a table, and that it was taken is audited', async () => {
    const { app, cookie } = await openReady()
    await app.openSession('operator')
    const { people } = await openBrowser(app, cookie).send('GET', '/people')
    const accounts = await app.store.readAccounts(99)
    const names = await Promise.all(accounts.map((one) => openPerson(one, app.deps)))
    expect(people).toMatchObject(
      accounts.map(({ id, role }, at) => ({ id, role, ...names[at], disabledAt: null })),
    )
    const table = await (await app.ask('/people.csv', { cookie })).text()
    const rows = table.trim().split('\r\n')
    expect(rows).toHaveLength(1 + accounts.length)
    for (const [at, { role }] of accounts.entries())
      expect(rows[at + 1]).toContain(`${names[at]?.name},${names[at]?.email},${role}`)
    expect(table).not.toMatch(/scrypt|totp/)
    expect((await auditOf(app)).map(({ action }) => action)).toContain('people.export')
  })

  test('SE-01 who leaves is out at once, two who end it are told apart, and the last administrator stays', async () => {
    const { app, cookie } = await openReady()
    const theirs = await app.openSession('operator')
    expect((await app.ask('/messages', { cookie: theirs })).status).toBe(200)
    const ends = await Promise.all(
      [1, 2].map(() => post(app, '/people/operator/disabling', cookie)),
    )
    expect(ends.map(({ status }) => status).toSorted()).toEqual([204, 404])
    expect((await app.ask('/messages', { cookie: theirs })).status).toBe(401)
    const [head] = await app.store.readAccounts(1)
    const last = await post(app, `/people/${head?.id}/disabling`, cookie)
    expect([last.status, await codeOf(last)]).toEqual([409, 'last_administrator'])
    const lesser = await post(app, `/people/${head?.id}/role`, cookie, { role: 'statistics' })
    expect(await codeOf(lesser)).toBe('last_administrator')
    expect((await app.ask('/people', { cookie })).status).toBe(200)
  })

  test('nothing of another’s is ended by who guesses its id', async () => {
    const { app, cookie } = await openReady()
    const theirs = await app.openSession('operator')
    const [session] = await app.store.readAdminSessions('operator')
    const end = await post(app, '/sessions/end', cookie, { id: session?.id })
    expect(end.status).toBe(404)
    expect((await app.ask('/account', { cookie: theirs })).status).toBe(200)
    const { sessions } = await openBrowser(app, cookie).send('GET', '/sessions')
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({ isCurrent: true })
  })
})

test('SE-04 set-up, sign-ins, failed ones and sign-out stand in the audit with who and how, and without a personal value', async () => {
  const { app, cookie, showFactor, nextCode } = await openReady()
  expect((await showFactor(nextCode())).status).toBe(200)
  await app.signIn('wrong password of the head')
  await app.signIn('wrong', 'nobody@planted.example')
  await app.ask('/session', { method: 'DELETE', cookie })
  const [head] = await app.store.readAccounts(9)
  const lines = await auditOf(app)
  const id = head?.id
  expect(lines.map(({ action }) => action)).toEqual([
    ...['account.create', 'session.begin', 'factor.add', 'undertaking.accept', 'session.begin'],
    ...['session.refuse', 'session.refuse', 'session.end'],
  ])
  expect(lines[4]).toMatchObject({ actor: id, subject: id, factor: 'totp' })
  expect(lines[5]).toMatchObject({ actor: 'unknown', subject: id, step: 'password' })
  expect(lines[6]).toMatchObject({ actor: 'unknown', subject: 'unknown' })
  const all = JSON.stringify(lines)
  for (const value of [EMAIL, 'Planted', 'planted.example', '203.0.113', 'wrong'])
    expect(all).not.toContain(value)
})

test('SE-04 a stranger who guesses all day fills no register: sixty refusals an hour are written one by one, the rest as a number', async () => {
  const app = await openAdminApp()
  await app.setUp()
  for (let guess = 0; guess < 70; guess++) {
    app.state.address = `198.${guess}.1.1`
    await app.signIn('wrong')
  }
  const refused = async () =>
    (await auditOf(app)).filter(({ action }) => action === 'session.refuse')
  expect(await refused()).toHaveLength(60)
  app.state.nowMs += 3_600_000
  await app.signIn('wrong')
  expect((await refused()).at(-1)).toMatchObject({ unrecorded: 10 })
})
