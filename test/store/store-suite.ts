import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../server/domain/day.ts'
import type { DailyCount, Store, VisitRow } from '../../server/store/store.ts'
import {
  buildCount,
  buildEvent,
  buildMessage,
  buildRecord,
  buildVisit,
  buildWithdrawal,
  NOW_MS,
  TODAY,
  uuidV7,
} from './records.ts'

const YESTERDAY = addDays(TODAY, -1)
const TOMORROW = addDays(TODAY, 1)

/** What every store promises. @param open opens an empty store; the suite closes it. */
export function storeSuite(name: string, open: () => Promise<Store>) {
  describe(`store: ${name}`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    const total = async (measure: DailyCount['measure'] = 'visit') => {
      const counts = await store.readCounts('0000-01-01', '9999-12-31')
      return counts
        .filter((count) => count.measure === measure && count.dimension === 'all')
        .reduce((sum, { count }) => sum + count, 0)
    }
    const addVisit = (row: VisitRow, mayExist = false, counts = [buildCount()]) =>
      store.addVisits([{ row, mayExist, counts }])
    /** Deletes every visit, the only way of this interface to learn how many there are. */
    const emptyVisits = () => store.deleteVisits('9999-12-31', 10_000)

    describe('consents', () => {
      const consentCount = buildCount({ measure: 'consent' })

      it('CR-02 gives back a record and its first event as they were stored', async () => {
        const record = buildRecord()
        const event = buildEvent(record)
        expect(await store.addConsent(record, event, [consentCount])).toBe('stored')
        const stored = await store.findConsent(record.id)
        expect(stored).toEqual({ ...record, latest: event })
        expect(await total('consent')).toBe(1)
      })

      it('finds nothing under an id that was never stored', async () => {
        expect(await store.findConsent(uuidV7())).toBeUndefined()
        expect(await store.findConsent('')).toBeUndefined()
      })

      it('stores and counts a consent once however often it is sent', async () => {
        const record = buildRecord()
        const send = () => store.addConsent(record, buildEvent(record), [consentCount])
        expect(await Promise.all([send(), send(), send()])).toEqual([
          'stored',
          'duplicate',
          'duplicate',
        ])
        expect(await send()).toBe('duplicate')
        expect(await total('consent')).toBe(1)
      })

      it('CR-07 changes nothing when the id is taken under another secret', async () => {
        const record = buildRecord()
        await store.addConsent(record, buildEvent(record), [consentCount])
        const stranger = buildRecord({ id: record.id, language: 'en', surface: 'api' })
        const event = buildEvent(stranger, {
          state: 'ConsentWithdrawn',
          purposes: { analytics: false },
        })
        expect(await store.addConsent(stranger, event, [consentCount])).toBe('conflict')
        expect(await store.findConsent(record.id)).toEqual({
          ...record,
          latest: buildEvent(record),
        })
        expect(await total('consent')).toBe(1)
      })

      it('shows the latest of several events', async () => {
        const record = buildRecord()
        const partly = buildWithdrawal(record, {
          state: 'ConsentGiven',
          purposes: { analytics: false, external: true },
        })
        const wholly = buildWithdrawal(record)
        await store.addConsent(record, buildEvent(record), [])
        expect(await store.addConsentEvent(partly, [])).toBe('stored')
        expect(await store.addConsentEvent(wholly, [])).toBe('stored')
        expect((await store.findConsent(record.id))?.latest).toEqual(wholly)
      })

      it('takes the order of events from their storing and not from their times or ids', async () => {
        const record = buildRecord()
        await store.addConsent(record, buildEvent(record), [])
        const withdrawal = buildWithdrawal(record, {
          id: uuidV7(NOW_MS - 9_000),
          atMs: NOW_MS - 9_000,
        })
        await store.addConsentEvent(withdrawal, [])
        expect((await store.findConsent(record.id))?.latest).toEqual(withdrawal)
      })

      it('stores and counts an event once, and another under its id not at all', async () => {
        const [record, other] = [buildRecord(), buildRecord()]
        await store.addConsent(record, buildEvent(record), [])
        await store.addConsent(other, buildEvent(other), [])
        const event = buildWithdrawal(record)
        const counts = [buildCount({ measure: 'withdrawal' })]
        expect(await store.addConsentEvent(event, counts)).toBe('stored')
        expect(await store.addConsentEvent(event, counts)).toBe('duplicate')
        expect(await store.addConsentEvent({ ...event, consentId: other.id }, counts)).toBe(
          'conflict',
        )
        expect(
          await store.addConsentEvent(buildWithdrawal(record, { id: record.id }), counts),
        ).toBe('duplicate')
        expect((await store.findConsent(other.id))?.latest.state).toBe('ConsentGiven')
        expect(await total('withdrawal')).toBe(1)
      })

      it('keeps two records apart', async () => {
        const [first, second] = [
          buildRecord({ gpcAtChoice: false }),
          buildRecord({ language: 'ru' }),
        ]
        await Promise.all(
          [first, second].map((record) => store.addConsent(record, buildEvent(record), [])),
        )
        await store.addConsentEvent(buildWithdrawal(first), [])
        expect(await store.findConsent(second.id)).toEqual({
          ...second,
          latest: buildEvent(second),
        })
        expect((await store.findConsent(first.id))?.latest.state).toBe('ConsentWithdrawn')
      })
    })

    describe('visits', () => {
      it('stores and counts a visit once however often it is sent', async () => {
        const row = buildVisit({
          seenAtMs: NOW_MS,
          address: randomBytes(41),
          browser: 'Firefox 140',
        })
        await Promise.all([addVisit(row), addVisit(row), addVisit(row)])
        await addVisit(row)
        expect(await total()).toBe(1)
        expect(await emptyVisits()).toBe(1)
      })

      it('lengthens a visit that may exist and does not count it again', async () => {
        const row = buildVisit({ seenAtMs: NOW_MS, durationMs: 1000 })
        await addVisit(row)
        await addVisit({ ...row, durationMs: 9000 }, true)
        await addVisit({ ...row, durationMs: null }, true)
        expect(await total()).toBe(1)
        expect(await emptyVisits()).toBe(1)
      })

      it('finds the visit of the day before', async () => {
        const row = buildVisit({ day: YESTERDAY, seenAtMs: NOW_MS, durationMs: 1000 })
        await addVisit(row)
        await addVisit({ ...row, day: TODAY, durationMs: 9000 }, true)
        expect(await total()).toBe(1)
        expect(await store.deleteVisits(TODAY, 10)).toBe(1)
        expect(await emptyVisits()).toBe(0)
      })

      it('stores a visit that may exist and does not', async () => {
        await addVisit(buildVisit({ day: addDays(TODAY, -2) }))
        await addVisit(buildVisit({ durationMs: 9000 }), true)
        expect(await total()).toBe(2)
      })

      it('changes no visit of another consent', async () => {
        const row = buildVisit({ durationMs: 1000 })
        await addVisit(row)
        await addVisit({ ...row, consentId: uuidV7(), durationMs: 9000 }, true)
        expect(await total()).toBe(1)
        expect(await emptyVisits()).toBe(1)
      })

      it('stores a batch in one write and counts only its new visits', async () => {
        const known = buildVisit()
        await addVisit(known)
        const rows = [known, buildVisit(), buildVisit()]
        await store.addVisits(rows.map((row) => ({ row, mayExist: false, counts: [buildCount()] })))
        expect(await total()).toBe(3)
      })

      it('stores nothing for an empty batch', async () => {
        await store.addVisits([])
        expect(await total()).toBe(0)
      })

      it('TR-02 finds whole addresses before a day, oldest first, and none that was cut', async () => {
        const rows = [addDays(TODAY, -3), addDays(TODAY, -2), YESTERDAY, TODAY].map((day) =>
          buildVisit({ day, address: randomBytes(41) }),
        )
        await Promise.all([...rows, buildVisit({ day: YESTERDAY })].map((row) => addVisit(row)))
        const asFound = rows.map(({ id, day, address }) => ({ id, day, address }))
        expect(await store.findWholeAddresses(TODAY, 10)).toEqual(asFound.slice(0, 3))
        expect(await store.findWholeAddresses(TODAY, 2)).toEqual(asFound.slice(0, 2))
        await store.shortenAddresses(
          asFound.slice(0, 2).map((row) => ({ ...row, address: randomBytes(40) })),
        )
        expect(await store.findWholeAddresses(TODAY, 10)).toEqual(asFound.slice(2, 3))
        expect(await store.findWholeAddresses(TOMORROW, 10)).toEqual(asFound.slice(2))
      })

      it('does not bring back a visit that was deleted before its address was cut', async () => {
        const { id, day } = buildVisit()
        await store.shortenAddresses([{ id, day, address: randomBytes(40) }])
        expect(await emptyVisits()).toBe(0)
      })

      it('TR-10 deletes the visits before a day, up to a limit, and leaves the counts', async () => {
        const days = [addDays(TODAY, -40), addDays(TODAY, -31), addDays(TODAY, -30), TODAY]
        await Promise.all(
          days.map((day) => addVisit(buildVisit({ day }), false, [buildCount({ day })])),
        )
        expect(await store.deleteVisits(addDays(TODAY, -30), 1)).toBe(1)
        expect(await store.deleteVisits(addDays(TODAY, -30), 10)).toBe(1)
        expect(await store.deleteVisits(addDays(TODAY, -30), 10)).toBe(0)
        expect(await total()).toBe(4)
        expect(await emptyVisits()).toBe(2)
      })
    })

    describe('counts', () => {
      const page = (value: string, change: Partial<DailyCount> = {}) =>
        buildCount({ dimension: 'page', value, ...change })

      it('TR-03 adds up what is counted at the same time and later', async () => {
        await Promise.all(
          [1, 2, 3].map(() => store.addCounts([page('/a'), page('/b', { count: 2 })])),
        )
        await store.addCounts([page('/a')])
        const counts = await store.readCounts(TODAY, TODAY)
        expect(counts).toHaveLength(2)
        expect(counts).toEqual(
          expect.arrayContaining([page('/a', { count: 4 }), page('/b', { count: 6 })]),
        )
      })

      it('keeps `all` apart by day and sums the rest under the first day', async () => {
        const days = [YESTERDAY, TODAY]
        await store.addCounts(
          days.flatMap((day) => [buildCount({ day }), page('/a', { day, count: 5 })]),
        )
        const counts = await store.readCounts(YESTERDAY, TODAY)
        expect(counts).toHaveLength(3)
        expect(counts).toEqual(
          expect.arrayContaining([
            buildCount({ day: YESTERDAY }),
            buildCount({ day: TODAY }),
            page('/a', { day: YESTERDAY, count: 10 }),
          ]),
        )
      })

      it('reads both ends of the period and nothing outside', async () => {
        const days = [addDays(TODAY, -2), YESTERDAY, TODAY, TOMORROW]
        await store.addCounts(days.flatMap((day) => [buildCount({ day }), page(day, { day })]))
        const counts = await store.readCounts(YESTERDAY, TODAY)
        expect(counts.map((count) => count.value || count.day).sort()).toEqual([
          YESTERDAY,
          YESTERDAY,
          TODAY,
          TODAY,
        ])
        expect(await store.readCounts(TODAY, YESTERDAY)).toEqual([])
      })

      it('keeps values apart that look alike', async () => {
        const values = ['/a', '/A', '/a ', '/ә', '']
        await store.addCounts([
          ...values.map((value) => page(value)),
          page('', { dimension: 'referrer' }),
        ])
        expect(await store.readCounts(TODAY, TODAY)).toHaveLength(6)
      })
    })

    describe('messages and notices', () => {
      const buildWrite = (change = {}) => {
        const message = buildMessage(change)
        const record = buildRecord({
          id: message.consentId,
          surface: 'contact_form',
          actor: 'legal_representative',
        })
        return { message, record, event: buildEvent(record) }
      }

      it('CF-07 stores a message with its own consent', async () => {
        const { message, record, event } = buildWrite()
        expect(await store.addMessage(message, record, event)).toBe('stored')
        expect(await store.findMessageReference(message.id)).toBe(message.reference)
        expect(await store.findConsent(record.id)).toEqual({ ...record, latest: event })
      })

      it('keeps the first of two messages with one id, and no second consent', async () => {
        const first = buildWrite()
        const second = buildWrite({ id: first.message.id })
        await store.addMessage(first.message, first.record, first.event)
        expect(await store.addMessage(second.message, second.record, second.event)).toBe(
          'duplicate',
        )
        expect(await store.findMessageReference(first.message.id)).toBe(first.message.reference)
        expect(await store.findConsent(second.record.id)).toBeUndefined()
      })

      it('CF-07 refuses a message whose consent belongs to something else', async () => {
        const record = buildRecord()
        await store.addConsent(record, buildEvent(record), [])
        const message = buildMessage({ consentId: record.id })
        expect(await store.addMessage(message, record, buildEvent(record))).toBe('conflict')
        expect(await store.findMessageReference(message.id)).toBeUndefined()
      })

      it('keeps a notice once', async () => {
        const notice = {
          sha256: 'b'.repeat(64),
          language: 'kk',
          content: 'Келісім',
          firstShownAtMs: NOW_MS,
        } as const
        await expect(store.addNotice(notice)).resolves.toBeUndefined()
        await expect(store.addNotice({ ...notice, content: 'other' })).resolves.toBeUndefined()
      })
    })

    describe('the administrator', () => {
      const session = {
        tokenHash: new Uint8Array(randomBytes(32)),
        createdAtMs: NOW_MS,
        lastSeenAtMs: NOW_MS,
      }

      it('has no password until one is set, and that one stays', async () => {
        expect(await store.findAdminPassword()).toBeUndefined()
        expect(await store.addAdminPassword('$scrypt$first', NOW_MS)).toBe('stored')
        expect(await store.addAdminPassword('$scrypt$second', NOW_MS)).toBe('conflict')
        expect(await store.findAdminPassword()).toBe('$scrypt$first')
      })

      it('is signed in from the start to the end of a session', async () => {
        expect(await store.findAdminSession(session.tokenHash)).toBeUndefined()
        await store.addAdminSession(session)
        await store.touchAdminSession(session.tokenHash, NOW_MS + 5)
        const found = await store.findAdminSession(session.tokenHash)
        expect(found && { ...found, tokenHash: new Uint8Array(found.tokenHash) }).toEqual({
          ...session,
          lastSeenAtMs: NOW_MS + 5,
        })
        expect(await store.findAdminSession(randomBytes(32))).toBeUndefined()
        await store.deleteAdminSession(session.tokenHash)
        expect(await store.findAdminSession(session.tokenHash)).toBeUndefined()
      })

      it('does not come back to life by a late touch', async () => {
        await store.touchAdminSession(session.tokenHash, NOW_MS)
        expect(await store.findAdminSession(session.tokenHash)).toBeUndefined()
      })
    })

    describe('failing and closing', () => {
      it('rejects only the faulty one of writes made together', async () => {
        const orphan = buildWithdrawal(buildRecord())
        const [first, second] = [buildRecord(), buildRecord()]
        const results = await Promise.allSettled([
          store.addConsent(first, buildEvent(first), [buildCount({ measure: 'consent' })]),
          store.addConsentEvent(orphan, [buildCount({ measure: 'withdrawal' })]),
          store.addConsent(second, buildEvent(second), [buildCount({ measure: 'consent' })]),
        ])
        expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
        expect(await store.findConsent(first.id)).toBeDefined()
        expect(await store.findConsent(second.id)).toBeDefined()
        expect([await total('consent'), await total('withdrawal')]).toEqual([2, 0])
      })

      it('says in a rejection which operation failed and none of its values', async () => {
        const orphan = buildWithdrawal(buildRecord(), { state: 'planted-secret' as 'ConsentGiven' })
        const error = await store.addConsentEvent(orphan, []).catch((reason: unknown) => reason)
        expect(error).toMatchObject({ name: 'StoreError', code: 'invalid_write' })
        const everything = `${error} ${(error as Error).stack} ${JSON.stringify(error)}`
        expect(everything).toContain('addConsentEvent')
        expect(everything).not.toContain('planted-secret')
        expect(everything).not.toContain(orphan.consentId)
        expect((error as Error).cause).toBeUndefined()
      })

      it('is ready while it is open and rejects what comes after closing', async () => {
        expect(await store.isReady()).toBe(true)
        await store.close()
        expect(await store.isReady()).toBe(false)
        await expect(store.addCounts([buildCount()])).rejects.toMatchObject({ code: 'unavailable' })
        await expect(store.findConsent(uuidV7())).rejects.toMatchObject({ code: 'unavailable' })
      })

      it('closes twice without an error', async () => {
        await store.close()
        await expect(store.close()).resolves.toBeUndefined()
      })
    })
  })
}
