import { afterEach, beforeEach, expect, test } from 'vitest'
import { carryOutDeferred, deferErasure } from '../../../server/domain/rights/defer.ts'
import { type Erasure, eraseThing } from '../../../server/domain/rights/erase-thing.ts'
import { idOf, nameOf, type Thing } from '../../../server/domain/subject/subject.ts'
import { buildRequest } from '../../store/subject-records.ts'
import { openRightsWorld, type RightsWorld } from '../../support/app/rights-world.ts'

// DS-05: what is erased with a thing, what is written of it, and who is told.

const NUMBER = 'D-22222222'
const byPerson: Erasure = { number: NUMBER, ground: 'subject_request', actor: 'subject' }
const DAY_MS = 86_400_000

let world: RightsWorld
beforeEach(async () => {
  world = await openRightsWorld()
})
afterEach(() => world.close())

const erase = (thing: Thing, erasure = byPerson) => eraseThing(thing, erasure, world.deps)
const ask = async (thing: Thing, change: object = {}) => {
  const request = buildRequest({ subjectRef: idOf(thing), subjectKind: thing.kind, ...change })
  await world.deps.store.addRequest(request)
  return request.number
}
const requestsOf = (thing: Thing) => world.deps.store.readRequestsOf(idOf(thing))

test('its open requests end: one line for each, a mail to their author, and nothing of what was said', async () => {
  const thing = await world.addMessage('aigul@example.kz')
  const first = await ask(thing)
  const closed = await ask(thing, { state: 'refused', closedAtMs: 1 })
  const other = await ask(await world.addMessage())
  expect(await erase(thing)).toBe('erased')
  expect(await world.readLines('audit')).toEqual([
    { action: 'request.end', subject: first, actor: 'system', erasure: NUMBER },
  ])
  expect(world.prepared.map(({ to, values }) => [to, values.number])).toEqual([
    ['aigul@example.kz', first],
  ])
  expect(await world.deps.store.readDueMail(world.nowMs, 10)).toHaveLength(1)
  const rows = await requestsOf(thing)
  expect(rows.map(({ email, text }) => [email, text])).toEqual([
    [null, null],
    [null, null],
  ])
  expect(rows.find(({ number }) => number === first)).toMatchObject({
    ...{ state: 'answered', closedAtMs: world.nowMs },
  })
  expect(rows.find(({ number }) => number === closed)?.state).toBe('refused')
  expect((await world.deps.store.findRequest(other))?.text).not.toBeNull()
})

test('a request that was sent in the same moment keeps nothing that was said either', async () => {
  const thing = await world.addMessage()
  const { store } = world.deps
  const eraseMessage: typeof store.eraseMessage = async (...given) => {
    const result = await store.eraseMessage(...given)
    await ask(thing)
    return result
  }
  Object.assign(world.deps, { store: { ...store, eraseMessage } })
  await erase(thing)
  expect(await requestsOf(thing)).toMatchObject([{ text: null, email: null, state: 'answered' }])
})

test('lines and mails that were given with it are written with it, and with nothing that is absent', async () => {
  const [thing, gone] = [await world.addMessage(), await world.addMessage()]
  await erase(gone)
  const { store, prepareMail } = world.deps
  const mail = { kind: 'message_answer', to: 'x@example.kz', language: 'kk', values: {} } as const
  const give = async () => {
    const [line] = await store.readRegister('destructions', 0, 1)
    if (!line || !prepareMail) throw new Error('nothing to give')
    const entry = { ...line, id: crypto.randomUUID(), register: 'audit' as const }
    return { entries: [entry], mails: [await prepareMail(mail)] }
  }
  expect(await erase(gone, { ...byPerson, further: await give() })).toBe('absent')
  expect(await world.readLines('audit')).toEqual([])
  expect(await erase(thing, { ...byPerson, further: await give() })).toBe('erased')
  expect(await world.readLines('audit')).toHaveLength(1)
  expect(await store.readDueMail(world.nowMs, 10)).toHaveLength(1)
  expect(await world.readLines('destructions')).toHaveLength(2)
})

test('what was erased by a process that died is counted with the rest, and the line says how much in all', async () => {
  const thing = await world.addConsent(2)
  const { store } = world.deps
  Object.assign(world.deps, { store: { ...store, countErased: async () => 40 } })
  await erase(thing, { ...byPerson, actor: 'administrator' })
  expect(await world.readLines('destructions')).toMatchObject([
    { category: 'visits', count: 42, actor: 'administrator' },
  ])
})

test.each([
  ['subject_request', 'subject'],
  ['minor_without_representative', 'administrator'],
] as const)(
  'RT-06: of what is held nothing goes, and that it waits is in the audit: %s',
  async (ground, actor) => {
    const thing = await world.addMessage()
    await ask(thing)
    await world.hold(thing, '2026-12-31')
    expect(await erase(thing, { ...byPerson, ground, actor })).toBe('held')
    expect(await world.isThere(thing)).toBe(true)
    expect((await requestsOf(thing))[0]?.text).not.toBeNull()
    expect(await world.readLines('destructions')).toEqual([])
    expect(await world.readLines('audit')).toEqual([
      { action: 'data.defer', subject: nameOf(thing), actor, number: NUMBER },
    ])
    world.nowMs += 60 * DAY_MS
    expect(await carryOutDeferred(world.deps)).toBe(1)
    expect(await world.readLines('destructions')).toMatchObject([
      { number: NUMBER, ground, actor: 'system' },
    ])
  },
)

test('RT-06: a hold is over by the clock that is trusted, and by no other', async () => {
  const thing = await world.addMessage()
  await world.hold(thing, '2026-12-31')
  const trusted = world.nowMs
  Object.assign(world.deps, { clockGuard: { now: () => trusted } })
  world.nowMs += 400 * DAY_MS
  expect(await erase(thing)).toBe('held')
  expect(await carryOutDeferred(world.deps)).toBe(0)
  expect(await world.isThere(thing)).toBe(true)
})

test('one that waits is forgotten once it was carried out, or what it was about is gone', async () => {
  const [thing, gone] = [await world.addMessage(), await world.addConsent(1)]
  const given = { number: NUMBER, ground: 'subject_request' } as const
  await deferErasure(thing, { ...given, actor: 'subject' }, world.deps)
  await world.deps.store.deferErasure({ ...given, ref: 'gone', kind: 'message', atMs: 0 })
  expect(await world.deps.store.readDueErasures(world.nowMs, 10)).toHaveLength(2)
  expect(await carryOutDeferred(world.deps)).toBe(2)
  expect(await world.deps.store.readDueErasures(world.nowMs, 10)).toEqual([])
  expect(await world.isThere(thing)).toBe(false)
  expect(await world.isThere(gone)).toBe(true)
})
