import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import type { OpenEach } from '../open-each.ts'
import { NOW_MS } from '../records.ts'
import { audited, buildSession, join, linesOf } from '../staff-records.ts'

/** What every store promises of the sessions of staff. */
export function sessions(each: OpenEach) {
  it('lives from its start to its end, and is the last sign-in once it is full', async () => {
    const { id } = await join(each.store)
    const half = buildSession({ accountId: id, stage: 'factor', createdAtMs: NOW_MS + 1 })
    await each.store.addAdminSession(half)
    expect(await each.store.findAccount(id)).toMatchObject({ lastSignInAtMs: null })
    const session = buildSession({ accountId: id })
    await each.store.addAdminSession(session)
    expect(await each.store.findAccount(id)).toMatchObject({ lastSignInAtMs: NOW_MS })
    await each.store.touchAdminSession(session.tokenHash, NOW_MS + 5)
    const found = await each.store.findAdminSession(session.tokenHash)
    expect(found && { ...found, tokenHash: new Uint8Array(found.tokenHash) }).toEqual({
      ...session,
      lastSeenAtMs: NOW_MS + 5,
    })
    const ids = (await each.store.readAdminSessions(id)).map((one) => one.id)
    expect(ids).toEqual([half.id, session.id])
    await each.store.deleteAdminSession(session.tokenHash)
    // It does not come back to life by a late touch.
    await each.store.touchAdminSession(session.tokenHash, NOW_MS)
    expect(await each.store.findAdminSession(session.tokenHash)).toBeUndefined()
    expect(await each.store.findAdminSession(randomBytes(32))).toBeUndefined()
  })

  it('begins only while the password, the factor and the account it was decided by are stored', async () => {
    const { id, passwordHash } = await join(each.store)
    const add = (seen: object, changes: object = {}) =>
      each.store.addAdminSession(buildSession({ accountId: id, ...changes }), audited(), {
        ...{ passwordHash, hasFactor: false },
        ...seen,
      })
    expect(await add({ passwordHash: '$scrypt$other' })).toBe('conflict')
    expect(await add({ hasFactor: true })).toBe('conflict')
    expect(await add({}, { accountId: 'nobody' })).toBe('conflict')
    expect(await add({ passwordHash: '$none' }, { accountId: null })).toBe('conflict')
    expect(await each.store.readAdminSessions(id)).toEqual([])
    expect(await each.store.findAccount(id)).toMatchObject({ lastSignInAtMs: null })
    expect(await linesOf(each.store)).toEqual([])
    expect(await add({})).toBe('stored')
    const factor = { totpSecret: randomBytes(9), totpLastStep: 1, recoveryHashes: [] }
    await each.store.addFactor(id, factor)
    expect(await add({})).toBe('conflict')
    expect(await add({ hasFactor: true })).toBe('stored')
    await each.store.disableAccount(id, NOW_MS)
    expect(await add({})).toBe('conflict')
    expect(await each.store.readAdminSessions(id)).toEqual([])
  })

  it('takes the place of an earlier one, once', async () => {
    const { id, passwordHash } = await join(each.store)
    const half = buildSession({ accountId: id, stage: 'factor' })
    await each.store.addAdminSession(half)
    const seen = { passwordHash, hasFactor: false, replacedTokenHash: half.tokenHash }
    const adds = [1, 2].map(() =>
      each.store.addAdminSession(buildSession({ accountId: id }), audited(), seen),
    )
    expect((await Promise.all(adds)).toSorted()).toEqual(['conflict', 'stored'])
    expect(await each.store.readAdminSessions(id)).toHaveLength(1)
    expect(await each.store.findAdminSession(half.tokenHash)).toBeUndefined()
    expect(await linesOf(each.store)).toHaveLength(1)
  })

  it('ends for one account and never for another', async () => {
    const [{ id }, other] = [await join(each.store), await join(each.store)]
    const own = [1, 2, 3, 4].map(() => buildSession({ accountId: id }))
    const theirs = buildSession({ accountId: other.id })
    for (const session of [...own, theirs]) await each.store.addAdminSession(session)
    const [kept, first] = own
    if (!kept || !first) throw new Error('no session')
    expect(await each.store.deleteSessionOf(other.id, first.id, audited())).toBe(false)
    expect(await linesOf(each.store)).toEqual([])
    expect(await each.store.deleteSessionOf(id, first.id)).toBe(true)
    expect(await each.store.deleteAdminSessions(id, kept.tokenHash)).toBe(2)
    expect(await each.store.findAdminSession(kept.tokenHash)).toBeDefined()
    expect(await each.store.deleteAdminSessions(id)).toBe(1)
    expect(await each.store.findAdminSession(theirs.tokenHash)).toBeDefined()
  })
}
