import { describe, expect, it } from 'vitest'
import type { ConsentRecord, DeferredErasure, MessageRow } from '../../../server/store/store.ts'
import type { OpenEach } from '../open-each.ts'
import {
  buildEvent,
  buildMessage,
  buildRecord,
  buildVisit,
  buildWithdrawal,
  dueBefore,
  NOW_MS,
  TODAY,
  uuidV7,
} from '../records.ts'
import { buildEntry } from '../subject-records.ts'

/** What every store promises of finding consents and messages by what they have in common. */
export function findingSuite(each: OpenEach) {
  const addConsent = async (change: Partial<ConsentRecord> = {}) => {
    const record = buildRecord(change)
    await each.store.addConsent(record, buildEvent(record), [])
    return record
  }
  const addMessage = async (change: Partial<MessageRow> = {}) => {
    const message = buildMessage(change)
    const record = buildRecord({ id: message.consentId, surface: 'contact_form' })
    await each.store.addMessage(message, record, buildEvent(record))
    return message
  }
  const idsOf = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id).sort()

  describe('whom a breach has affected (BR-03)', () => {
    it('messages of a period are found, its first moment included and its last one not, no more than asked for', async () => {
      const before = await addMessage({ receivedAtMs: NOW_MS - 1 })
      const first = await addMessage({ receivedAtMs: NOW_MS })
      const second = await addMessage({ receivedAtMs: NOW_MS + 9 })
      await addMessage({ receivedAtMs: NOW_MS + 10 })
      const of = (fromMs: number, limit = 9) =>
        each.store.findMessagesReceived(fromMs, NOW_MS + 10, limit)
      expect(idsOf(await of(NOW_MS))).toEqual([first.id, second.id].sort())
      expect(idsOf(await of(NOW_MS - 1))).toContain(before.id)
      expect(await of(NOW_MS - 1, 2)).toHaveLength(2)
    })

    it('consents given in a period are found, those of messages and erased ones are not', async () => {
      const given = await addConsent({ givenAtMs: NOW_MS })
      await addConsent({ givenAtMs: NOW_MS - 1 })
      await addConsent({ givenAtMs: NOW_MS + 10 })
      await addMessage()
      const of = () => each.store.findConsentsGiven(NOW_MS, NOW_MS + 10, 9)
      expect(await of()).toEqual([given.id])
      await each.store.eraseConsent(
        given.id,
        '2000-01-01',
        buildEntry({ register: 'destructions' }),
      )
      expect(await of()).toEqual([])
    })

    it('visitors of a period are found by their consents, each once', async () => {
      const [one, other] = [await addConsent(), await addConsent()]
      await each.addVisit(buildVisit({ consentId: one.id }))
      await each.addVisit(buildVisit({ consentId: one.id }))
      await each.addVisit(buildVisit({ consentId: other.id, day: '2026-11-20' }))
      expect(await each.store.findVisitors(TODAY, TODAY, 9)).toEqual([one.id])
      expect([...(await each.store.findVisitors('2026-11-20', TODAY, 9))].sort()).toEqual(
        [one.id, other.id].sort(),
      )
      expect(await each.store.findVisitors('2026-11-21', '2026-11-21', 9)).toEqual([])
    })
  })

  describe('consents whose term is over', () => {
    it('are found once their term ends, unless their latest event says that they ended already', async () => {
      const ended = await addConsent({ validUntilMs: NOW_MS })
      const withdrawn = await addConsent({ validUntilMs: NOW_MS })
      await each.store.addConsentEvent(buildWithdrawal(withdrawn), [], withdrawn.id)
      await addConsent({ validUntilMs: NOW_MS + 1 })
      const of = (afterMs: number, nowMs: number) =>
        each.store.findEndedConsents({ afterMs, nowMs }, 9)
      expect(idsOf(await of(0, NOW_MS))).toEqual([ended.id])
      expect(await of(NOW_MS, NOW_MS)).toEqual([])
      expect(await of(0, NOW_MS - 1)).toEqual([])
    })
  })

  describe('notices', () => {
    it('CR-04 are kept as they were first stored, and found by their hash', async () => {
      const notice = {
        ...{ sha256: 'b'.repeat(64), content: '{}', firstShownAtMs: NOW_MS },
        language: 'kk',
      } as const
      expect(await each.store.findNotice(notice.sha256)).toBeUndefined()
      await each.store.addNotice(notice)
      await each.store.addNotice({ ...notice, content: 'other words', firstShownAtMs: NOW_MS + 1 })
      expect(await each.store.findNotice(notice.sha256)).toEqual(notice)
      expect(await each.store.findNotice('c'.repeat(64))).toBeUndefined()
    })
  })

  describe('messages of an email address', () => {
    it('are found under each of its blind indexes, newest first; of the newest the sealed address', async () => {
      const [index, olderKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
      const old = await addMessage({ emailIndex: olderKey, receivedAtMs: NOW_MS })
      const recent = await addMessage({ emailIndex: index, receivedAtMs: NOW_MS + 5 })
      await addMessage()
      const found = await each.store.findMessagesByEmail([index, olderKey])
      expect(found.map(({ id }) => id)).toEqual([recent.id, old.id])
      expect(await each.store.findNewestEmail([index, olderKey])).toMatchObject({
        messageId: recent.id,
        email: recent.email,
        emailIndex: index,
      })
      expect(await each.store.findMessagesByEmail([Buffer.alloc(32, 3)])).toEqual([])
      expect(await each.store.findNewestEmail([Buffer.alloc(32, 3)])).toBeUndefined()
    })
  })

  describe('what is due', () => {
    it('is counted by class up to a limit, and nothing is destroyed by it', async () => {
      for (const day of ['2026-11-20', '2026-11-21', TODAY])
        await each.addVisit(buildVisit({ day }))
      expect(await each.store.countDue('visits', dueBefore(TODAY), 10)).toBe(2)
      expect(await each.store.countDue('visits', dueBefore(TODAY), 1)).toBe(1)
      expect(await each.store.countDue('messages', dueBefore(TODAY), 10)).toBe(0)
      expect(await each.emptyVisits()).toBe(3)
    })

    it('a tally of what was destroyed is closed by one line, once; where it has grown meanwhile nothing is written', async () => {
      const lineOf = (id: string) => ({ entries: [{ ...entry, id }] })
      const entry = buildEntry({ register: 'destructions', actor: 'system' })
      await each.addVisit(buildVisit())
      await each.emptyVisits()
      const [tally] = (await each.store.readTallies()).filter(
        ({ dataClass }) => dataClass === 'visits',
      )
      if (!tally) throw new Error('a visit was destroyed')
      const grown = { ...tally, count: tally.count + 1 }
      expect(await each.store.closeTally(grown, lineOf(entry.id))).toBe('conflict')
      expect(await each.store.readRegister('destructions', 0, 9)).toEqual([])
      expect(await each.store.closeTally(tally, lineOf(entry.id))).toBe('stored')
      expect(await each.store.closeTally(tally, lineOf(uuidV7()))).toBe('conflict')
      expect(await each.store.readRegister('destructions', 0, 9)).toHaveLength(1)
      expect(await each.store.readTallies()).toEqual([])
      // Nothing was restored: no list has erased anything again.
      expect(await each.store.readErasedAgain()).toEqual([])
      expect(await each.store.readRestores()).toEqual([])
    })

    it('of an erasure that waits the act is replaced or taken away, and nothing else', async () => {
      const [ref, act] = [uuidV7(), new Uint8Array([1, 2])]
      const given = { kind: 'message', ref, ground: 'subject_request' } as const
      const defer = (number: string, change: Pick<DeferredErasure, 'act'> = {}) =>
        each.store.deferErasure({ ...given, number, atMs: NOW_MS, ...change })
      const read = async () => {
        const [row] = await each.store.readDueErasures(NOW_MS, 9)
        return [row?.number, row?.act && [...row.act]]
      }
      await defer('D-22222222')
      expect(await read()).toEqual(['D-22222222', null])
      await defer('D-33333333', { act })
      expect(await read()).toEqual(['D-22222222', [1, 2]])
      await defer('D-44444444')
      expect(await read()).toEqual(['D-22222222', [1, 2]])
      await defer('D-55555555', { act: null })
      expect(await read()).toEqual(['D-22222222', null])
    })

    it('RT-06 an erasure that waited for the end of a hold is forgotten once it is done', async () => {
      const erasure: DeferredErasure = {
        ...{ kind: 'message', ref: uuidV7(), number: 'D-22222222' },
        ...{ ground: 'subject_request', atMs: NOW_MS },
      }
      const line = (id: string) => ({ entries: [buildEntry({ id, register: 'destructions' })] })
      const lines = () => each.store.readRegister('destructions', 0, 9)
      await each.store.deferErasure(erasure)
      expect(await each.store.readDueErasures(NOW_MS, 9)).toHaveLength(1)
      await each.store.forgetDeferredErasure(erasure.ref, line(uuidV7()))
      expect(await each.store.readDueErasures(NOW_MS, 9)).toEqual([])
      expect(await lines()).toHaveLength(1)
      await each.store.forgetDeferredErasure(erasure.ref, line(uuidV7()))
      expect(await lines()).toHaveLength(1)
      expect(await each.store.countErased(uuidV7())).toBe(0)
    })
  })
}
