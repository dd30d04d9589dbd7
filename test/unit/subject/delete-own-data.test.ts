import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { carryOutDeferred } from '../../../server/domain/rights/defer.ts'
import { deleteOwnData } from '../../../server/domain/rights/erase.ts'
import { idOf, nameOf, type Thing } from '../../../server/domain/subject/subject.ts'
import { openRightsWorld, type RightsWorld } from '../../support/app/rights-world.ts'

// DS-13, DS-05: what a person is told before their data are deleted, what goes then, and what the law has kept.

const DAY_MS = 86_400_000
const PROOF = { what: 'consents', reason: 'proof_of_consent' }
const HELD_UNTIL = '2026-12-31'
const heldUntil = (what: string, untilOn = HELD_UNTIL) => ({ what, reason: 'legal_hold', untilOn })

let world: RightsWorld
beforeEach(async () => {
  world = await openRightsWorld()
})
afterEach(() => world.close())

const remove = (things: readonly Thing[] | undefined, confirm?: string, credential = 'code') =>
  deleteOwnData(things && { credential, things }, confirm, world.deps)
const planOf = async (things: readonly Thing[], credential?: string) =>
  (await remove(things, undefined, credential))?.confirm ?? ''
const destructions = () => world.readLines('destructions')
const areThere = (things: readonly Thing[]) => Promise.all(things.map(world.isThere))
describe('the first step', () => {
  test('says what would go and stay, and deletes nothing', async () => {
    const things = [await world.addConsent(3), await world.addMessage(), await world.addMessage()]
    const plan = await remove(things)
    expect(plan).toEqual({
      ...{ state: 'confirmation_needed', confirm: expect.stringMatching(/^[\da-f]{64}$/) },
      number: null,
      deletes: [
        { category: 'visits', count: 3 },
        { category: 'messages', count: 2 },
      ],
      keeps: [PROOF],
    })
    expect(await areThere(things)).toEqual([true, true, true])
    expect(await destructions()).toEqual([])
    expect((await remove([await world.addConsent()]))?.deletes).toEqual([])
    expect(await remove([])).toMatchObject({ deletes: [], keeps: [] })
  })

  test('is of the one who asks and of what was listed: a confirmation of another is none', async () => {
    const [one, two] = [await world.addMessage(), await world.addConsent(1)]
    const confirm = await planOf([one, two])
    expect(await planOf([two, one])).toBe(confirm)
    expect(await planOf([one, two], 'other')).not.toBe(confirm)
    expect(await planOf([one])).not.toBe(confirm)
    for (const wrong of [await planOf([one]), await planOf([one, two], 'other'), 'f'.repeat(64)])
      expect(await remove([one, two], wrong)).toMatchObject({
        state: 'confirmation_needed',
        confirm,
      })
    expect(await areThere([one, two])).toEqual([true, true])
  })

  test('finds nobody where there is neither a person nor a deletion', async () => {
    expect(await remove(undefined)).toBeUndefined()
    expect(await remove(undefined, 'f'.repeat(64))).toBeUndefined()
    expect(await destructions()).toEqual([])
  })
})

describe('the second step', () => {
  test('deletes what was listed, once, under one number that is said again', async () => {
    const [mine, message] = [await world.addConsent(2), await world.addMessage()]
    const others = [await world.addConsent(1), await world.addMessage()]
    const { consents, store } = world.deps
    // A visit that comes in between has the record remembered as it was.
    world.beforehand('eraseConsent', async (id) => void (await consents.find(id)))
    const confirm = await planOf([mine, message])
    const done = await remove([mine, message], confirm)
    expect(done).toMatchObject({ state: 'deleted', confirm: null, keeps: [PROOF] })
    expect(done?.deletes).toEqual([
      { category: 'visits', count: 2 },
      { category: 'messages', count: 1 },
    ])
    expect(done?.number).toMatch(/^D-[2-9A-Z]{8}$/)
    const line = { number: done?.number, date: '2026-11-22', ground: 'subject_request' }
    const how = { ...line, method: 'deletion', actor: 'subject' }
    expect(await destructions()).toEqual([
      { ...how, category: 'visits', count: 2, refs: [idOf(mine)] },
      { ...how, category: 'messages', count: 1, refs: [idOf(message), nameOf(message)] },
    ])
    expect(await areThere([mine, message, ...others])).toEqual([false, false, true, true])
    expect(await consents.find(idOf(mine))).toMatchObject({
      ...{ secretHash: null, latest: { state: 'ConsentWithdrawn' } },
    })
    expect(await store.findConsent(message.consent.id)).toMatchObject({ secretHash: null })
    expect(await remove(undefined, confirm)).toEqual({
      ...{ state: 'deleted', confirm: null, number: done?.number, deletes: [], keeps: [PROOF] },
    })
    expect(await destructions()).toHaveLength(2)
  })

  test('that was cut off goes on with what is left, and takes nothing that came later', async () => {
    const things = [await world.addMessage(), await world.addMessage(), await world.addConsent(1)]
    const confirm = await planOf(things)
    const restore = world.beforehand('eraseMessage', async (id) => {
      if (id === idOf(things[1] as Thing)) throw new Error('full')
    })
    await expect(remove(things, confirm)).rejects.toThrow('full')
    restore()
    expect(await world.deps.store.readDueErasures(world.nowMs, 10)).toMatchObject([
      { ref: idOf(things[1] as Thing), kind: 'message', ground: 'subject_request' },
    ])
    // What fails with one is done with the others.
    expect(await areThere(things)).toEqual([false, true, false])
    const [{ number } = { number: '' }] = await destructions()
    const later = await world.addMessage(undefined, { receivedAtMs: world.nowMs + 1 })
    const sameMoment = await world.addMessage(undefined, { receivedAtMs: world.nowMs })
    const left = [things[1] as Thing, later, sameMoment]
    expect(await remove(left, confirm)).toMatchObject({ state: 'deleted', number })
    expect(await areThere(left)).toEqual([false, true, false])
    expect((await destructions()).map((line) => line.number)).toEqual([
      ...[number, number, number, number],
    ])
  })
})

describe('RT-06: what the law has kept', () => {
  test('stays and is named with the last of its days; when that is over it goes under the same number', async () => {
    const things = [await world.addMessage(), await world.addMessage(), await world.addConsent(1)]
    const [held, , visits] = things as [Thing, Thing, Thing]
    await world.hold(held, '2026-12-01')
    await world.hold(held, HELD_UNTIL)
    await world.hold(visits, '2026-12-24')
    const keeps = [PROOF, heldUntil('visits', '2026-12-24'), heldUntil('messages')]
    const plan = await remove(things)
    expect(plan).toMatchObject({ deletes: [{ category: 'messages', count: 1 }], keeps })
    const done = await remove(things, plan?.confirm ?? '')
    expect(done).toMatchObject({ state: 'deleted', deletes: plan?.deletes, keeps })
    expect(await areThere(things)).toEqual([true, false, true])
    // Stopped at once, so that nothing more comes in.
    const { latest } = (await world.deps.store.findConsent(idOf(visits))) ?? {}
    expect(latest?.state).toBe('ConsentWithdrawn')
    expect(await remove([held, visits], plan?.confirm ?? '')).toMatchObject({
      ...{ state: 'deleted', number: done?.number, deletes: [], keeps },
    })
    expect(await carryOutDeferred(world.deps)).toBe(0)
    world.nowMs += 60 * DAY_MS
    expect(await carryOutDeferred(world.deps)).toBe(2)
    expect(await areThere([held, visits])).toEqual([false, false])
    const lines = (await destructions()).slice(1)
    expect(lines.map(({ number, actor, ground }) => [number, actor, ground])).toEqual(
      lines.map(() => [done?.number, 'system', 'subject_request']),
    )
    expect(await carryOutDeferred(world.deps)).toBe(0)
  })

  test('alone: no number is promised, and that it waits is in the audit', async () => {
    const held = await world.addMessage()
    await world.hold(held, HELD_UNTIL)
    const plan = await remove([held])
    const kept = await remove([held], plan?.confirm ?? '')
    expect(kept).toEqual({
      ...{ state: 'kept', confirm: null, number: null, deletes: [] },
      keeps: [PROOF, heldUntil('messages')],
    })
    expect(await destructions()).toEqual([])
    expect(await world.readLines('audit')).toMatchObject([
      { action: 'data.defer', actor: 'subject', number: expect.stringMatching(/^D-/) },
    ])
  })

  test('since a moment ago: the answer says what has stayed and counts it as not deleted', async () => {
    const things = [await world.addMessage(), await world.addMessage(), await world.addConsent(2)]
    const [, message, visits] = things as [Thing, Thing, Thing]
    const confirm = await planOf(things)
    const held = new Map([message, visits].map((thing) => [idOf(thing), thing]))
    const restore = world.beforehand('deferErasure', async (id) => {
      const thing = held.get(id)
      if (thing) await world.hold(thing, HELD_UNTIL)
      held.delete(id)
    })
    const done = await remove(things, confirm)
    restore()
    expect(done).toMatchObject({
      ...{ state: 'deleted', deletes: [{ category: 'messages', count: 1 }] },
      keeps: [PROOF, heldUntil('visits'), heldUntil('messages')],
    })
    expect(await areThere(things)).toEqual([false, true, true])
  })

  test('since a moment ago, and nothing else: it is kept, and no number is promised', async () => {
    const held = await world.addConsent(2)
    const confirm = await planOf([held])
    world.beforehand('deferErasure', () => world.hold(held, HELD_UNTIL))
    expect(await remove([held], confirm)).toMatchObject({
      ...{ state: 'kept', number: null, deletes: [], keeps: [PROOF, heldUntil('visits')] },
    })
    expect(await destructions()).toEqual([])
  })
})
