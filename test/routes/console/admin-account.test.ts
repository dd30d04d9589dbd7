import { expect, test } from 'vitest'
import { searchBytes } from '../../support/database/database-file.ts'
import { codeOf, cookieOf, EMAIL, FIRST, openAdminApp, PASSWORD } from '../admin-app.ts'

const NEW = 'мұз айдыны жаздыгүні еріді'
type App = Awaited<ReturnType<typeof openAdminApp>>

const change = ({ ask }: App, cookie: string | undefined, body: object = {}) =>
  ask('/password', {
    ...{ method: 'POST', cookie },
    body: { currentPassword: PASSWORD, newPassword: NEW, ...body },
  })
const isSignedIn = async ({ ask }: App, cookie: string) =>
  ((await (await ask('/session', { cookie })).json()) as { isSignedIn: boolean }).isSignedIn
const fieldsOf = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { fields: unknown } }
  return error.fields
}

test('a new password opens, the old one does not, and every other browser is signed out', async () => {
  const admin = await openAdminApp()
  await admin.setUp()
  const [mine, other] = [await admin.openSession(), await admin.openSession()]
  const answer = await change(admin, mine)
  expect(answer.status).toBe(200)
  expect(await isSignedIn(admin, cookieOf(answer))).toBe(true)
  expect([await isSignedIn(admin, mine), await isSignedIn(admin, other)]).toEqual([false, false])
  expect((await admin.signIn()).status).toBe(401)
  expect((await admin.signIn(NEW)).status).toBe(200)
  expect(await searchBytes(admin.databaseFile, NEW)).toEqual([])
  expect(JSON.stringify(admin.logged)).not.toContain(NEW)
  const audited = await admin.store.readRegister('audit', 0, 9)
  const [account] = await admin.store.readAccounts(9)
  const changes = audited.filter(({ content }) => content.includes('password.change'))
  expect(changes).toMatchObject([{ thread: account?.id, actor: account?.id }])
  expect(JSON.stringify(audited)).not.toContain(EMAIL)
})

test('nothing changes without a session, without the current password, from elsewhere, or to a password that is guessed', async () => {
  const admin = await openAdminApp()
  await admin.setUp()
  const cookie = await admin.openSession()
  const hashOf = async () => (await admin.store.readAccounts(9))[0]?.passwordHash
  const before = await hashOf()
  expect((await change(admin, undefined)).status).toBe(401)
  const wrong = await change(admin, cookie, { currentPassword: 'wrong' })
  expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'sign_in_refused'])
  const foreign = await admin.ask('/password', {
    ...{ method: 'POST', cookie, headers: { origin: 'https://evil.example' } },
    body: { currentPassword: PASSWORD, newPassword: NEW },
  })
  expect(foreign.status).toBe(403)
  const refused = [
    ['aaaaaaaaaaaaaaa', 'guessable'],
    ['йцукенгшщзхъфыва', 'guessable'],
    ['Шоқан Уәлиханов', 'guessable'],
    ['short', 'too_short'],
    [PASSWORD, 'invalid'],
  ] as const
  for (const [newPassword, problem] of refused) {
    const answer = await change(admin, cookie, { newPassword })
    expect(answer.status).toBe(422)
    expect(await fieldsOf(answer), newPassword).toEqual({ newPassword: problem })
  }
  expect(await hashOf()).toBe(before)
  expect(await isSignedIn(admin, cookie)).toBe(true)
})

test('a session that was left open guesses the password five times and no more', async () => {
  const admin = await openAdminApp()
  await admin.setUp()
  const cookie = await admin.openSession()
  for (let guess = 1; guess <= 5; guess++)
    expect((await change(admin, cookie, { currentPassword: `wrong ${guess}` })).status).toBe(401)
  expect((await change(admin, cookie)).status).toBe(429)
  // Its guesses keep nobody from signing in.
  expect((await admin.signIn()).status).toBe(200)
})

test('a first password that is guessed is refused, and the token stays good', async () => {
  const admin = await openAdminApp()
  const body = { ...FIRST, password: '123456789012345' }
  const answer = await admin.ask('/setup', { method: 'POST', body })
  expect(answer.status).toBe(422)
  expect(await fieldsOf(answer)).toEqual({ password: 'guessable' })
  expect((await admin.setUp()).status).toBe(200)
})

test('the others are signed out, or everybody', async () => {
  const admin = await openAdminApp()
  const [mine, second, third] = [
    await admin.openSession(),
    await admin.openSession(),
    await admin.openSession(),
  ]
  const end = (path: string, cookie?: string) => admin.ask(path, { method: 'DELETE', cookie })
  expect((await end('/sessions/others')).status).toBe(401)
  expect((await end('/sessions')).status).toBe(401)
  expect(await (await end('/sessions/others', mine)).json()).toEqual({ ended: 2 })
  expect([
    await isSignedIn(admin, mine),
    await isSignedIn(admin, second),
    await isSignedIn(admin, third),
  ]).toEqual([true, false, false])
  const all = await end('/sessions', mine)
  expect(all.status).toBe(204)
  expect(all.headers.get('set-cookie')).toContain('Max-Age=0')
  expect(await isSignedIn(admin, mine)).toBe(false)
})

test('two changes at once: one is made', async () => {
  const admin = await openAdminApp()
  await admin.setUp()
  const [one, two] = [await admin.openSession(), await admin.openSession()]
  const answers = await Promise.all([
    change(admin, one),
    change(admin, two, { newPassword: `${NEW} тағы` }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401])
})
