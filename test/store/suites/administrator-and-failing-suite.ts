import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenEach } from '../open-each.ts'
import { buildCount, buildEvent, buildRecord, buildWithdrawal, NOW_MS, uuidV7 } from '../records.ts'

/** What every store promises of the administrator, of failing writes and of closing. */
export function failingSuite(each: OpenEach) {
  describe('the administrator', () => {
    const session = {
      tokenHash: new Uint8Array(randomBytes(32)),
      createdAtMs: NOW_MS,
      lastSeenAtMs: NOW_MS,
    }

    it('has no password until one is set, and that one stays', async () => {
      expect(await each.store.findAdminPassword()).toBeUndefined()
      expect(await each.store.addAdminPassword('$scrypt$first', NOW_MS)).toBe('stored')
      expect(await each.store.addAdminPassword('$scrypt$second', NOW_MS)).toBe('conflict')
      expect(await each.store.findAdminPassword()).toBe('$scrypt$first')
    })

    it('is signed in from the start to the end of a session', async () => {
      expect(await each.store.findAdminSession(session.tokenHash)).toBeUndefined()
      await each.store.addAdminSession(session)
      await each.store.touchAdminSession(session.tokenHash, NOW_MS + 5)
      const found = await each.store.findAdminSession(session.tokenHash)
      expect(found && { ...found, tokenHash: new Uint8Array(found.tokenHash) }).toEqual({
        ...session,
        lastSeenAtMs: NOW_MS + 5,
      })
      expect(await each.store.findAdminSession(randomBytes(32))).toBeUndefined()
      await each.store.deleteAdminSession(session.tokenHash)
      expect(await each.store.findAdminSession(session.tokenHash)).toBeUndefined()
    })

    it('gets another password while the expected one stands, and every session ends with it', async () => {
      await each.store.addAdminPassword('$scrypt$first', NOW_MS)
      await each.store.addAdminSession(session)
      const given = { atMs: NOW_MS, expectedHash: '$scrypt$other' }
      expect(await each.store.replaceAdminPassword('$scrypt$second', given)).toBe('conflict')
      expect(await each.store.findAdminPassword()).toBe('$scrypt$first')
      expect(await each.store.findAdminSession(session.tokenHash)).toBeDefined()
      const right = { atMs: NOW_MS, expectedHash: '$scrypt$first' }
      expect(await each.store.replaceAdminPassword('$scrypt$second', right)).toBe('stored')
      expect(await each.store.findAdminPassword()).toBe('$scrypt$second')
      expect(await each.store.findAdminSession(session.tokenHash)).toBeUndefined()
    })

    it('is signed out everywhere, or everywhere else', async () => {
      const sessions = Array.from({ length: 3 }, () => ({
        ...session,
        tokenHash: new Uint8Array(randomBytes(32)),
      }))
      for (const one of sessions) await each.store.addAdminSession(one)
      const [kept] = sessions
      if (!kept) throw new Error('no session')
      expect(await each.store.deleteAdminSessions(kept.tokenHash)).toBe(2)
      expect(await each.store.findAdminSession(kept.tokenHash)).toBeDefined()
      expect(await each.store.deleteAdminSessions()).toBe(1)
      expect(await each.store.findAdminSession(kept.tokenHash)).toBeUndefined()
    })

    it('does not come back to life by a late touch', async () => {
      await each.store.touchAdminSession(session.tokenHash, NOW_MS)
      expect(await each.store.findAdminSession(session.tokenHash)).toBeUndefined()
    })
  })

  describe('failing and closing', () => {
    it('rejects only the faulty one of writes made together', async () => {
      const orphan = buildWithdrawal(buildRecord())
      const [first, second] = [buildRecord(), buildRecord()]
      const results = await Promise.allSettled([
        each.store.addConsent(first, buildEvent(first), [buildCount({ measure: 'consent' })]),
        each.store.addConsentEvent(
          orphan,
          [buildCount({ measure: 'withdrawal' })],
          orphan.consentId,
        ),
        each.store.addConsent(second, buildEvent(second), [buildCount({ measure: 'consent' })]),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await each.store.findConsent(first.id)).toBeDefined()
      expect(await each.store.findConsent(second.id)).toBeDefined()
      expect([await each.total('consent'), await each.total('withdrawal')]).toEqual([2, 0])
    })

    it('says in a rejection which operation failed and none of its values', async () => {
      const orphan = buildWithdrawal(buildRecord(), { state: 'planted-secret' as 'ConsentGiven' })
      const error = await each.store
        .addConsentEvent(orphan, [], orphan.consentId)
        .catch((reason: unknown) => reason)
      expect(error).toMatchObject({ name: 'StoreError', code: 'invalid_write' })
      const everything = `${error} ${(error as Error).stack} ${JSON.stringify(error)}`
      expect(everything).toContain('addConsentEvent')
      expect(everything).not.toContain('planted-secret')
      expect(everything).not.toContain(orphan.consentId)
      expect((error as Error).cause).toBeUndefined()
    })

    it('is ready while it is open and rejects what comes after closing', async () => {
      expect(await each.store.readCondition()).toBe('ready')
      await each.store.close()
      expect(await each.store.readCondition()).toBe('not_answering')
      await expect(each.store.addCounts([buildCount()])).rejects.toMatchObject({
        code: 'unavailable',
      })
      await expect(each.store.findConsent(uuidV7())).rejects.toMatchObject({ code: 'unavailable' })
    })

    it('closes twice without an error', async () => {
      await each.store.close()
      await expect(each.store.close()).resolves.toBeUndefined()
    })
  })
}
