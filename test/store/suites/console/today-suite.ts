import { describe, expect, it } from 'vitest'
import type { MessageRow } from '../../../../server/store/store.ts'
import type { OpenEach } from '../../open-each.ts'
import {
  buildCount,
  buildEvent,
  buildMessage,
  buildRecord,
  buildWithdrawal,
  NOW_MS,
  TODAY,
  uuidV7,
} from '../../records.ts'
import { buildEntry, buildHold, buildMail, buildRestriction } from '../../subject-records.ts'

/** What every store promises of what is due and of the signs of health. */
export function todaySuite(each: OpenEach) {
  const addMessage = async (change: Partial<MessageRow> = {}, validUntilMs = NOW_MS + 1) => {
    const message = buildMessage(change)
    const record = buildRecord({
      ...{ id: message.consentId, surface: 'contact_form', validUntilMs },
    })
    await each.store.addMessage(message, record, buildEvent(record))
    return message
  }

  describe('what is due', () => {
    it('messages that wait are found, oldest first; none that is closed, blocked, ended or too young', async () => {
      const second = await addMessage({ receivedAtMs: NOW_MS - 2 })
      const first = await addMessage({ receivedAtMs: NOW_MS - 3 })
      await addMessage({ receivedAtMs: NOW_MS })
      await addMessage({ receivedAtMs: NOW_MS - 9 }, NOW_MS)
      await addMessage({ receivedAtMs: NOW_MS - 9, closedAtMs: NOW_MS - 1 })
      const blocked = await addMessage({ receivedAtMs: NOW_MS - 9 })
      await each.store.addRestriction(buildRestriction({ kind: 'message', ref: blocked.id }))
      const of = (limit = 9) => each.store.readUnanswered(NOW_MS, NOW_MS, limit)
      expect(await of()).toEqual([
        { reference: first.reference, receivedAtMs: NOW_MS - 3 },
        { reference: second.reference, receivedAtMs: NOW_MS - 2 },
      ])
      expect(await of(1)).toHaveLength(1)
    })

    it('holds are found by their end, the soonest first, and none that has ended', async () => {
      const [late, soon, ended] = [
        buildHold({ untilMs: NOW_MS + 20 }),
        buildHold({ untilMs: NOW_MS + 10 }),
        buildHold({ untilMs: NOW_MS }),
      ]
      for (const hold of [late, soon, ended]) await each.store.addLegalHold(hold)
      expect(await each.store.readHoldsByEnd(NOW_MS, 9)).toEqual([soon, late])
      expect(await each.store.readHoldsByEnd(NOW_MS, 1)).toEqual([soon])
    })

    it('disclosures that need a notice are found by their day; neither a corrected line nor another register', async () => {
      const add = (content: object, change: Parameters<typeof buildEntry>[0] = {}) => {
        const entry = buildEntry({
          ...{ register: 'disclosures', thread: uuidV7(), content: JSON.stringify(content) },
          ...change,
        })
        return each.store.addRegisterEntry(entry).then(() => entry)
      }
      const later = await add({ noticeDueOn: '2026-12-02' })
      const sooner = await add({ noticeDueOn: '2026-12-01' })
      await add({ noticeDueOn: '2026-11-01' })
      await add({ recipient: 'Court' })
      await add({ noticeDueOn: '2026-12-01' }, { register: 'audit' })
      const corrected = await add({ noticeDueOn: '2026-12-01' })
      await add({ recipient: 'Court' }, { thread: corrected.thread })
      await add({}, { content: 'no JSON' })
      const idsOf = async (limit = 9) =>
        (await each.store.readNoticesDue('2026-11-02', limit)).map(({ id }) => id)
      expect(await idsOf()).toEqual([sooner.id, later.id])
      expect(await idsOf(1)).toEqual([sooner.id])
    })
  })

  describe('signs of health', () => {
    it('pages and choices of a day are counted, those of another day and other measures are not', async () => {
      const page = (value: string, change = {}) =>
        buildCount({ measure: 'visit', dimension: 'page', value, ...change })
      await each.store.addCounts([page('/'), page('/'), page('/about')])
      await each.store.addCounts([page('/else', { day: '2026-11-21' })])
      const all = { dimension: 'all', value: '' } as const
      await each.store.addCounts([
        buildCount({ measure: 'consent', ...all }),
        buildCount({ measure: 'refusal', ...all, count: 2 }),
        buildCount({ measure: 'withdrawal', ...all }),
      ])
      const signs = await each.store.readSignsOfUse(TODAY)
      expect(signs).toEqual({ pages: 2, choices: 3, lastConsentAtMs: null })
    })

    it('the last consent is the last given, not a later withdrawal', async () => {
      const record = buildRecord()
      await each.store.addConsent(record, buildEvent(record), [])
      await each.store.addConsentEvent(buildWithdrawal(record), [], record.id)
      expect((await each.store.readSignsOfUse(TODAY)).lastConsentAtMs).toBe(NOW_MS)
    })

    it('an empty queue of mail says so, and a full one how long and how many wait', async () => {
      expect(await each.store.readMailState()).toEqual({
        ...{ waiting: 0, failed: 0, oldestAtMs: null },
      })
      await each.store.enqueueMail(buildMail({ createdAtMs: NOW_MS, attempts: 3 }))
      await each.store.enqueueMail(buildMail({ id: uuidV7(), createdAtMs: NOW_MS - 5 }))
      expect(await each.store.readMailState()).toEqual({
        ...{ waiting: 2, failed: 1, oldestAtMs: NOW_MS - 5 },
      })
    })
  })
}
