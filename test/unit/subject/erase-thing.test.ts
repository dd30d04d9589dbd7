import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { carryOutDeferred, deferErasure } from '../../../server/domain/rights/defer.ts'
import { type Erasure, eraseThing } from '../../../server/domain/rights/erase-thing.ts'
import type { ErasureAct } from '../../../server/domain/rights/erasure-act.ts'
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

const line = { action: 'message.erase_child', subject: 'K-1', actor: 'aigul' }
const mail = { kind: 'message_answer', to: 'x@example.kz', language: 'kk', values: {} } as const
const act: ErasureAct = { actor: 'aigul', lines: [line], mails: [mail] }

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

test.each(['message', 'consent'] as const)(
  'a request that is sent in the same moment is not stored once its %s is gone',
  async (kind) => {
    const thing = await (kind === 'message' ? world.addMessage() : world.addConsent(1))
    const { store, prepareMail } = world.deps
    const add = async () => {
      const request = buildRequest({ subjectRef: idOf(thing), subjectKind: kind })
      const mail = await prepareMail?.({
        ...{ kind: 'request_received', to: 'x@example.kz', language: 'kk', values: {} },
      })
      const further = { isOfPresentThing: true, mails: mail ? [mail] : [] }
      return store.addRequest(request, undefined, further)
    }
    expect(await add()).toBe('stored')
    await erase(thing)
    const mails = await store.readDueMail(world.nowMs, 10)
    expect(await add()).toBe('absent')
    expect(await requestsOf(thing)).toMatchObject([{ text: null, email: null, state: 'answered' }])
    expect(await store.readDueMail(world.nowMs, 10)).toEqual(mails)
  },
)

test('lines and mails that were given with it are written with it, and with nothing that is absent', async () => {
  const [thing, gone] = [await world.addMessage(), await world.addMessage()]
  await erase(gone)
  const { store } = world.deps
  expect(await erase(gone, { ...byPerson, act })).toBe('absent')
  expect(await world.readLines('audit')).toEqual([])
  expect(await erase(thing, { ...byPerson, act })).toBe('erased')
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

describe('an act of staff that was interrupted before its erasure', () => {
  const interrupt = async (thing: Thing, ofStaff: ErasureAct) => {
    const end = world.beforehand(thing.kind === 'message' ? 'eraseMessage' : 'eraseConsent', () =>
      Promise.reject(new Error('the process died')),
    )
    await expect(erase(thing, { ...byPerson, actor: 'aigul', act: ofStaff })).rejects.toThrow(
      'died',
    )
    end()
    // What is prepared by a process that dies goes with it.
    world.prepared.length = 0
  }
  const mailsLeft = async () => (await world.deps.store.readDueMail(world.nowMs, 10)).length

  test('is carried out whole by the regular work: its line, its answer, its actor; once', async () => {
    const thing = await world.addMessage()
    const requestNumber = await ask(thing)
    await interrupt(thing, { ...act, requestNumber })
    expect(await mailsLeft()).toBe(0)
    expect(await carryOutDeferred(world.deps)).toBe(1)
    expect(await world.readLines('audit')).toEqual([
      line,
      { action: 'request.answer', subject: requestNumber, actor: 'aigul', erasure: NUMBER },
    ])
    expect(await world.readLines('destructions')).toMatchObject([
      { number: NUMBER, actor: 'aigul' },
    ])
    expect(world.prepared).toEqual([mail])
    expect(await mailsLeft()).toBe(1)
    expect(await carryOutDeferred(world.deps)).toBe(0)
    expect(await mailsLeft()).toBe(1)
  })

  test('answers no request that staff have closed meanwhile', async () => {
    const thing = await world.addMessage()
    const requestNumber = await ask(thing)
    await interrupt(thing, { ...act, requestNumber })
    const closing = { state: 'refused', answer: null, closedAtMs: 1 } as const
    await world.deps.store.closeRequest(requestNumber, closing)
    expect(await carryOutDeferred(world.deps)).toBe(1)
    expect(await world.readLines('audit')).toEqual([line])
    expect(await mailsLeft()).toBe(0)
    expect(await world.isThere(thing)).toBe(false)
  })

  test('is forgotten where a hold stops it, since staff are told so', async () => {
    const thing = await world.addMessage()
    await interrupt(thing, act)
    await world.hold(thing, '2026-12-31')
    expect(await erase(thing, { ...byPerson, act })).toBe('held')
    world.nowMs += 60 * DAY_MS
    expect(await carryOutDeferred(world.deps)).toBe(1)
    expect(await world.readLines('audit')).toMatchObject([{ action: 'data.defer' }])
    expect(await mailsLeft()).toBe(0)
  })

  test('is written by nobody twice where another process erases at the same moment', async () => {
    const thing = await world.addMessage()
    await interrupt(thing, act)
    await Promise.all([carryOutDeferred(world.deps), carryOutDeferred(world.deps)])
    expect(await world.readLines('audit')).toEqual([line])
    expect(await mailsLeft()).toBe(1)
  })

  test('is carried out without what cannot be decrypted, and that is logged', async () => {
    const thing = await world.addMessage()
    await interrupt(thing, act)
    const given = { ref: idOf(thing), kind: thing.kind, ground: 'subject_request' } as const
    const damaged = { ...given, number: NUMBER, atMs: 0, act: new Uint8Array([1, 2, 3]) }
    await world.deps.store.deferErasure(damaged)
    expect(await carryOutDeferred(world.deps)).toBe(1)
    expect(await world.isThere(thing)).toBe(false)
    expect(world.logged).toMatchObject([['error', 'sealed_value_unreadable', {}]])
    expect(await mailsLeft()).toBe(0)
  })
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
