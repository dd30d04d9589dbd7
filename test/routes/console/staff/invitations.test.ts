import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { buildAccount } from '../../../../server/domain/staff/account.ts'
import { buildInvitation } from '../../../store/staff-records.ts'
import { codeOf } from '../../admin-app.ts'
import { type AdminApp, openReady, post } from './ready.ts'

const PASSWORD = 'мұз айдыны жаздыгүні еріді'
const EMAIL = 'new@school.example'

async function invite(app: AdminApp, cookie: string, email = EMAIL) {
  const body = { email, role: 'auditor', language: 'kk' }
  const answer = await post(app, '/invitations', cookie, body)
  expect(answer.status).toBe(201)
  return (await answer.json()) as { id: string; token: string }
}
const join = (app: AdminApp, token: string) =>
  app.ask('/acceptance', {
    method: 'POST',
    body: { token, name: 'Planted New', password: PASSWORD },
  })

async function expectRefused(app: AdminApp, token: string) {
  const before = await app.store.readAccounts(99)
  const answer = await join(app, token)
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'invitation_refused'])
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(await app.store.readAccounts(99)).toEqual(before)
}

/** A second administrator. */
async function openSecond(app: AdminApp): Promise<string> {
  const cookie = await app.openSession('operator')
  await app.store.changeRole('operator', 'administrator')
  return cookie
}

test('SE-01 an invitation opens nothing once whoever has invited is no administrator any more', async () => {
  const { app, cookie } = await openReady()
  const { token } = await invite(app, await openSecond(app))
  await post(app, '/people/operator/role', cookie, { role: 'auditor' })
  await expectRefused(app, token)
  await post(app, '/people/operator/role', cookie, { role: 'administrator' })
  const other = await invite(app, cookie, 'other@school.example')
  expect((await join(app, other.token)).status).toBe(200)
  await post(app, '/people/operator/disabling', cookie)
  await expectRefused(app, token)
})

test('SE-01 inviting an address again withdraws what was sent to it before, and nothing of another address', async () => {
  const { app, cookie } = await openReady()
  const first = await invite(app, cookie)
  const other = await invite(app, cookie, 'other@school.example')
  const second = await invite(app, cookie, 'NEW@school.example')
  const { invitations } = await (await app.ask('/people', { cookie })).json()
  const ids = (invitations as { id: string }[]).map(({ id }) => id)
  expect(ids.toSorted()).toEqual([other.id, second.id].toSorted())
  await expectRefused(app, first.token)
  const lines = (await app.store.readRegister('audit', 0, 99)).filter(({ content }) =>
    content.includes('invitation.withdraw'),
  )
  expect(lines).toMatchObject([{ thread: first.id }])
  expect(JSON.stringify(lines)).not.toContain('school.example')
  expect((await join(app, second.token)).status).toBe(200)
})

test('SE-01 nobody joins with an address that has an account under an earlier key', async () => {
  const { app, cookie } = await openReady()
  const { token } = await invite(app, cookie)
  const person = { name: 'Planted Old', email: EMAIL, passwordHash: '$none' }
  const account = await buildAccount({ ...person, role: 'auditor' }, app.deps)
  const earlier = buildInvitation()
  await app.store.addInvitation(earlier)
  expect(await app.store.acceptInvitation(earlier.id, account)).toBe('stored')
  const { cryptography } = app.deps
  const known = cryptography.blindIndexes
  const newest = randomBytes(32)
  const blindIndexes: typeof known = (...given) => [newest, ...known(...given)]
  Object.assign(cryptography, { blindIndexes })
  await expectRefused(app, token)
})
