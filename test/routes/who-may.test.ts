import { describe, expect, test } from 'vitest'
import { type Role, roles } from '../../server/contract/staff/roles.ts'
import { isStaff } from '../../server/http/operations/who.ts'
import { operations } from '../../server/routes/operations.ts'
import { codeOf, openAdminApp } from './admin-app.ts'

const ofStaff = operations.flatMap((operation) =>
  isStaff(operation.who) ? [{ ...operation, roles: operation.who.staff }] : [],
)
const idsOf = (role: Role) =>
  ofStaff.filter((operation) => operation.roles.includes(role)).map(({ id }) => id)
const fill = (path: string) => path.replace(/\{\w+\}/g, 'x')
const EVIL = 'https://evil.example'

describe('the table of roles and operations', () => {
  const account = [
    ...['readAccount', 'changePassword', 'listSessions', 'endSession', 'endOtherSessions'],
    ...['endAllSessions', 'offerFactor', 'confirmFactor', 'removeFactor', 'renewRecoveryCodes'],
    ...['readUndertaking', 'acceptUndertaking'],
  ]
  const people = [
    ...['listPeople', 'exportPeople', 'changeRole', 'disablePerson', 'endSessionsOf', 'invite'],
    'withdrawInvitation',
  ]
  const registers = ofStaff
    .filter(({ method, path }) => method === 'get' && path.startsWith('/v1/admin/registers/'))
    .filter(({ id }) => id !== 'draftBreachNotice')
    .map(({ id }) => id)

  test('lets the administrator do everything', () => {
    expect(ofStaff.length).toBeGreaterThan(40)
    expect(idsOf('administrator')).toEqual(ofStaff.map(({ id }) => id))
  })

  test('gives the statistics alone to who has that role', () => {
    expect(idsOf('statistics')).toEqual([...account, 'readStatistics'])
  })

  test('lets an auditor read what proves something, and nothing that shows a person or changes anything', () => {
    const jobs = ['readJobs', 'verifyLedger', 'makeFolder', 'fetchFolder']
    const policy = ['listPolicies', 'readPolicyTexts', 'readPolicyDraft', 'comparePolicyDraft']
    const proofs = ['readStatistics', 'readToday', 'proveConsent', 'readConsentTerms', ...jobs]
    expect(idsOf('auditor').toSorted()).toEqual(
      [...account, ...proofs, ...policy, ...registers].toSorted(),
    )
  })

  test('lets an operator work on messages, requests and registers, and see neither audit, proofs, figures nor retention', () => {
    const not = ['readStatistics', 'proveConsent', 'readAudit', 'exportAudit']
    const jobs = [
      'readHoldsInForce',
      'readJobs',
      'verifyLedger',
      'startRetention',
      'makeFolder',
      'fetchFolder',
    ]
    const policy = ofStaff.filter(({ path }) => path.startsWith('/v1/admin/policy'))
    const policies = policy.map(({ id }) => id)
    expect(policies).toHaveLength(10)
    const withheld = [...not, 'readRetention', 'runRetention', ...jobs, ...policies, ...people]
    expect(ofStaff.map(({ id }) => id).filter((id) => !idsOf('operator').includes(id))).toEqual(
      expect.arrayContaining(withheld),
    )
    expect(idsOf('operator')).toHaveLength(ofStaff.length - withheld.length)
  })

  test('names no role that there is not', () => {
    expect(new Set(ofStaff.flatMap(({ roles: named }) => named))).toEqual(new Set(roles))
  })
})

describe('SE-01 who may what, tried with a session of each role', () => {
  test.each(roles)('%s: what the table says, and nothing else', async (role) => {
    const { ask, openSession, store } = await openAdminApp()
    // There is one, whoever asks.
    await openSession('administrator')
    for (const { method, path, id, roles: named } of ofStaff) {
      const cookie = await openSession(role)
      const answer = await ask(fill(path).slice('/v1/admin'.length), {
        ...{ method: method.toUpperCase(), cookie },
      })
      const code = answer.ok ? 'ok' : await codeOf(answer).catch(() => 'none')
      const may = named.includes(role)
      expect([id, code === 'role_not_permitted', answer.status === 403]).toEqual([id, !may, !may])
      expect(code).not.toBe('not_signed_in')
    }
    // Nothing was done to anybody.
    expect((await store.readAccounts(9)).every((one) => one.disabledAtMs === null)).toBe(true)
  })

  test('what was refused stands in no register, and shows nothing', async () => {
    const { ask, openSession, store } = await openAdminApp()
    await openSession('administrator')
    const cookie = await openSession('operator')
    const answer = await ask('/people', { cookie })
    expect(await answer.text()).not.toContain('Planted')
    const other = { method: 'POST', cookie, body: { role: 'administrator' } }
    expect((await ask('/people/operator/role', other)).status).toBe(403)
    expect((await store.findAccount('operator'))?.role).toBe('operator')
    expect(await store.readRegister('audit', 0, 9)).toEqual([])
  })
})

describe('what a column asks is asked of every request', () => {
  test('nothing of staff is answered without a session', async () => {
    const { ask } = await openAdminApp()
    for (const { method, path, id } of ofStaff) {
      const answer = await ask(fill(path).slice('/v1/admin'.length), {
        method: method.toUpperCase(),
      })
      expect([id, answer.status, await codeOf(answer)]).toEqual([id, 401, 'not_signed_in'])
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  test('nothing below /v1/admin is for anybody else than the console', () => {
    const others = operations.filter(
      ({ path, who }) => path.startsWith('/v1/admin') && who !== 'console' && !isStaff(who),
    )
    expect(others).toEqual([])
    const console = operations.filter(({ who }) => who === 'console').map(({ id }) => id)
    expect(console).toEqual([
      ...['setUpFirst', 'readSession', 'signIn', 'showFactor', 'claimAccount', 'acceptInvitation'],
      'signOut',
    ])
  })

  test('no write that a page of another site sends is taken, whoever is asked for', async () => {
    const { app, openSession } = await openAdminApp()
    const cookie = await openSession()
    const writes = operations.filter(({ method, who }) => method !== 'get' && who !== 'anyone')
    expect(writes.length).toBeGreaterThan(30)
    for (const { method, path, id } of writes) {
      const answer = await app.request(fill(path), {
        method: method.toUpperCase(),
        headers: { origin: EVIL, cookie, host: 'consent.school.example' },
      })
      expect([id, answer.status, await codeOf(answer)]).toEqual([id, 403, 'origin_not_allowed'])
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
  })

  test('nothing is asked of who checks a receipt, wherever the form stands', async () => {
    const { app } = await openAdminApp()
    const answer = await app.request('/receipt', {
      method: 'POST',
      headers: { origin: EVIL, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'receipt=x',
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('the operator is told, once, of a page that is taken for another site’s', async () => {
    const { ask, logged } = await openAdminApp()
    for (const _ of [1, 2]) await ask('/session', { method: 'DELETE', headers: { origin: EVIL } })
    const told = logged.filter((line) => JSON.stringify(line).includes('foreign_host'))
    expect(told).toHaveLength(1)
  })

  test('nothing of the console is taken as a form of another site could send it', async () => {
    const { ask, openSession } = await openAdminApp()
    const cookie = await openSession()
    const bodies = operations.filter(({ path, body }) => body && path.startsWith('/v1/admin'))
    expect(bodies.length).toBeGreaterThan(15)
    for (const { path, id } of bodies)
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        const answer = await ask(fill(path).slice('/v1/admin'.length), {
          ...{ method: 'POST', body: {}, cookie },
          headers: { 'content-type': type },
        })
        expect([id, type, answer.status]).toEqual([id, type, 415])
      }
  })
})
