import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { NewCheckpoint, RegisterEntry } from '../../../server/store/store.ts'
import { buildLinkOf } from '../ledger/build-link.ts'
import type { OpenEach } from '../open-each.ts'
import { buildEvent, buildRecord, buildWithdrawal, NOW_MS, uuidV7 } from '../records.ts'

const buildEntry = (): RegisterEntry => ({
  ...{ id: uuidV7(), register: 'audit', thread: 'ledger', content: '{}' },
  ...{ actor: 'system', atMs: NOW_MS, commitment: randomBytes(32) },
})

/** What every store promises of places in the chain. */
export function ledgerSuite(each: OpenEach) {
  const give = async (commitment = randomBytes(32)) => {
    const record = buildRecord()
    await each.store.addConsent(record, buildEvent(record, { commitment }), [])
    return record
  }
  const buildLink = (number: number, change?: Partial<NewCheckpoint>) =>
    buildLinkOf(each.store, number, change)
  const NOTHING = { events: [], entries: [] }

  describe('places in the chain', () => {
    it('CR-03 has none for what was written, until a checkpoint gives them, in the order of writing', async () => {
      const commitments = [1, 2, 3].map(() => randomBytes(32))
      const [first, , third] = [
        await give(commitments[0]),
        await give(commitments[1]),
        await give(commitments[2]),
      ]
      const entry = buildEntry()
      await each.store.addRegisterEntry(entry)
      const { events, entries } = await each.store.readUnsealed(10)
      expect(events.map(({ commitment }) => commitment)).toEqual(commitments)
      expect(entries.map(({ commitment }) => commitment)).toEqual([entry.commitment])
      expect(events.map(({ arrival }) => arrival)).toEqual(
        events.map(({ arrival }) => arrival).toSorted((a, b) => a - b),
      )
      expect(await each.store.readEventSeqs(first.id)).toEqual([null])
      expect(await each.store.addCheckpoint(await buildLink(1))).toBe('stored')
      expect(await each.store.readUnsealed(10)).toEqual(NOTHING)
      expect(await each.store.readEventSeqs(first.id)).toEqual([1])
      expect(await each.store.readEventSeqs(third.id)).toEqual([3])
    })

    it('gives the next ones after the last, and leaves those that were given', async () => {
      const first = await give()
      await each.store.addCheckpoint(await buildLink(1))
      await each.store.addConsentEvent(buildWithdrawal(first), [], first.id)
      const second = await give()
      expect(await each.store.readEventSeqs(first.id)).toEqual([1, null])
      await each.store.addCheckpoint(await buildLink(2))
      expect(await each.store.readEventSeqs(first.id)).toEqual([1, 2])
      expect(await each.store.readEventSeqs(second.id)).toEqual([3])
    })

    it('is read in pages, each kind after its own', async () => {
      for (const _ of [1, 2, 3]) await give()
      const all = await each.store.readUnsealed(10)
      const [one, two, three] = all.events
      expect((await each.store.readUnsealed(2)).events).toEqual([one, two])
      const after = { event: two?.arrival ?? 0, entry: 0 }
      expect((await each.store.readUnsealed(2, after)).events).toEqual([three])
    })

    it('CR-03 of two that seal the same, the second is overtaken, and nothing is numbered twice', async () => {
      const record = await give()
      const [mine, other] = [await buildLink(1), await buildLink(1)]
      const results = await Promise.all([
        each.store.addCheckpoint(mine),
        each.store.addCheckpoint(other),
      ])
      expect(results).toEqual(['stored', 'overtaken'])
      await give()
      expect(await each.store.addCheckpoint(await buildLink(1))).toBe('overtaken')
      expect((await each.store.readUnsealed(10)).events).toHaveLength(1)
      expect(await each.store.readEventSeqs(record.id)).toEqual([1])
      expect(await each.store.readCheckpoints(0, 10)).toHaveLength(1)
    })

    it('CR-10 the checkpoint of an event is found among many, and none for one that no checkpoint has sealed', async () => {
      for (let number = 1; number <= 9; number += 1) {
        await give()
        if (number % 3 === 0) await give()
        await each.store.addCheckpoint(await buildLink(number))
      }
      const all = await each.store.readCheckpoints(0, 10)
      for (const seq of [1, 2, 3, 4, 5, 12]) {
        const wanted = all.find(({ lastEventSeq }) => lastEventSeq >= seq)
        expect(await each.store.findCheckpointOfEvent(seq)).toEqual(wanted)
      }
      expect(await each.store.findCheckpointOfEvent(13)).toBeUndefined()
    })

    it('what is written while a link is made waits for the next one', async () => {
      await give()
      const link = await buildLink(1)
      const late = await give()
      expect(await each.store.addCheckpoint(link)).toBe('stored')
      expect(await each.store.readEventSeqs(late.id)).toEqual([null])
      expect((await each.store.readUnsealed(10)).events).toHaveLength(1)
    })

    it.each([
      ['is not there', () => 999],
      ['has its place already', (sealed: number) => sealed],
    ])(
      'a link with a row that %s is not stored, nor are the places of the others',
      async (_, of) => {
        await give()
        const sealed = (await each.store.readUnsealed(1)).events[0]?.arrival ?? 0
        await each.store.addCheckpoint(await buildLink(1))
        const record = await give()
        const next = (await each.store.readUnsealed(1)).events[0]?.arrival ?? 0
        const link = await buildLink(2, { events: [next, of(sealed)] })
        await expect(each.store.addCheckpoint(link)).rejects.toMatchObject({ name: 'StoreError' })
        expect(await each.store.readEventSeqs(record.id)).toEqual([null])
        expect(await each.store.readCheckpoints(0, 10)).toHaveLength(1)
      },
    )
  })

  describe('the order of events of a record', () => {
    it('is that of their storing, sealed or not', async () => {
      const record = await give()
      const partly = buildWithdrawal(record, {
        ...{ id: uuidV7(NOW_MS - 5_000), state: 'ConsentGiven' },
        purposes: { analytics: false, external: true },
      })
      const wholly = buildWithdrawal(record, { id: uuidV7(NOW_MS - 9_000) })
      await each.store.addConsentEvent(partly, [], record.id)
      await each.store.addCheckpoint(await buildLink(1))
      await each.store.addConsentEvent(wholly, [], partly.id)
      const ids = async () => (await each.store.readConsentEvents(record.id)).map(({ id }) => id)
      expect(await ids()).toEqual([record.id, partly.id, wholly.id])
      expect(await each.store.readEventSeqs(record.id)).toEqual([1, 2, null])
      expect((await each.store.findConsent(record.id))?.latest).toEqual(wholly)
      // Made on the strength of what another has followed already, or of nothing of this record.
      for (const after of [record.id, partly.id, uuidV7()])
        expect(
          await each.store.addConsentEvent(buildWithdrawal(record, { id: uuidV7() }), [], after),
        ).toBe('overtaken')
      expect(await ids()).toHaveLength(3)
    })
  })
}
