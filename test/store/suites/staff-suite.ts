import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenEach } from '../open-each.ts'
import { NOW_MS } from '../records.ts'
import {
  audited,
  buildAccountRow,
  buildInvitation,
  buildSession,
  join,
  linesOf,
} from '../staff-records.ts'
import { sessions } from './staff-sessions.ts'

function singlePassword(each: OpenEach) {
  it('is one until there is an account, and its sessions end with it', async () => {
    const session = buildSession({ stage: 'claim' })
    expect(await each.store.findAdminPassword()).toBeUndefined()
    await each.store.replaceAdminPassword('$scrypt$first', NOW_MS)
    expect(await each.store.findAdminPassword()).toBe('$scrypt$first')
    await each.store.addAdminSession(session)
    await each.store.replaceAdminPassword('$scrypt$second', NOW_MS)
    expect(await each.store.findAdminPassword()).toBe('$scrypt$second')
    expect(await each.store.findAdminSession(session.tokenHash)).toBeUndefined()
    await each.store.addAdminSession(session)
    expect(await each.store.hasAccounts()).toBe(false)
    expect(await each.store.addFirstAccount(buildAccountRow())).toBe('stored')
    expect(await each.store.hasAccounts()).toBe(true)
    expect(await each.store.findAdminPassword()).toBeUndefined()
    expect(await each.store.findAdminSession(session.tokenHash)).toBeUndefined()
    const lines = audited()
    expect(await each.store.addFirstAccount(buildAccountRow(), lines)).toBe('conflict')
    expect(await each.store.readAccounts(9)).toHaveLength(1)
    expect(await linesOf(each.store)).toEqual([])
  })
}

function accounts(each: OpenEach) {
  it('is found by its id, and by its address while it is in use', async () => {
    const account = await join(each.store)
    const { id, emailIndex } = account
    expect(await each.store.findAccount(id)).toEqual(account)
    expect(await each.store.findAccount('nobody')).toBeUndefined()
    const known = [randomBytes(32), emailIndex]
    expect((await each.store.findAccountByEmail(known))?.id).toBe(id)
    expect(await each.store.findAccountByEmail([randomBytes(32)])).toBeUndefined()
    expect(await each.store.disableAccount(id, NOW_MS)).toBe('stored')
    expect(await each.store.findAccountByEmail(known)).toBeUndefined()
    expect(await each.store.findAccount(id)).toMatchObject({ disabledAtMs: NOW_MS })
  })

  it('has its address alone among those in use; who comes back gets a new one', async () => {
    const { id, emailIndex } = await join(each.store)
    const twin = buildInvitation()
    await each.store.addInvitation(twin)
    const again = buildAccountRow({ emailIndex })
    expect(await each.store.acceptInvitation(twin.id, again)).toBe('conflict')
    await each.store.disableAccount(id, NOW_MS)
    expect(await each.store.acceptInvitation(twin.id, again)).toBe('stored')
    expect(await each.store.readAccounts(9)).toHaveLength(2)
    expect(await each.store.readAccounts(1)).toHaveLength(1)
  })

  it('gets another password while the expected one stands, and its sessions alone end with it', async () => {
    const [{ id }, other] = [await join(each.store), await join(each.store)]
    const [mine, theirs] = [buildSession({ accountId: id }), buildSession({ accountId: other.id })]
    for (const session of [mine, theirs]) await each.store.addAdminSession(session)
    const wrong = { passwordHash: '$scrypt$second', expectedHash: '$scrypt$other' }
    const lines = audited()
    expect(await each.store.replacePassword(id, wrong, lines)).toBe('conflict')
    expect(await each.store.findAdminSession(mine.tokenHash)).toBeDefined()
    expect(await linesOf(each.store)).toEqual([])
    const right = { passwordHash: '$scrypt$second', expectedHash: '$scrypt$first' }
    expect(await each.store.replacePassword(id, right)).toBe('stored')
    expect(await each.store.findAccount(id)).toMatchObject({ passwordHash: '$scrypt$second' })
    expect(await each.store.findAdminSession(mine.tokenHash)).toBeUndefined()
    expect(await each.store.findAdminSession(theirs.tokenHash)).toBeDefined()
    expect(await each.store.findAccount(other.id)).toMatchObject({ passwordHash: '$scrypt$first' })
  })

  it('keeps which undertaking was accepted, and when', async () => {
    const { id } = await join(each.store)
    const accepted = { undertakingVersion: '1', undertakingHash: 'ab', undertakingAtMs: NOW_MS }
    await each.store.acceptUndertaking(id, accepted)
    expect(await each.store.findAccount(id)).toMatchObject(accepted)
  })
}

function lastAdministrator(each: OpenEach) {
  it('stays: neither another role nor an end of access leaves the school without one', async () => {
    const [first, { id: second }] = [buildAccountRow(), buildAccountRow()]
    await each.store.addFirstAccount(first)
    const { id } = first
    await join(each.store)
    const lines = audited()
    expect(await each.store.changeRole(id, 'operator', lines)).toBe('last_administrator')
    expect(await each.store.disableAccount(id, NOW_MS, lines)).toBe('last_administrator')
    expect(await each.store.changeRole(id, 'administrator')).toBe('stored')
    expect(await linesOf(each.store)).toEqual([])
    await join(each.store, { id: second, role: 'administrator' })
    // Two at once: one of them is left.
    const results = await Promise.all([
      each.store.disableAccount(id, NOW_MS),
      each.store.disableAccount(second, NOW_MS),
    ])
    expect(results.toSorted()).toEqual(['last_administrator', 'stored'])
    expect(await each.store.disableAccount('nobody', NOW_MS)).toBe('absent')
    const roleOf = async (one: string) => (await each.store.findAccount(one))?.role
    expect([await roleOf(id), await roleOf(second)]).toEqual(['administrator', 'administrator'])
  })

  it('is disabled once, with sessions and second factor; who comes second is told', async () => {
    const { id } = await join(each.store)
    const session = buildSession({ accountId: id })
    await each.store.addAdminSession(session)
    const factor = {
      totpSecret: randomBytes(9),
      totpLastStep: 1,
      recoveryHashes: [randomBytes(32)],
    }
    await each.store.addFactor(id, factor)
    const lines = audited()
    const ends = [NOW_MS, NOW_MS + 1].map((atMs) => each.store.disableAccount(id, atMs, lines))
    expect((await Promise.all(ends)).toSorted()).toEqual(['absent', 'stored'])
    expect(await each.store.findAdminSession(session.tokenHash)).toBeUndefined()
    expect(await each.store.findAccount(id)).toMatchObject({ totpSecret: null })
    expect(await each.store.countRecoveryCodes(id)).toBe(0)
    expect(await each.store.changeRole(id, 'auditor')).toBe('absent')
    expect(await linesOf(each.store)).toHaveLength(1)
  })
}

function secondFactor(each: OpenEach) {
  const hashes = [randomBytes(32), randomBytes(32)]
  const factor = { totpSecret: randomBytes(40), totpLastStep: 5, recoveryHashes: hashes }

  it('is set up once, and removed with its recovery codes', async () => {
    const { id } = await join(each.store)
    expect(await each.store.addFactor(id, factor)).toBe('stored')
    expect(await each.store.addFactor(id, { ...factor, totpLastStep: 1 })).toBe('conflict')
    expect(await each.store.findAccount(id)).toMatchObject({ totpLastStep: 5 })
    expect(await each.store.countRecoveryCodes(id)).toBe(2)
    await each.store.removeFactor(id)
    expect(await each.store.countRecoveryCodes(id)).toBe(0)
    expect(await each.store.findAccount(id)).toMatchObject({ totpSecret: null, totpLastStep: null })
    expect(await each.store.addFactor('nobody', factor)).toBe('conflict')
  })

  it('ends every session of its account, and no other, when it is set up and when it is removed', async () => {
    const [{ id }, other] = [await join(each.store), await join(each.store)]
    const theirs = buildSession({ accountId: other.id })
    await each.store.addAdminSession(theirs)
    const changes = [() => each.store.addFactor(id, factor), () => each.store.removeFactor(id)]
    for (const change of changes) {
      await each.store.addAdminSession(buildSession({ accountId: id }))
      await change()
      expect(await each.store.readAdminSessions(id)).toEqual([])
    }
    expect(await each.store.findAdminSession(theirs.tokenHash)).toBeDefined()
    await each.store.addFactor(other.id, { ...factor, recoveryHashes: [] })
    const later = buildSession({ accountId: other.id })
    await each.store.addAdminSession(later)
    expect(await each.store.addFactor(other.id, factor)).toBe('conflict')
    expect(await each.store.findAdminSession(later.tokenHash)).toBeDefined()
  })

  it('takes a step once, and no earlier one after it', async () => {
    const { id } = await join(each.store)
    await each.store.addFactor(id, factor)
    const uses = [6, 6, 5, 7].map((step) => each.store.useTotpStep(id, step))
    expect(await Promise.all(uses)).toEqual(['stored', 'conflict', 'conflict', 'stored'])
    expect(await each.store.useTotpStep('nobody', 9)).toBe('conflict')
  })

  it('takes a recovery code once, and only of its own account', async () => {
    const [{ id }, other] = [await join(each.store), await join(each.store)]
    await each.store.addFactor(id, factor)
    const [first, second] = hashes
    if (!first || !second) throw new Error('no codes')
    expect(await each.store.useRecoveryCode(other.id, first)).toBe('conflict')
    const uses = [first, first].map((hash) => each.store.useRecoveryCode(id, hash, audited()))
    expect((await Promise.all(uses)).toSorted()).toEqual(['conflict', 'stored'])
    expect(await linesOf(each.store)).toHaveLength(1)
    await each.store.replaceRecoveryCodes(id, [randomBytes(32)])
    expect(await each.store.useRecoveryCode(id, second)).toBe('conflict')
    expect(await each.store.countRecoveryCodes(id)).toBe(1)
  })

  it('goes with a password that is set anew, where that is asked', async () => {
    const { id } = await join(each.store)
    await each.store.addFactor(id, factor)
    await each.store.replacePassword(id, { passwordHash: '$a' })
    expect(await each.store.countRecoveryCodes(id)).toBe(2)
    await each.store.replacePassword(id, { passwordHash: '$b', isFactorRemoved: true })
    expect(await each.store.findAccount(id)).toMatchObject({ totpSecret: null })
    expect(await each.store.countRecoveryCodes(id)).toBe(0)
  })
}

function invitations(each: OpenEach) {
  it('is accepted by one of two at once, and then is gone', async () => {
    const invitation = buildInvitation()
    await each.store.addInvitation(invitation)
    expect(await each.store.findInvitation(invitation.tokenHash)).toEqual(invitation)
    expect(await each.store.findInvitation(randomBytes(32))).toBeUndefined()
    const accepts = [buildAccountRow(), buildAccountRow()].map((account) =>
      each.store.acceptInvitation(invitation.id, account, audited()),
    )
    expect((await Promise.all(accepts)).toSorted()).toEqual(['conflict', 'stored'])
    expect(await each.store.readAccounts(9)).toHaveLength(1)
    expect(await linesOf(each.store)).toHaveLength(1)
    expect(await each.store.findInvitation(invitation.tokenHash)).toBeUndefined()
  })

  it('is accepted only while whoever has invited is an administrator, and no index of the address has an account', async () => {
    const inviter = await join(each.store, { role: 'administrator' })
    const second = await join(each.store, { role: 'administrator' })
    const { emailIndex } = await join(each.store)
    const invitation = buildInvitation({ invitedBy: inviter.id })
    await each.store.addInvitation(invitation)
    const account = buildAccountRow()
    const accept = (known: Uint8Array) =>
      each.store.acceptInvitation(invitation.id, account, audited(), [account.emailIndex, known])
    expect(await accept(emailIndex)).toBe('conflict')
    await each.store.changeRole(inviter.id, 'auditor')
    expect(await accept(randomBytes(32))).toBe('conflict')
    await each.store.changeRole(inviter.id, 'administrator')
    await each.store.disableAccount(inviter.id, NOW_MS)
    expect(await accept(randomBytes(32))).toBe('conflict')
    expect(await linesOf(each.store)).toEqual([])
    expect(await each.store.findAccount(account.id)).toBeUndefined()
    const other = buildInvitation({ invitedBy: second.id })
    await each.store.addInvitation(other)
    const indexes = [account.emailIndex]
    expect(await each.store.acceptInvitation(other.id, account, {}, indexes)).toBe('stored')
  })

  it('takes the place of those it is told, and of no other', async () => {
    const [earlier, other, next] = [buildInvitation(), buildInvitation(), buildInvitation()]
    for (const one of [earlier, other]) await each.store.addInvitation(one)
    await each.store.addInvitation(next, audited(), [earlier.id])
    const ids = (await each.store.readInvitations(9)).map(({ id }) => id)
    expect(ids.toSorted()).toEqual([other.id, next.id].toSorted())
    expect(await each.store.acceptInvitation(earlier.id, buildAccountRow())).toBe('conflict')
    expect(await linesOf(each.store)).toHaveLength(1)
  })

  it('is withdrawn once, and nobody joins by it', async () => {
    const invitation = buildInvitation()
    await each.store.addInvitation(invitation)
    expect(await each.store.readInvitations(9)).toHaveLength(1)
    expect(await each.store.withdrawInvitation(invitation.id)).toBe(true)
    expect(await each.store.withdrawInvitation(invitation.id, audited())).toBe(false)
    expect(await linesOf(each.store)).toEqual([])
    expect(await each.store.acceptInvitation(invitation.id, buildAccountRow())).toBe('conflict')
    expect(await each.store.hasAccounts()).toBe(false)
  })
}

/** What every store promises of staff: accounts, second factors, invitations and sessions. */
export function staffSuite(each: OpenEach) {
  describe('the single password', () => singlePassword(each))
  describe('an account', () => accounts(each))
  describe('the last administrator, and who leaves', () => lastAdministrator(each))
  describe('a second factor', () => secondFactor(each))
  describe('an invitation', () => invitations(each))
  describe('a session', () => sessions(each))
}
