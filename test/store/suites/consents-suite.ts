import { describe, expect, it } from 'vitest'
import type { OpenEach } from '../open-each.ts'
import { buildCount, buildEvent, buildRecord, buildWithdrawal, NOW_MS, uuidV7 } from '../records.ts'

/** What every store promises of consents. */
export function consentSuite(each: OpenEach) {
  describe('consents', () => {
    const consentCount = buildCount({ measure: 'consent' })

    it('CR-02 gives back a record and its first event as they were stored', async () => {
      const record = buildRecord()
      const event = buildEvent(record)
      expect(await each.store.addConsent(record, event, [consentCount])).toBe('stored')
      const stored = await each.store.findConsent(record.id)
      expect(stored).toEqual({ ...record, latest: event, restricted: [] })
      expect(await each.total('consent')).toBe(1)
    })

    it('finds nothing under an id that was never stored', async () => {
      expect(await each.store.findConsent(uuidV7())).toBeUndefined()
      expect(await each.store.findConsent('')).toBeUndefined()
    })

    it('stores and counts a consent once however often it is sent', async () => {
      const record = buildRecord()
      const send = () => each.store.addConsent(record, buildEvent(record), [consentCount])
      expect(await Promise.all([send(), send(), send()])).toEqual([
        'stored',
        'duplicate',
        'duplicate',
      ])
      expect(await send()).toBe('duplicate')
      expect(await each.total('consent')).toBe(1)
    })

    it('CR-07 changes nothing when the id is taken under another secret', async () => {
      const record = buildRecord()
      await each.store.addConsent(record, buildEvent(record), [consentCount])
      const stranger = buildRecord({ id: record.id, language: 'en', surface: 'api' })
      const event = buildEvent(stranger, {
        state: 'ConsentWithdrawn',
        purposes: { analytics: false },
      })
      expect(await each.store.addConsent(stranger, event, [consentCount])).toBe('conflict')
      expect(await each.store.findConsent(record.id)).toEqual({
        ...record,
        latest: buildEvent(record),
        restricted: [],
      })
      expect(await each.total('consent')).toBe(1)
    })

    it('shows the latest of several events', async () => {
      const record = buildRecord()
      const partly = buildWithdrawal(record, {
        state: 'ConsentGiven',
        purposes: { analytics: false, external: true },
      })
      const wholly = buildWithdrawal(record)
      await each.store.addConsent(record, buildEvent(record), [])
      expect(await each.store.addConsentEvent(partly, [], record.id)).toBe('stored')
      expect(await each.store.addConsentEvent(wholly, [], partly.id)).toBe('stored')
      expect((await each.store.findConsent(record.id))?.latest).toEqual(wholly)
    })

    it('takes the order of events from their storing and not from their times or ids', async () => {
      const record = buildRecord()
      await each.store.addConsent(record, buildEvent(record), [])
      const withdrawal = buildWithdrawal(record, {
        id: uuidV7(NOW_MS - 9_000),
        atMs: NOW_MS - 9_000,
      })
      await each.store.addConsentEvent(withdrawal, [], record.id)
      expect((await each.store.findConsent(record.id))?.latest).toEqual(withdrawal)
    })

    it('stores and counts an event once, and another under its id not at all', async () => {
      const [record, other] = [buildRecord(), buildRecord()]
      await each.store.addConsent(record, buildEvent(record), [])
      await each.store.addConsent(other, buildEvent(other), [])
      const event = buildWithdrawal(record)
      const counts = [buildCount({ measure: 'withdrawal' })]
      expect(await each.store.addConsentEvent(event, counts, record.id)).toBe('stored')
      expect(await each.store.addConsentEvent(event, counts, record.id)).toBe('duplicate')
      expect(
        await each.store.addConsentEvent({ ...event, consentId: other.id }, counts, other.id),
      ).toBe('conflict')
      expect(
        await each.store.addConsentEvent(
          buildWithdrawal(record, { id: record.id }),
          counts,
          event.id,
        ),
      ).toBe('duplicate')
      expect((await each.store.findConsent(other.id))?.latest.state).toBe('ConsentGiven')
      expect(await each.total('withdrawal')).toBe(1)
    })

    it('CB-09 refuses an event that was made on the strength of what holds no more, and counts nothing', async () => {
      const record = buildRecord()
      await each.store.addConsent(record, buildEvent(record), [])
      const wholly = buildWithdrawal(record)
      const counts = [buildCount({ measure: 'withdrawal' })]
      const partly = buildWithdrawal(record, {
        state: 'ConsentGiven',
        purposes: { external: true },
      })
      // Made at the same moment, written in one commit.
      const results = await Promise.all([
        each.store.addConsentEvent(wholly, counts, record.id),
        each.store.addConsentEvent(partly, counts, record.id),
      ])
      expect(results).toEqual(['stored', 'overtaken'])
      expect((await each.store.findConsent(record.id))?.latest).toEqual(wholly)
      expect(await each.store.readConsentEvents(record.id)).toHaveLength(2)
      expect(await each.total('withdrawal')).toBe(1)
    })

    it('keeps two records apart', async () => {
      const [first, second] = [buildRecord({ gpcAtChoice: false }), buildRecord({ language: 'ru' })]
      await Promise.all(
        [first, second].map((record) => each.store.addConsent(record, buildEvent(record), [])),
      )
      await each.store.addConsentEvent(buildWithdrawal(first), [], first.id)
      expect(await each.store.findConsent(second.id)).toEqual({
        ...second,
        latest: buildEvent(second),
        restricted: [],
      })
      expect((await each.store.findConsent(first.id))?.latest.state).toBe('ConsentWithdrawn')
    })
  })
}
