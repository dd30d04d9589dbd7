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
    await store.addAdminPassword(await deps.cryptography.hashPassword(PASSWORD), state.nowMs)
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
  await browser.send('POST', '/account/factor-removal', { password: PASSWORD })
  for (const gone of [cookie, other])
    expect((await app.ask('/account', { cookie: gone })).status).toBe(401)
  const { secret } = await browser.send('POST', '/account/factor-offer')
  const code = codeAt(secret, app.state.nowMs)
  const { recoveryCodes } = await browser.send('POST', '/account/factor', { secret, code })
  expect(recoveryCodes).toHaveLength(10)
  expect((await app.ask('/people', { cookie: browser.cookie() })).status).toBe(200)
})
