import { describe, expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { lift, readRestricted, restrict } from '../../../server/domain/rights/restrict.ts'
import type { Thing } from '../../../server/domain/subject/subject.ts'
import type { Restriction, StoredConsent, WithWrite } from '../../../server/store/store.ts'
import { buildEvent, buildRecord, NOW_MS } from '../../store/records.ts'

/** A person's consent and message, in a store that can be made to fail. */
function openWorld() {
  const record = buildRecord()
  const stored = { ...record, latest: buildEvent(record), restricted: [] } as StoredConsent
  const ofMessage = buildRecord({ surface: 'contact_form' })
  const message = {
    kind: 'message',
    message: { id: 'message', reference: 'K-23456789' },
    consent: {
      ...ofMessage,
      latest: buildEvent(ofMessage, { purposes: { contact: true } }),
      restricted: [],
    },
  } as unknown as Thing
  const rows: Restriction[] = []
  const audited: unknown[] = []
  const world = {
    rows,
    audited,
    isDown: false,
    isHeld: false,
    isHeldMeanwhile: false,
    seen: [] as unknown[],
  }
  const consent = { kind: 'consent', consent: stored } as Thing
  const note = ({ entries = [] }: WithWrite = {}) => {
    for (const { content, actor } of entries) audited.push({ ...JSON.parse(content), actor })
  }
  const store = {
    findConsent: async () => ({
      ...stored,
      restricted: rows
        .filter((row) => row.ref === stored.id && row.liftedAtMs === null)
        .map(({ purpose }) => purpose),
    }),
    readRestrictions: async (ref: string) => rows.filter((row) => row.ref === ref),
    readLegalHolds: async () => (world.isHeld ? [{ untilMs: NOW_MS + 1 }] : [{ untilMs: NOW_MS }]),
    async addRestriction(row: Restriction, further?: WithWrite) {
      world.seen.push((await consents.find(stored.id))?.restricted)
      if (world.isDown) throw new Error('full')
      rows.push(row)
      note(further)
      return 'stored'
    },
    async liftRestriction(ref: string, purpose: string, atMs: number, further?: WithWrite) {
      if (world.isHeldMeanwhile) return 'held'
      const found = rows.findIndex(
        (row) => row.ref === ref && row.purpose === purpose && row.liftedAtMs === null,
      )
      const row = rows[found]
      if (row) rows[found] = { ...row, liftedAtMs: atMs }
      if (row) note(further)
      return row !== undefined
    },
  }
  const consents = createConsentCache(store as never)
  const deps = {
    ...{ store, consents, clock: () => NOW_MS, clockGuard: { now: () => NOW_MS } },
    cryptography: createNodeCryptography(new Uint8Array(32).fill(1)),
  } as never
  const inForce = async () => (await consents.find(stored.id))?.restricted
  return { ...{ world, consent, message, deps, inForce }, id: stored.id }
}
const subject = { actor: 'subject' } as const

describe('DS-04, DS-07: stopping', () => {
  test('is in force before it is written, is written once, and is audited once', async () => {
    const { world, consent, deps, inForce, id } = openWorld()
    for (const _ of [1, 2]) expect(await restrict([consent], subject, deps)).toBe('done')
    expect(world.seen).toEqual([['']])
    expect(world.rows).toMatchObject([
      { kind: 'consent', ref: id, purpose: '', atMs: NOW_MS, liftedAtMs: null },
    ])
    expect(world.audited).toEqual([
      { action: 'data.block', subject: id, purpose: '', actor: 'subject' },
    ])
    expect(await inForce()).toEqual([''])
  })

  test('of one purpose stops that one, and leaves the others', async () => {
    const { world, consent, deps, inForce, id } = openWorld()
    await restrict([consent], { ...subject, purpose: 'external' }, deps)
    expect(await inForce()).toEqual(['external'])
    expect(world.audited).toEqual([
      { action: 'data.restrict', subject: id, purpose: 'external', actor: 'subject' },
    ])
    await restrict([consent], { ...subject, purpose: 'analytics' }, deps)
    expect(await inForce()).toEqual(['external', 'analytics'])
  })

  test('that was lifted is written anew', async () => {
    const { world, consent, deps, inForce } = openWorld()
    await restrict([consent], subject, deps)
    await lift([consent], { ...subject, reason: 'subject_asks' } as never, deps)
    await restrict([consent], subject, deps)
    expect(world.rows).toHaveLength(2)
    expect(await inForce()).toEqual([''])
  })

  test('of a message is a block of it, whatever purpose of it is named', async () => {
    const { world, message, deps } = openWorld()
    await restrict([message], { actor: 'administrator', purpose: 'contact' }, deps)
    expect(world.rows).toMatchObject([{ kind: 'message', ref: 'message', purpose: '' }])
    expect(world.audited).toMatchObject([{ action: 'data.block', actor: 'administrator' }])
  })

  test('of a purpose that nothing has stops nothing; of one, only what has it', async () => {
    const { world, consent, message, deps } = openWorld()
    const both = [consent, message]
    expect(await restrict(both, { ...subject, purpose: 'other' }, deps)).toBe('purpose_unknown')
    expect(world.rows).toEqual([])
    expect(await restrict(both, { ...subject, purpose: 'contact' }, deps)).toBe('done')
    expect(world.rows.map(({ kind }) => kind)).toEqual(['message'])
  })

  test('that cannot be stored is in force in this process all the same, until it is', async () => {
    const { world, consent, deps, inForce } = openWorld()
    world.isDown = true
    for (const purpose of ['analytics', 'external', ''])
      await expect(restrict([consent], { ...subject, purpose }, deps)).rejects.toThrow('full')
    expect(await inForce()).toEqual(['analytics', 'external', ''])
    expect(world.audited).toEqual([])
    world.isDown = false
    for (const purpose of ['analytics', 'external', ''])
      await restrict([consent], { ...subject, purpose }, deps)
    expect(await inForce()).toEqual(['analytics', 'external', ''])
  })
})

describe('lifting', () => {
  const lifting = { ...subject, reason: 'subject_asks' } as never
  async function stopped() {
    const world = openWorld()
    await restrict([world.consent, world.message], subject, world.deps)
    world.world.audited.length = 0
    return world
  }

  test('lets everything go on, for a reason that is audited; what was not stopped is not', async () => {
    const { world, consent, message, deps, inForce, id } = await stopped()
    for (const _ of [1, 2]) expect(await lift([consent, message], lifting, deps)).toBe('done')
    expect(await inForce()).toEqual([])
    const facts = { action: 'data.unblock', purpose: '', reason: 'subject_asks', actor: 'subject' }
    expect(world.audited).toEqual([
      { ...facts, subject: id },
      { ...facts, subject: 'K-23456789' },
    ])
  })

  test('of one purpose lets that one go on', async () => {
    const { world, consent, deps, inForce } = openWorld()
    for (const purpose of ['analytics', 'external'])
      await restrict([consent], { ...subject, purpose }, deps)
    expect(
      await lift([consent], { ...(lifting as object), purpose: 'external' } as never, deps),
    ).toBe('done')
    expect(await inForce()).toEqual(['analytics'])
    expect(world.audited.at(-1)).toMatchObject({ action: 'data.unrestrict', purpose: 'external' })
  })

  test('takes back what could not be stored', async () => {
    const { world, consent, deps, inForce } = openWorld()
    world.isDown = true
    await expect(restrict([consent], subject, deps)).rejects.toThrow('full')
    await lift([consent], lifting, deps)
    expect(await inForce()).toEqual([])
  })

  test('RT-06: is not done of what the law has kept, nor of anything with it', async () => {
    const { world, consent, message, deps, inForce } = await stopped()
    world.isHeld = true
    expect(await lift([consent, message], lifting, deps)).toBe('held')
    expect(await inForce()).toEqual([''])
    expect(world.audited).toEqual([])
  })

  test('RT-06: is not done where the law has kept it since it was looked', async () => {
    const { world, consent, deps, inForce } = await stopped()
    world.isHeldMeanwhile = true
    expect(await lift([consent], lifting, deps)).toBe('held')
    expect(await inForce()).toEqual([''])
    expect(world.audited).toEqual([])
  })

  test('is not done of a purpose that nothing has', async () => {
    const { consent, deps } = await stopped()
    const other = { ...(lifting as object), purpose: 'other' } as never
    expect(await lift([consent], other, deps)).toBe('purpose_unknown')
  })

  test('DS-06: is not done of a message whose consent was withdrawn', async () => {
    const { world, consent, message, deps } = await stopped()
    const latest = { ...message.consent.latest, state: 'ConsentWithdrawn' }
    const withdrawn = { ...message, consent: { ...message.consent, latest } } as Thing
    expect(await lift([withdrawn], lifting, deps)).toBe('withdrawn')
    expect(await lift([consent, withdrawn], lifting, deps)).toBe('withdrawn')
    expect(world.audited).toEqual([])
    const alike = { ...consent, consent: { ...consent.consent, latest } } as Thing
    expect(await lift([alike], lifting, deps)).toBe('done')
  })

  test('is not done by its person once two hundred are kept; staff still do', async () => {
    const { world, consent, message, deps, id } = await stopped()
    const row = { id: 'x', kind: 'consent', ref: id, purpose: 'x', atMs: 0, liftedAtMs: 1 } as const
    const fill = (count: number) => {
      while (world.rows.filter(({ ref }) => ref === id).length < count) world.rows.push({ ...row })
    }
    fill(199)
    expect(await lift([consent], lifting, deps)).toBe('done')
    fill(200)
    expect(await lift([consent], lifting, deps)).toBe('too_many')
    expect(await lift([message, consent], lifting, deps)).toBe('too_many')
    const staff = { ...(lifting as object), actor: 'administrator' } as never
    expect(await lift([consent], staff, deps)).toBe('done')
    // Stopping is never refused.
    expect(await restrict([consent], subject, deps)).toBe('done')
  })
})

test('what is blocked, restricted and held now is told by the name that its person knows', async () => {
  const { world, consent, message, deps, id } = openWorld()
  for (const purpose of ['external', 'analytics'])
    await restrict([consent], { ...subject, purpose }, deps)
  await restrict([message], subject, deps)
  await lift([consent], { ...subject, reason: 'subject_asks', purpose: 'external' } as never, deps)
  const told = [
    {
      kind: 'consent',
      ref: id,
      isBlocked: false,
      isHeld: false,
      restrictedPurposes: ['analytics'],
    },
    { kind: 'message', ref: 'K-23456789', isBlocked: true, isHeld: false, restrictedPurposes: [] },
  ]
  expect(await readRestricted([consent, message], deps)).toEqual(told)
  world.isHeld = true
  expect(await readRestricted([consent, message], deps)).toEqual(
    told.map((one) => ({ ...one, isHeld: true, isBlocked: true })),
  )
})
