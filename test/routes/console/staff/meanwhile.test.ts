import { expect, test } from 'vitest'
import { codeOf, cookieOf, openAdminApp } from '../../admin-app.ts'
import { type AdminApp, openReady, post } from './ready.ts'

const OTHER = '$scrypt$of another password'
const FACTOR = { totpSecret: new Uint8Array(40), totpLastStep: 1, recoveryHashes: [] }

const headOf = async ({ store }: AdminApp) => (await store.readAccounts(9))[0]?.id ?? ''

/** Lets something happen once, after a password was found right and before its session begins. */
function afterPassword({ deps: { cryptography } }: AdminApp, happen: () => Promise<unknown>) {
  const verify = cryptography.verifyPassword
  const verifyPassword: typeof verify = async (...given) => {
    const isRight = await verify(...given)
    Object.assign(cryptography, { verifyPassword: verify })
    await happen()
    return isRight
  }
  Object.assign(cryptography, { verifyPassword })
}

async function expectRefused(answer: Response) {
  expect([answer.status, await codeOf(answer)]).toEqual([401, 'sign_in_refused'])
  expect(answer.headers.get('set-cookie')).toBeNull()
}

test.each<[string, (app: AdminApp, id: string) => Promise<unknown>]>([
  ['another password', ({ store }, id) => store.replacePassword(id, { passwordHash: OTHER })],
  ['a second factor', ({ store }, id) => store.addFactor(id, FACTOR)],
])('SE-02 a sign-in begins no session where %s was set while it waited', async (_, happen) => {
  const app = await openAdminApp()
  await app.setUp()
  const id = await headOf(app)
  await app.store.deleteAdminSessions(id)
  afterPassword(app, () => happen(app, id))
  await expectRefused(await app.signIn())
  expect(await app.store.readAdminSessions(id)).toEqual([])
  const audited = await app.store.readRegister('audit', 0, 99)
  expect(audited.filter(({ content }) => content.includes('session.begin'))).toHaveLength(1)
})

test('SE-02 a sign-in begins no session where access has ended while it waited', async () => {
  const app = await openAdminApp()
  await app.setUp()
  const id = await headOf(app)
  await app.openSession('operator')
  await app.store.changeRole('operator', 'administrator')
  afterPassword(app, () => app.store.disableAccount(id, app.state.nowMs))
  await expectRefused(await app.signIn())
  expect(await app.store.readAdminSessions(id)).toEqual([])
})

test.each<[string, (app: AdminApp, id: string) => Promise<unknown>]>([
  ['another password', ({ store }, id) => store.replacePassword(id, { passwordHash: OTHER })],
  ['an end of every session', ({ store }, id) => store.deleteAdminSessions(id)],
])('SE-02 a second factor opens nothing where %s came while it was checked', async (_, happen) => {
  const { app, nextCode } = await openReady()
  const id = await headOf(app)
  const half = cookieOf(await app.signIn())
  const use = app.store.useTotpStep
  const useTotpStep: typeof use = async (...given) => {
    const used = await use(...given)
    await happen(app, id)
    return used
  }
  Object.assign(app.store, { useTotpStep })
  await expectRefused(await post(app, '/session/factor', half, { code: nextCode() }))
  expect(await app.store.readAdminSessions(id)).toEqual([])
  expect((await app.ask('/account', { cookie: half })).status).toBe(401)
})

test('SE-02 a browser that changes the password is signed out where another one was set right after', async () => {
  const { app, browser } = await openReady()
  const id = await headOf(app)
  const replace = app.store.replacePassword
  const replacePassword: typeof replace = async (...given) => {
    const replaced = await replace(...given)
    await replace(id, { passwordHash: OTHER })
    return replaced
  }
  Object.assign(app.store, { replacePassword })
  const body = { currentPassword: 'көктемде қар ериді', newPassword: 'мұз айдыны жаздыгүні еріді' }
  await expectRefused(await post(app, '/password', browser.cookie(), body))
  expect(await app.store.readAdminSessions(id)).toEqual([])
})
