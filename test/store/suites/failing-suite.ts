import { describe, expect, it } from 'vitest'
import type { OpenEach } from '../open-each.ts'
import { buildCount, buildEvent, buildRecord, buildWithdrawal, uuidV7 } from '../records.ts'

/** What every store promises of failing writes and of closing. */
export function failingSuite(each: OpenEach) {
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
