import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../server/domain/calendar/day.ts'
import type { VisitBasis } from '../../../server/store/store.ts'
import type { OpenEach } from '../open-each.ts'
import {
  buildCount,
  buildEvent,
  buildRecord,
  buildVisit,
  buildWithdrawal,
  dueBefore,
  NOW_MS,
  TODAY,
  uuidV7,
} from '../records.ts'
import { buildRestriction } from '../subject-records.ts'

const YESTERDAY = addDays(TODAY, -1)

/** What every store promises of visits. */
export function visitSuite(each: OpenEach) {
  describe('visits', () => {
    it('stores and counts a visit once however often it is sent', async () => {
      const row = buildVisit({
        seenAtMs: NOW_MS,
        address: randomBytes(41),
        browser: 'Firefox 140',
      })
      await Promise.all([each.addVisit(row), each.addVisit(row), each.addVisit(row)])
      await each.addVisit(row)
      expect(await each.total()).toBe(1)
      expect(await each.emptyVisits()).toBe(1)
    })

    it('lengthens a visit that may exist and does not count it again', async () => {
      const row = buildVisit({ seenAtMs: NOW_MS, durationMs: 1000 })
      await each.addVisit(row)
      await each.addVisit({ ...row, durationMs: 9000 }, true)
      await each.addVisit({ ...row, durationMs: null }, true)
      expect(await each.total()).toBe(1)
      expect(await each.emptyVisits()).toBe(1)
    })

    it('finds the visit of the day before', async () => {
      const row = buildVisit({ day: YESTERDAY, seenAtMs: NOW_MS, durationMs: 1000 })
      await each.addVisit(row)
      await each.addVisit({ ...row, day: TODAY, durationMs: 9000 }, true)
      expect(await each.total()).toBe(1)
      expect(await each.store.destroyDue('visits', dueBefore(TODAY), 10)).toBe(1)
      expect(await each.emptyVisits()).toBe(0)
    })

    it('finds it there also where the consent had none before, and with every further visit', async () => {
      const row = buildVisit({ day: YESTERDAY, seenAtMs: NOW_MS })
      const today = () => buildVisit({ consentId: row.consentId })
      await each.addVisit(today())
      // The clock was put back, or this one took long: it comes after the first visit of the next day.
      await each.addVisit(row)
      await each.addVisit({ ...row, day: TODAY })
      await each.addVisit(today())
      await each.addVisit({ ...row, day: TODAY })
      await each.store.addVisits([
        { row: today(), mayExist: false, counts: [buildCount()] },
        { row: { ...row, day: TODAY }, mayExist: false, counts: [buildCount()] },
      ])
      expect(await each.total()).toBe(4)
      expect(await each.store.readVisits(row.consentId, YESTERDAY, YESTERDAY)).toEqual([row])
    })

    it('stores a visit that may exist and does not', async () => {
      await each.addVisit(buildVisit({ day: addDays(TODAY, -2) }))
      await each.addVisit(buildVisit({ durationMs: 9000 }), true)
      expect(await each.total()).toBe(2)
    })

    it('changes no visit of another consent', async () => {
      const row = buildVisit({ durationMs: 1000 })
      await each.addVisit(row)
      const stranger = { ...row, consentId: uuidV7(), durationMs: 9000 }
      await each.addVisit(stranger, true)
      expect(await each.store.readVisits(row.consentId, row.day, row.day)).toEqual([row])
      expect(await each.store.readVisits(stranger.consentId, row.day, row.day)).toEqual([stranger])
    })

    it('DS-01 finds every visit of a consent, whenever in the day, and none of another that lies between', async () => {
      const [mine, other] = [uuidV7(), uuidV7()]
      const instants = [0, 1, 60_000, 3_600_000, 5 * 3_600_000].map((later) => NOW_MS + later)
      const add = async (consentId: string, atMs: number, day = TODAY) => {
        const row = buildVisit({ consentId, id: uuidV7(atMs), day })
        await each.addVisit(row)
        return row
      }
      // Without `visit_time` the id bears the first instant of the day, on whichever side of it the visit lies.
      const own = [await add(mine, Date.parse(TODAY)), await add(mine, Date.parse(YESTERDAY))]
      for (const atMs of instants) {
        await add(other, atMs)
        own.push(await add(mine, atMs))
        await add(other, atMs)
      }
      const before = await add(mine, NOW_MS, YESTERDAY)
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
      expect(await each.store.readVisits(mine, TODAY, TODAY)).toEqual(own.sort(byId))
      expect(await each.store.readVisits(mine, YESTERDAY, TODAY)).toEqual([...own, before])
      expect(await each.store.readVisits(other, TODAY, TODAY)).toHaveLength(2 * instants.length)
      expect(await each.store.readVisits(uuidV7(), YESTERDAY, TODAY)).toEqual([])
    })

    it('stores a batch in one write and counts only its new visits', async () => {
      const known = buildVisit()
      await each.addVisit(known)
      const rows = [known, buildVisit(), buildVisit()]
      await each.store.addVisits(
        rows.map((row) => ({ row, mayExist: false, counts: [buildCount()] })),
      )
      expect(await each.total()).toBe(3)
    })

    it('stores nothing for an empty batch', async () => {
      await each.store.addVisits([])
      expect(await each.total()).toBe(0)
    })

    it('CB-09 stores nothing on the strength of what holds no more, and counts nothing', async () => {
      const record = buildRecord()
      const given = buildEvent(record)
      await each.store.addConsent(record, given, [])
      const row = buildVisit({ consentId: record.id })
      const add = (basis: Partial<VisitBasis> = {}, id = row.id) =>
        each.store.addVisits(
          [{ row: { ...row, id }, mayExist: false, counts: [buildCount()] }],
          undefined,
          { consentId: record.id, eventId: given.id, restricted: ['external'], ...basis },
        )
      expect(await add({ eventId: uuidV7() })).toBe('overtaken')
      expect(await add({ consentId: uuidV7() })).toBe('overtaken')
      await each.store.addRestriction(buildRestriction({ ref: record.id, purpose: 'external' }))
      expect(await add({ restricted: [] })).toBe('overtaken')
      expect(await each.total()).toBe(0)
      expect(await add()).toBe(0)
      await each.store.liftRestriction(record.id, 'external', NOW_MS)
      expect(await add({}, uuidV7())).toBe(0)
      const withdrawal = buildWithdrawal(record)
      await each.store.addConsentEvent(withdrawal, [], given.id)
      expect(await add({}, uuidV7())).toBe('overtaken')
      const later = { eventId: withdrawal.id }
      expect(await add({ ...later, consentId: uuidV7() }, uuidV7())).toBe('overtaken')
      expect(await each.total()).toBe(2)
      expect(await add(later, uuidV7())).toBe(0)
    })

    it('TR-02 finds the whole addresses of a day, and none that was cut', async () => {
      const rows = [YESTERDAY, YESTERDAY, YESTERDAY, TODAY].map((day, at) =>
        buildVisit({ day, id: uuidV7(NOW_MS + at), address: randomBytes(41) }),
      )
      await Promise.all([...rows, buildVisit({ day: YESTERDAY })].map((row) => each.addVisit(row)))
      const asFound = rows.map(({ id, consentId, day, address }) => ({
        id,
        consentId,
        day,
        address,
      }))
      expect(await each.store.findWholeAddresses(YESTERDAY, 10)).toEqual(asFound.slice(0, 3))
      expect(await each.store.findWholeAddresses(YESTERDAY, 2)).toEqual(asFound.slice(0, 2))
      expect(await each.store.countWholeAddresses(YESTERDAY, 10, NOW_MS)).toBe(3)
      await each.store.shortenAddresses(
        asFound.slice(0, 2).map((row) => ({ ...row, address: randomBytes(40) })),
      )
      expect(await each.store.findWholeAddresses(YESTERDAY, 10)).toEqual(asFound.slice(2, 3))
      expect(await each.store.countWholeAddresses(YESTERDAY, 10, NOW_MS)).toBe(1)
      expect(await each.store.findWholeAddresses(TODAY, 10)).toEqual(asFound.slice(3))
    })

    it('names the days on which there are visits, one after the other', async () => {
      expect(await each.store.findVisitDay('')).toBeNull()
      for (const day of [TODAY, addDays(TODAY, -9), TODAY]) await each.addVisit(buildVisit({ day }))
      expect(await each.store.findVisitDay('')).toBe(addDays(TODAY, -9))
      expect(await each.store.findVisitDay(addDays(TODAY, -9))).toBe(TODAY)
      expect(await each.store.findVisitDay(TODAY)).toBeNull()
    })

    it('does not bring back a visit that was deleted before its address was cut', async () => {
      const { id, consentId, day } = buildVisit()
      await each.store.shortenAddresses([{ id, consentId, day, address: randomBytes(40) }])
      expect(await each.emptyVisits()).toBe(0)
    })

    it('TR-10 deletes the visits before a day, up to a limit, and leaves the counts', async () => {
      const days = [addDays(TODAY, -40), addDays(TODAY, -31), addDays(TODAY, -30), TODAY]
      await Promise.all(
        days.map((day) => each.addVisit(buildVisit({ day }), false, [buildCount({ day })])),
      )
      expect(await each.store.destroyDue('visits', dueBefore(addDays(TODAY, -30)), 1)).toBe(1)
      expect(await each.store.destroyDue('visits', dueBefore(addDays(TODAY, -30)), 10)).toBe(1)
      expect(await each.store.destroyDue('visits', dueBefore(addDays(TODAY, -30)), 10)).toBe(0)
      expect(await each.total()).toBe(4)
      expect(await each.emptyVisits()).toBe(2)
    })
  })
}
