import { expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import {
  createConsentCache,
  findConsentProblem,
} from '../../../server/domain/consents/consent-cache.ts'
import { storeWithdrawal } from '../../../server/domain/consents/withdrawal.ts'
import { commitToEvent } from '../../../server/domain/identifiers/commitment.ts'
import type { ConsentEvent, DailyCount, Store, StoredConsent } from '../../../server/store/store.ts'
import { buildEvent, buildRecord, NOW_MS, uuidV7 } from '../../store/records.ts'

const KINDS = { ip: true, browser: true, visit_time: true, visitor_cookie: false }
const NONE = { ip: false, browser: false, visit_time: false, visitor_cookie: false }
const COUNTS: DailyCount[] = [
  { day: '2026-11-22', measure: 'withdrawal', dimension: 'all', value: '', count: 1 },
]
const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))

type AddConsentEvent = Store['addConsentEvent']

/** A consent to both purposes, in a store whose answers to a new event a test may choose. */
function openWorld(answer?: AddConsentEvent) {
  const record = buildRecord()
  const latest = buildEvent(record, {
    purposes: { analytics: true, external: true },
    dataKinds: KINDS,
  })
  const world = {
    stored: { ...record, latest, restricted: [] } as StoredConsent,
    written: [] as Parameters<AddConsentEvent>[],
  }
  const store = {
    findConsent: async (id: string) => (id === record.id ? world.stored : undefined),
    async addConsentEvent(...given: Parameters<AddConsentEvent>) {
      world.written.push(given)
      if (answer) return answer(...given)
      world.stored = { ...world.stored, latest: given[0] }
      return 'stored' as const
    },
  }
  const consents = createConsentCache(store)
  const deps = { store, consents, cryptography, clock: () => NOW_MS + 5 }
  const withdraw = (purposes?: readonly string[], id = uuidV7(), of = record.id) =>
    storeWithdrawal(of, { id, purposes }, COUNTS, deps)
  const problem = async (purpose: string) =>
    findConsentProblem(await consents.find(record.id), purpose, NOW_MS)
  return { ...{ world, record, withdraw, problem } }
}

test('CB-09: everything is withdrawn in one event, counted, on the strength of the latest', async () => {
  const { world, record, withdraw, problem } = openWorld()
  const before = world.stored.latest.id
  const id = uuidV7()
  const withdrawn = await withdraw(undefined, id)
  const event: Omit<ConsentEvent, 'commitment'> = {
    id,
    consentId: record.id,
    state: 'ConsentWithdrawn',
    purposes: { analytics: false, external: false },
    dataKinds: NONE,
    actor: record.actor,
    atMs: NOW_MS + 5,
  }
  const commitment = commitToEvent(record, event, cryptography)
  expect(world.written).toEqual([[{ ...event, commitment }, COUNTS, before]])
  expect(withdrawn).toEqual({ outcome: 'stored', consent: world.stored })
  for (const purpose of ['analytics', 'external'])
    expect(await problem(purpose)).toBe('consent_withdrawn')
})

test('DS-06: of what is named alone, with its kinds of data; the rest stays given', async () => {
  const { world, withdraw, problem } = openWorld()
  await withdraw(['external'])
  expect(world.stored.latest).toMatchObject({
    state: 'ConsentGiven',
    purposes: { analytics: true, external: false },
    dataKinds: KINDS,
  })
  expect(await problem('analytics')).toBe(undefined)
  expect(await problem('external')).toBe('consent_refused')
  await withdraw(['analytics'])
  expect(world.stored.latest).toMatchObject({ state: 'ConsentWithdrawn', dataKinds: NONE })
  expect(world.written).toHaveLength(2)
})

test('analytics is withdrawn with every kind of data, where another purpose is left', async () => {
  const { world, withdraw } = openWorld()
  await withdraw(['analytics'])
  expect(world.stored.latest).toMatchObject({
    state: 'ConsentGiven',
    purposes: { analytics: false, external: true },
    dataKinds: NONE,
  })
})

test.each([
  ['of a purpose that was never on offer', ['marketing'], undefined],
  ['of nothing', [], undefined],
  ['of what is withdrawn already', ['external'], ['external']],
  ['of all, where all is withdrawn', undefined, ['analytics', 'external']],
])('a withdrawal %s is no event', async (_, purposes, first) => {
  const { world, withdraw } = openWorld()
  if (first) await withdraw(first)
  const { stored, written } = world
  const before = written.length
  expect(await withdraw(purposes)).toEqual({ outcome: 'unchanged', consent: stored })
  expect(written).toHaveLength(before)
})

test('of no record there is nothing to withdraw', async () => {
  const { world, withdraw } = openWorld()
  expect(await withdraw(undefined, uuidV7(), uuidV7())).toBe(undefined)
  expect(world.written).toEqual([])
})

test('an id of another event withdraws nothing, and what was granted goes on', async () => {
  const { world, withdraw, problem } = openWorld(async () => 'conflict')
  const { stored } = world
  expect(await withdraw()).toEqual({ outcome: 'conflict', consent: stored })
  expect(await problem('analytics')).toBe(undefined)
})

test('where another change came first, it is made once more on the strength of that', async () => {
  const { world, record, withdraw } = openWorld(async (event) => {
    if (world.written.length > 1) {
      world.stored = { ...world.stored, latest: event }
      return 'stored'
    }
    const other = buildEvent(record, {
      id: uuidV7(),
      purposes: { analytics: true, external: false },
    })
    world.stored = { ...world.stored, latest: other }
    return 'overtaken'
  })
  const withdrawn = await withdraw(['analytics'])
  expect(withdrawn?.outcome).toBe('stored')
  expect(world.stored.latest.state).toBe('ConsentWithdrawn')
  expect(world.written.map(([, , after]) => after)).toHaveLength(2)
  expect(world.written[1]?.[2]).not.toBe(world.written[0]?.[2])
})

test('an id of another event does not settle what could not be stored before', async () => {
  let isDown = true
  const { withdraw, problem } = openWorld(async () => {
    if (isDown) throw new Error('full')
    return 'conflict'
  })
  await expect(withdraw()).rejects.toThrow('full')
  isDown = false
  expect((await withdraw())?.outcome).toBe('conflict')
  expect(await problem('analytics')).toBe('consent_withdrawn')
})

test('CB-09: it is in force before it is written', async () => {
  const seen: unknown[] = []
  const { withdraw, problem } = openWorld(async () => {
    seen.push(await problem('analytics'))
    return 'stored'
  })
  expect(await problem('analytics')).toBe(undefined)
  await withdraw()
  expect(seen).toEqual(['consent_withdrawn'])
})

test('two at once each take away what they name', async () => {
  const { world, withdraw } = openWorld()
  await Promise.all([withdraw(['analytics']), withdraw(['external'])])
  expect(world.stored.latest).toMatchObject({
    state: 'ConsentWithdrawn',
    purposes: { analytics: false, external: false },
  })
})

test('what cannot be stored is withdrawn in this process, as far as it was asked for, until it is stored', async () => {
  let isDown = true
  const { world, withdraw, problem } = openWorld(async (event) => {
    if (isDown) throw new Error('full')
    world.stored = { ...world.stored, latest: event }
    return 'stored'
  })
  const kept = world.stored
  await expect(withdraw(['external'])).rejects.toThrow('full')
  expect(await problem('external')).toBe('consent_refused')
  expect(await problem('analytics')).toBe(undefined)
  await expect(withdraw(['analytics'])).rejects.toThrow('full')
  for (const purpose of ['analytics', 'external'])
    expect(await problem(purpose)).toBe('consent_withdrawn')
  isDown = false
  for (const purposes of [['external'], ['analytics']])
    expect((await withdraw(purposes))?.outcome).toBe('stored')
  // Settled: from now on it is what the database says.
  world.stored = kept
  expect(await problem('analytics')).toBe(undefined)
  expect(await problem('external')).toBe(undefined)
})
