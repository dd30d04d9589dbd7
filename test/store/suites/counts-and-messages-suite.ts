import { describe, expect, it } from 'vitest'
import { addDays } from '../../../server/domain/calendar/day.ts'
import type { DailyCount } from '../../../server/store/store.ts'
import type { OpenEach } from '../open-each.ts'
import { buildCount, buildEvent, buildMessage, buildRecord, NOW_MS, TODAY } from '../records.ts'

const YESTERDAY = addDays(TODAY, -1)
const TOMORROW = addDays(TODAY, 1)

/** What every store promises of counts, messages and notices. */
export function countAndMessageSuite(each: OpenEach) {
  describe('counts', () => {
    const page = (value: string, change: Partial<DailyCount> = {}) =>
      buildCount({ dimension: 'page', value, ...change })

    it('TR-03 adds up what is counted at the same time and later', async () => {
      await Promise.all(
        [1, 2, 3].map(() => each.store.addCounts([page('/a'), page('/b', { count: 2 })])),
      )
      await each.store.addCounts([page('/a')])
      const counts = await each.store.readCounts(TODAY, TODAY)
      expect(counts).toHaveLength(2)
      expect(counts).toEqual(
        expect.arrayContaining([page('/a', { count: 4 }), page('/b', { count: 6 })]),
      )
    })

    it('keeps `all` apart by day and sums the rest under the first day', async () => {
      const days = [YESTERDAY, TODAY]
      await each.store.addCounts(
        days.flatMap((day) => [buildCount({ day }), page('/a', { day, count: 5 })]),
      )
      const counts = await each.store.readCounts(YESTERDAY, TODAY)
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
      await each.store.addCounts(days.flatMap((day) => [buildCount({ day }), page(day, { day })]))
      const counts = await each.store.readCounts(YESTERDAY, TODAY)
      expect(counts.map((count) => count.value || count.day).sort()).toEqual([
        YESTERDAY,
        YESTERDAY,
        TODAY,
        TODAY,
      ])
      expect(await each.store.readCounts(TODAY, YESTERDAY)).toEqual([])
    })

    it('keeps values apart that look alike', async () => {
      const values = ['/a', '/A', '/a ', '/ә', '']
      await each.store.addCounts([
        ...values.map((value) => page(value)),
        page('', { dimension: 'referrer' }),
      ])
      expect(await each.store.readCounts(TODAY, TODAY)).toHaveLength(6)
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
      expect(await each.store.addMessage(message, record, event)).toBe('stored')
      expect((await each.store.findMessage({ id: message.id }))?.reference).toBe(message.reference)
      expect(await each.store.findConsent(record.id)).toEqual({
        ...record,
        latest: event,
        restricted: [],
      })
    })

    it('keeps the first of two messages with one id, and no second consent', async () => {
      const first = buildWrite()
      const second = buildWrite({ id: first.message.id })
      await each.store.addMessage(first.message, first.record, first.event)
      expect(await each.store.addMessage(second.message, second.record, second.event)).toBe(
        'duplicate',
      )
      expect((await each.store.findMessage({ id: first.message.id }))?.reference).toBe(
        first.message.reference,
      )
      expect(await each.store.findConsent(second.record.id)).toBeUndefined()
    })

    it('CF-07 refuses a message whose consent belongs to something else', async () => {
      const record = buildRecord()
      await each.store.addConsent(record, buildEvent(record), [])
      const message = buildMessage({ consentId: record.id })
      expect(await each.store.addMessage(message, record, buildEvent(record))).toBe('conflict')
      expect((await each.store.findMessage({ id: message.id }))?.reference).toBeUndefined()
    })

    it('keeps a notice once', async () => {
      const notice = {
        sha256: 'b'.repeat(64),
        language: 'kk',
        content: 'Келісім',
        firstShownAtMs: NOW_MS,
      } as const
      await expect(each.store.addNotice(notice)).resolves.toBeUndefined()
      await expect(each.store.addNotice({ ...notice, content: 'other' })).resolves.toBeUndefined()
    })

    it('lists the notices of one language, the newest first, and none of another', async () => {
      const notice = (sha256: string, language: 'kk' | 'ru', firstShownAtMs: number) =>
        each.store.addNotice({ sha256, language, content: sha256, firstShownAtMs })
      await notice('c'.repeat(64), 'kk', NOW_MS)
      await notice('d'.repeat(64), 'kk', NOW_MS + 2)
      await notice('e'.repeat(64), 'ru', NOW_MS + 1)
      const listed = await each.store.listNotices('kk')
      const ours = listed
        .map(({ sha256 }) => sha256[0])
        .filter((first) => /[cde]/.test(first ?? ''))
      expect(ours).toEqual(['d', 'c'])
      expect(listed.every(({ language }) => language === 'kk')).toBe(true)
    })
  })
}
