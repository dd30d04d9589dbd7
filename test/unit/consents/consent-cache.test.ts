import { describe, expect, test } from 'vitest'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import type { StoredConsent } from '../../../server/store/store.ts'
import { buildEvent, buildRecord, uuidV7 } from '../../store/records.ts'

const build = (change: Partial<StoredConsent> = {}): StoredConsent => {
  const record = buildRecord(change)
  return { ...record, latest: buildEvent(record), restricted: [], ...change }
}
const block = (consent: StoredConsent): StoredConsent => ({ ...consent, restricted: [''] })

/** A store that notes what it is asked for, answers when it is let, and may be changed by another process. */
function openWorld(...stored: StoredConsent[]) {
  const rows = new Map(stored.map((consent) => [consent.id, consent]))
  const asked: string[] = []
  const answers: (() => void)[] = []
  const world = {
    rows,
    asked,
    isHeld: false,
    isDown: false,
    letGo: () => {
      for (const answer of answers.splice(0)) answer()
    },
  }
  const store = {
    async findConsent(id: string) {
      asked.push(id)
      if (world.isDown) throw new Error('down')
      const read = rows.get(id)
      if (world.isHeld) await new Promise<void>((resolve) => answers.push(resolve))
      return read
    },
  }
  return { ...{ world, store }, cache: createConsentCache(store) }
}

describe('a consent that was asked for lately', () => {
  test('is not read again, and one that is not known is', async () => {
    const consent = build()
    const { world, cache } = openWorld(consent)
    const unknown = uuidV7()
    for (const _ of [1, 2]) {
      expect(await cache.find(consent.id)).toEqual(consent)
      expect(await cache.find(unknown)).toBe(undefined)
    }
    expect(world.asked).toEqual([consent.id, unknown, unknown])
    const late = build({ id: unknown })
    world.rows.set(unknown, late)
    expect(await cache.find(unknown)).toEqual(late)
  })

  test('is read once by all who ask meanwhile', async () => {
    const consent = build()
    const { world, cache } = openWorld(consent)
    world.isHeld = true
    const both = [cache.find(consent.id), cache.find(consent.id)]
    world.letGo()
    expect(await Promise.all(both)).toEqual([consent, consent])
    expect(world.asked).toHaveLength(1)
  })

  test('gives way to others where there are many, the oldest first', async () => {
    const all = [build(), build(), build()]
    const { world, store } = openWorld(...all)
    const cache = createConsentCache(store, { max: 2 })
    const [first, second, third] = all.map(({ id }) => id)
    for (const id of [first, second, third, third, second]) await cache.find(id as string)
    expect(world.asked).toEqual([first, second, third])
    await cache.find(first as string)
    expect(world.asked).toHaveLength(4)
  })

  test('is as it was until it is outdated: a write on the strength of it would be refused', async () => {
    const consent = build()
    const { world, cache } = openWorld(consent)
    await cache.find(consent.id)
    world.rows.set(consent.id, block(consent))
    expect(await cache.find(consent.id)).toEqual(consent)
    cache.outdate(consent.id)
    expect(await cache.find(consent.id)).toEqual(block(consent))
    expect(world.asked).toHaveLength(2)
  })

  test('and was restricted is read again: another process may have lifted that', async () => {
    const consent = build({ restricted: ['analytics'] })
    const { world, cache } = openWorld(consent)
    expect(await cache.find(consent.id)).toEqual(consent)
    const free = { ...consent, restricted: [] }
    world.rows.set(consent.id, free)
    for (const _ of [1, 2]) expect(await cache.find(consent.id)).toEqual(free)
    expect(world.asked).toHaveLength(2)
  })

  test('that is outdated while it is read is read again', async () => {
    const consent = build()
    const { world, cache } = openWorld(consent)
    world.isHeld = true
    const early = cache.find(consent.id)
    world.rows.set(consent.id, block(consent))
    cache.outdate(consent.id)
    const late = cache.find(consent.id)
    world.isHeld = false
    world.letGo()
    expect(await Promise.all([early, late])).toEqual([block(consent), block(consent)])
    expect(await cache.find(consent.id)).toEqual(block(consent))
  })

  test('is not answered from memory where the read fails, and is read again', async () => {
    const consent = build()
    const { world, cache } = openWorld(consent)
    world.isDown = true
    await expect(cache.find(consent.id)).rejects.toThrow('down')
    world.isDown = false
    expect(await cache.find(consent.id)).toEqual(consent)
  })
})

describe('a change that is on its way', () => {
  test('holds before it is written, and until the record is forgotten', async () => {
    const consent = build()
    const { world, cache } = openWorld(consent)
    await cache.find(consent.id)
    cache.replace(block(consent))
    expect(await cache.find(consent.id)).toEqual(block(consent))
    // What is outdated meanwhile does not bring the old state back.
    cache.outdate(consent.id)
    expect(await cache.find(consent.id)).toEqual(block(consent))
    expect(world.asked).toHaveLength(1)
    cache.forget(consent.id)
    expect(await cache.find(consent.id)).toEqual(consent)
    expect(world.asked).toHaveLength(2)
  })

  test('holds for who has asked before it, and is not answered yet', async () => {
    const consent = build()
    const { world, cache } = openWorld(consent)
    world.isHeld = true
    const early = cache.find(consent.id)
    cache.replace(block(consent))
    world.letGo()
    expect(await early).toEqual(block(consent))
    expect(await cache.find(consent.id)).toEqual(block(consent))
  })

  test('and is over while the record is read: it is read again', async () => {
    const consent = build()
    const { world, cache } = openWorld(consent)
    world.isHeld = true
    const early = cache.find(consent.id)
    cache.replace(block(consent))
    world.rows.set(consent.id, block(consent))
    cache.forget(consent.id)
    world.isHeld = false
    world.letGo()
    expect(await early).toEqual(block(consent))
  })

  test('that is over is not undone by what was remembered or read before it', async () => {
    const consent = build({ restricted: [''] })
    const free = { ...consent, restricted: [] }
    const { world, cache } = openWorld(consent)
    await cache.find(consent.id)
    world.rows.set(consent.id, free)
    cache.forget(consent.id)
    expect(await cache.find(consent.id)).toEqual(free)
    cache.forget(consent.id)
    world.isHeld = true
    const early = cache.find(consent.id)
    world.rows.set(consent.id, consent)
    cache.forget(consent.id)
    world.isHeld = false
    world.letGo()
    expect(await early).toEqual(consent)
    expect(await cache.find(consent.id)).toEqual(consent)
  })

  test('leaves other records as they are', async () => {
    const [mine, other] = [build(), build()]
    const { cache } = openWorld(mine, other)
    cache.replace(block(mine))
    expect(await cache.find(other.id)).toEqual(other)
  })
})

describe('a change that could not be stored', () => {
  test('is in force on top of whatever is stored, for its record alone, until it is settled', async () => {
    const [mine, other] = [build(), build()]
    const { cache } = openWorld(mine, other)
    cache.insist(mine.id, 'block', block)
    for (const _ of [1, 2]) expect(await cache.find(mine.id)).toEqual(block(mine))
    expect(await cache.find(other.id)).toEqual(other)
    expect(await cache.find(uuidV7())).toBe(undefined)
    cache.forget(mine.id)
    expect(await cache.find(mine.id)).toEqual(block(mine))
    cache.settle(mine.id, 'another wish')
    expect(await cache.find(mine.id)).toEqual(block(mine))
    cache.settle(mine.id, 'block')
    expect(await cache.find(mine.id)).toEqual(mine)
  })

  test('stands beside another, and the same wish again takes its own place', async () => {
    const mine = build()
    const { cache } = openWorld(mine)
    const add = (purpose: string) => (one: StoredConsent) => ({
      ...one,
      restricted: [...one.restricted, purpose],
    })
    for (const purpose of ['analytics', 'external', 'external'])
      cache.insist(mine.id, purpose, add(purpose))
    expect((await cache.find(mine.id))?.restricted).toEqual(['analytics', 'external'])
    cache.settle(mine.id, 'analytics')
    expect((await cache.find(mine.id))?.restricted).toEqual(['external'])
  })

  test('is in force for who asks while another change is on its way, or the record is read', async () => {
    const mine = build()
    const { world, cache } = openWorld(mine)
    world.isHeld = true
    const early = cache.find(mine.id)
    cache.insist(mine.id, 'block', block)
    world.letGo()
    expect(await early).toEqual(block(mine))
    cache.replace(mine)
    expect(await cache.find(mine.id)).toEqual(block(mine))
  })

  test('can be settled where there is none', () => {
    expect(() => openWorld().cache.settle(uuidV7(), 'block')).not.toThrow()
  })
})
