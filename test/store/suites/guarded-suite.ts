import { describe, expect, it } from 'vitest'
import { guard, hiding } from '../guards.ts'
import { buildLinkOf } from '../ledger/build-link.ts'
import type { OpenEach } from '../open-each.ts'
import {
  buildCount,
  buildEvent,
  buildRecord,
  buildVisit,
  buildWithdrawal,
  NOW_MS,
  TODAY,
} from '../records.ts'
import { buildEntry } from '../subject-records.ts'

/** What every store promises once it is given what the secret is needed for, and of what is destroyed at the end. */
export function guardedSuite(each: OpenEach) {
  const give = async () => {
    const record = buildRecord()
    await each.store.addConsent(record, buildEvent(record), [])
    return record
  }

  describe('visits that may not be joined', () => {
    const HIDDEN = '0f'.repeat(16)
    const read = (consentId: string) => each.store.readVisits(consentId, '2026-11-01', TODAY)

    it('TR-01 lead to no consent, are found by their person, and are erased for them', async () => {
      const { id: owner } = await give()
      each.store.hideVisits(hiding)
      const row = buildVisit({ id: HIDDEN, consentId: '' })
      await each.store.addVisits([{ row, owner, counts: [buildCount()], mayExist: false }])
      expect(await read(owner)).toEqual([row])
      expect(await read((await give()).id)).toEqual([])
      expect(await each.store.eraseHiddenVisits(owner)).toBe(1)
      expect(await read(owner)).toEqual([])
      expect(await each.store.eraseHiddenVisits(owner)).toBe(0)
    })

    it('TR-01 those that could be joined are unlinked day by day, and where they lay is forgotten', async () => {
      const { id: consentId } = await give()
      each.store.hideVisits(hiding)
      const visit = buildVisit({ consentId, seenAtMs: NOW_MS })
      await each.addVisit(visit)
      const linked = { day: TODAY, consentId }
      const days = () => each.store.readLinkedDays({ day: '', consentId: '' }, 9)
      expect(await days()).toEqual([{ ...linked, mayBeJoined: false }])
      await each.store.unlinkVisits(linked, [
        { id: visit.id, hiddenId: HIDDEN, address: null, seenAtMs: null },
      ])
      await each.store.forgetLinkedDay(linked)
      expect(await days()).toEqual([])
      expect(await read(consentId)).toEqual([
        { ...visit, id: HIDDEN, consentId: '', seenAtMs: null },
      ])
      expect(await each.emptyVisits()).toBe(1)
    })
  })

  describe('a ledger that is bound to a secret', () => {
    const since = { sinceMs: NOW_MS, sinceCheckpoint: 0 }

    it('CR-03 its head moves on with every commit, and is bound anew when it is asked to', async () => {
      await give()
      expect((await each.store.readLedgerEnds()).head).toBeUndefined()
      each.store.guardLedger(guard)
      await each.store.takeLedgerOver(since, true)
      await each.store.addRegisterEntry(buildEntry())
      await give()
      const { head, lastEvent, lastEntry, lastCheckpoint } = await each.store.readLedgerEnds()
      if (!head) throw new Error('the ledger was taken over')
      expect(head).toMatchObject({ ...since, isWhole: true })
      expect([head.eventArrival, head.entryArrival]).toEqual([lastEvent, lastEntry])
      expect(lastCheckpoint).toBeUndefined()
      expect(guard.isBound(head)).toBe(true)
      await each.store.rebindLedger()
      expect((await each.store.readLedgerEnds()).head).toEqual(head)
    })
  })

  describe('proofs past their term', () => {
    it('what no rule of retention speaks of is named', async () => {
      const all = await each.store.findUncovered([])
      expect(all).toContain('consent_records')
      expect(await each.store.findUncovered(all)).toEqual([])
      expect(await each.store.findUncovered(all.filter((name) => name !== 'visits'))).toEqual([
        'visits',
      ])
    })

    it('RT-04 are found once every event is sealed and the consent has ended, and go in one commit with the line that says so', async () => {
      const ended = await give()
      await each.store.addConsentEvent(buildWithdrawal(ended), [], ended.id)
      const given = await give()
      const find = (sealedSeq: number, beforeMs = NOW_MS + 60_000) =>
        each.store.findPrunable({ afterSeq: 0, beforeMs, sealedSeq, nowMs: NOW_MS }, 9)
      await each.store.addCheckpoint(await buildLinkOf(each.store, 1))
      expect((await find(3, NOW_MS)).consents).toEqual([])
      expect((await find(1)).consents).toEqual([])
      const { consents } = await find(3)
      expect(consents).toEqual([{ consentId: ended.id, seqs: [1, 2] }])
      const entry = buildEntry({ register: 'prunings' })
      const ranges = [[1, 2]] as const
      await each.store.pruneConsents(entry, { consentIds: [ended.id], ranges })
      expect(await each.store.findConsent(ended.id)).toBeUndefined()
      expect(await each.store.findConsent(given.id)).toMatchObject({ id: given.id })
      expect((await each.store.readRegister('prunings', 0, 9)).map(({ id }) => id)).toEqual([
        entry.id,
      ])
      expect(await each.store.readTallies()).toEqual([{ dataClass: 'consents', count: 1 }])
    })
  })
}
