import { describe, expect, test } from 'vitest'
import { becomeReady, codeAt } from '../../../support/staff/first-administrator.ts'
import { codeOf, cookieOf, EMAIL, openAdminApp, PASSWORD } from '../../admin-app.ts'
import { openBrowser, openReady, post, stepOf } from './ready.ts'

describe('whoever knows the password alone', () => {
  test('SE-02 is out once the owner sets up the second factor, and the owner goes on in a session of their own', async () => {
    const app = await openAdminApp()
    const owner = openBrowser(app, cookieOf(await app.setUp()))
    const before = owner.cookie()
    const stranger = await app.signIn()
    expect(await stepOf(stranger)).toBe('factor_setup')
    await becomeReady(owner.send, app.state.nowMs)
    for (const gone of [cookieOf(stranger), before]) {
      expect((await app.ask('/account', { cookie: gone })).status).toBe(401)
      expect((await app.ask('/people', { cookie: gone })).status).toBe(401)
    }
    expect((await app.ask('/people', { cookie: owner.cookie() })).status).toBe(200)
    const [head] = await app.store.readAccounts(9)
    expect(await app.store.readAdminSessions(head?.id ?? '')).toHaveLength(1)
  })

  test('SE-03 accepts no undertaking in the name of its owner', async () => {
    const app = await openAdminApp()
    const owner = openBrowser(app, cookieOf(await app.setUp()))
    const { version } = await owner.send('GET', '/undertaking')
    const refused = await post(app, '/undertaking', owner.cookie(), { version })
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'second_factor_required'])
    expect(await app.store.readAccounts(9)).toMatchObject([{ undertakingVersion: null }])
    const audited = await app.store.readRegister('audit', 0, 99)
    expect(audited.map(({ content }) => content).join()).not.toContain('undertaking.accept')
  })

  test('SE-02 keeps no session when the account of the single password is made', async () => {
    const app = await openAdminApp()
    const { store, deps, state, ask } = app
    await store.replaceAdminPassword(await deps.cryptography.hashPassword(PASSWORD), state.nowMs)
    const enter = async () =>
      cookieOf(await ask('/session', { method: 'POST', body: { password: PASSWORD } }))
    const [owner, stranger] = [await enter(), await enter()]
    const person = { name: 'Planted Head', email: EMAIL }
    expect((await post(app, '/session/claim', owner, person)).status).toBe(200)
    expect((await post(app, '/session/claim', stranger, person)).status).toBe(401)
    expect(await stepOf(await ask('/session', { cookie: stranger }))).toBe('none')
  })
})

test('SE-02 without its second factor an account has one session, of the browser that removed it', async () => {
  const { app, cookie, browser, showFactor, nextCode } = await openReady()
  const other = cookieOf(await showFactor(nextCode()))
  const shown = { password: PASSWORD, code: nextCode() }
  await browser.send('POST', '/account/factor-removal', shown)
  for (const gone of [cookie, other])
    expect((await app.ask('/account', { cookie: gone })).status).toBe(401)
  const { secret } = await browser.send('POST', '/account/factor-offer')
  const code = codeAt(secret, app.state.nowMs)
  const { recoveryCodes } = await browser.send('POST', '/account/factor', { secret, code })
  expect(recoveryCodes).toHaveLength(10)
  expect((await app.ask('/people', { cookie: browser.cookie() })).status).toBe(200)
})

test.each(['/account/factor-removal', '/account/recovery-codes'])(
  'SE-02 the password alone is not enough at %s: a code is asked for, and taken once',
  async (path) => {
    const { app, cookie, nextCode } = await openReady()
    const [head] = await app.store.readAccounts(9)
    const id = head?.id ?? ''
    const ask = (body: object) => post(app, path, cookie, body)
    const none = await ask({})
    expect(none.status).toBe(422)
    const { error } = (await none.json()) as { error: { fields: object } }
    expect(Object.keys(error.fields)).toEqual(['password', 'code'])
    expect((await ask({ password: PASSWORD })).status).toBe(422)
    const wrong = await ask({ password: PASSWORD, code: '000000' })
    expect([wrong.status, await codeOf(wrong)]).toEqual([422, 'factor_refused'])
    const code = nextCode()
    expect(await codeOf(await ask({ password: 'wrong', code }))).toBe('sign_in_refused')
    const half = cookieOf(await app.signIn())
    expect((await post(app, '/session/factor', half, { code })).status).toBe(200)
    expect(await codeOf(await ask({ password: PASSWORD, code }))).toBe('factor_refused')
    expect(await app.store.findAccount(id)).toMatchObject({ totpSecret: head?.totpSecret })
    expect(await app.store.countRecoveryCodes(id)).toBe(10)
    expect((await ask({ password: PASSWORD, code: nextCode() })).ok).toBe(true)
  },
)

test('SE-02 wrong codes count together, wherever they are typed', async () => {
  const { app, cookie, showFactor, nextCode } = await openReady()
  const renew = (code: string) =>
    post(app, '/account/recovery-codes', cookie, { password: PASSWORD, code })
  for (let guess = 1; guess <= 3; guess++) expect((await renew('000000')).status).toBe(422)
  for (let guess = 1; guess <= 2; guess++) expect((await showFactor('000000')).status).toBe(401)
  expect((await renew(nextCode())).status).toBe(429)
  expect((await showFactor(nextCode())).status).toBe(429)
})

test('SE-02 where no second factor is set up there is none to remove, and no code for it', async () => {
  const app = await openAdminApp()
  const cookie = cookieOf(await app.setUp())
  for (const path of ['/account/factor-removal', '/account/recovery-codes'])
    expect((await post(app, path, cookie, { password: PASSWORD, code: '000000' })).status).toBe(404)
  expect((await app.ask('/account', { cookie })).status).toBe(200)
})
