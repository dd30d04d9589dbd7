import { describe, expect, test } from 'vitest'
import type { MessagesResult } from '../../../server/contract/index.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { warnOfOpenMessages } from '../../../server/domain/messages/open-messages.ts'
import { retainDaily } from '../../../server/domain/retention/daily-retention.ts'
import { askAsStaff, registerLines, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { disclosure, openRegisterApp } from '../../support/app/register-app.ts'
import type { TestApp, TestAppOptions } from '../../support/app/test-app.ts'
import { DAY_MS, openWorld } from '../retention/retention-world.ts'

const STAFF = 'office@school.example'
const mail = { from: 'school@school.example', staff: STAFF, staffLanguage: 'en' } as const
const open = (site: TestAppOptions['site'] = {}) => openWorld({ site: { mail, ...site } })

const retain = (world: TestApp) =>
  runJob(world.deps, { name: 'retention', holder: 'one' }, (run) => retainDaily(world.deps, run))
const warn = (world: TestApp, holder = 'one') =>
  runJob(world.deps, { name: 'open-messages', holder }, (run) =>
    warnOfOpenMessages(world.deps, run),
  )
const warnings = (world: TestApp) =>
  world.sent.filter(({ kind }) => kind === 'staff_messages_open').map(({ values }) => values)
const listed = async (world: TestApp) =>
  ((await (await askAsStaff(world, '/messages')).json()) as MessagesResult).messages.map(
    ({ reference }) => reference,
  )
const statusOf = async (world: TestApp, path: string, body?: object) =>
  (await askAsStaff(world, path, body && { method: 'POST', body })).status
const closings = (world: TestApp) =>
  registerLines(world, 'audit').filter(({ action }) => action === 'message.close')
const hold = (world: TestApp, ref: string, untilOn: string) =>
  statusOf(world, '/legal-holds', { kind: 'message', ref, untilOn, reason: 'court' })

describe('CF-11: a message that nobody closes', () => {
  test('is closed by itself when its consent ends, with a line of the audit, and destroyed; not a moment before', async () => {
    const world = await open()
    const { reference, who } = await writeMessage(world)
    world.nowMs += 365 * DAY_MS - 1
    await retain(world)
    expect(await listed(world)).toEqual([reference])
    expect(closings(world)).toEqual([])
    world.nowMs += DAY_MS
    expect(await retain(world)).toMatchObject({ kind: 'done', counts: { messages: 1 } })
    expect(closings(world)).toEqual([
      { action: 'message.close', subject: reference, reason: 'ended_open' },
    ])
    expect(rowsOf(world, 'register_entries').at(-2)?.actor).toBe('system')
    expect(rowsOf(world, 'messages')).toEqual([])
    expect((await world.get('/v1/me', who)).status).toBe(404)
    expect(await retain(world)).toEqual({ kind: 'done', counts: {} })
    expect(closings(world)).toHaveLength(1)
    expect(world.logged.join('\n')).not.toMatch(/planted/i)
    expect(world.logged.join('\n')).not.toContain(reference)
  })

  test('is read by nobody of the school from the end of its consent on, whether or not a job has run', async () => {
    const world = await open()
    const { reference, who } = await writeMessage(world)
    const path = `/messages/${reference}`
    world.nowMs += 365 * DAY_MS - 1
    expect(await statusOf(world, path)).toBe(200)
    world.nowMs += 1
    expect(await listed(world)).toEqual([])
    expect(await statusOf(world, path)).toBe(404)
    expect(await statusOf(world, `${path}/close`, {})).toBe(404)
    expect(await statusOf(world, `${path}/answer`, { text: 'Too late' })).toBe(404)
    expect(world.sent.map(({ kind }) => kind)).not.toContain('message_answer')
    // Its sender still sees it until it is destroyed.
    expect((await world.get('/v1/me', who)).status).toBe(200)
    // The audit has one reading, the one before.
    expect(registerLines(world, 'audit').filter(({ action }) => action === 'message.read')).toEqual(
      [{ action: 'message.read', subject: reference }],
    )
  })

  test('leaves the school in no export either, and is named in no list of a breach', async () => {
    const server = await openRegisterApp()
    const reference = await server.receive()
    server.nowMs += 366 * DAY_MS
    const dates = { date: '2027-03-04', documentDate: '2027-03-04' }
    const written = await server.ask('/registers/disclosures', disclosure([reference], dates))
    const { thread } = (await written.json()) as { thread: string }
    const given = await server.ask('/exports', { disclosureId: thread })
    expect(await given.json()).toMatchObject({
      messages: [],
      leftOut: [{ ref: reference, reason: 'not_kept' }],
    })
    const dataset = { dataset: 'messages', from: '2026-03-01', to: '2026-03-05' }
    const affected = await server.ask('/affected', { affected: [dataset] })
    expect(affected.status).toBe(200)
    const text = await affected.text()
    expect(text).toContain(reference)
    expect(text).not.toContain('Planted')
    await server.close()
  })

  test('under a legal hold is neither closed nor destroyed, and both when the hold ends', async () => {
    const world = await open()
    const { reference } = await writeMessage(world)
    expect(await hold(world, reference, '2027-06-30')).toBe(201)
    world.nowMs = Date.parse('2027-06-30T18:00:00Z')
    await warn(world)
    await retain(world)
    expect(rowsOf(world, 'messages')).toMatchObject([{ closed_at_ms: null }])
    expect(closings(world)).toEqual([])
    expect(warnings(world)).toEqual([])
    expect(await statusOf(world, `/messages/${reference}`)).toBe(404)
    world.nowMs += DAY_MS
    await retain(world)
    expect(rowsOf(world, 'messages')).toEqual([])
    expect(closings(world)).toMatchObject([{ subject: reference }])
  })

  test('that was withdrawn ends as any other, and is nobody’s to answer before', async () => {
    const world = await open()
    const { who, reference } = await writeMessage(world)
    const id = crypto.randomUUID().replace(/^(.{14})./, '$17')
    expect((await world.post('/v1/me/withdrawal', { id }, who)).status).toBe(201)
    world.nowMs += 360 * DAY_MS
    await warn(world)
    expect(warnings(world)).toEqual([])
    world.nowMs += 6 * DAY_MS
    await retain(world)
    expect(rowsOf(world, 'messages')).toEqual([])
    expect(closings(world)).toMatchObject([{ subject: reference }])
  })

  test('whose term was made shorter is told of and closed as any other before it is destroyed', async () => {
    const world = await open()
    const { reference } = await writeMessage(world)
    Object.assign(world.deps.site, { messageDays: 90 })
    world.nowMs += 70 * DAY_MS
    await warn(world)
    expect(warnings(world)).toHaveLength(1)
    world.nowMs += 21 * DAY_MS
    expect(await retain(world)).toMatchObject({ kind: 'done', counts: { messages: 1 } })
    expect(closings(world)).toMatchObject([{ subject: reference, reason: 'ended_open' }])
  })

  test('DS-09: stays until the request about it is answered, and goes then; nobody of the school reads it meanwhile', async () => {
    const world = await open()
    const { reference, who } = await writeMessage(world)
    world.nowMs += 360 * DAY_MS
    const asked = await world.post('/v1/me/requests', { kind: 'correction', scope: 'site' }, who)
    expect(asked.status).toBe(201)
    const { number } = (await asked.json()) as { number: string }
    world.nowMs += 6 * DAY_MS
    await retain(world)
    expect(rowsOf(world, 'messages')).toHaveLength(1)
    expect(await statusOf(world, `/messages/${reference}`)).toBe(404)
    const answered = await askAsStaff(world, `/requests/${number}/answer`, {
      ...{ method: 'POST', body: { text: 'Corrected' } },
    })
    expect(await answered.json()).toMatchObject({ isMailed: true })
    world.nowMs += DAY_MS
    await retain(world)
    expect(rowsOf(world, 'messages')).toEqual([])
  })

  test('is left alone while the clock is in doubt', async () => {
    const world = await open()
    await writeMessage(world)
    await retain(world)
    world.nowMs += 400 * DAY_MS
    expect(await retain(world)).toMatchObject({ kind: 'clock_in_doubt' })
    expect(rowsOf(world, 'messages')).toMatchObject([{ closed_at_ms: null }])
    expect(closings(world)).toEqual([])
  })

  test('is closed sooner where the configuration says so, and kept no longer for it', async () => {
    const world = await open({ openMessages: { closeAfterDays: 60, warnDays: 10 } })
    const { reference } = await writeMessage(world)
    world.nowMs += 49 * DAY_MS
    await warn(world)
    expect(warnings(world)).toEqual([])
    world.nowMs += 2 * DAY_MS
    await warn(world)
    expect(warnings(world)).toEqual([{ count: '1', lines: `${reference}: 2026-05-02` }])
    await retain(world)
    expect(closings(world)).toEqual([])
    world.nowMs += 9 * DAY_MS + 1
    world.deps.clockGuard.remember({
      ...{ believedAtMs: world.nowMs, seenAtMs: world.nowMs, doubtedSinceMs: null },
    })
    for (let day = 0; day < 2; day += 1) {
      world.nowMs += DAY_MS
      await retain(world)
    }
    expect(closings(world)).toMatchObject([{ subject: reference }])
    expect(await statusOf(world, `/messages/${reference}`)).toBe(200)
  })

  test('sent before the term was made longer goes with its own consent; before it was made shorter, with the new term', async () => {
    const world = await open({ messageDays: 100 })
    await writeMessage(world)
    Object.assign(world.deps.site, { messageDays: 300 })
    world.nowMs += 101 * DAY_MS
    expect(await retain(world)).toMatchObject({ counts: { messages: 1 } })
    const other = await open({ messageDays: 300 })
    await writeMessage(other)
    Object.assign(other.deps.site, { messageDays: 100 })
    other.nowMs += 101 * DAY_MS
    expect(await retain(other)).toMatchObject({ counts: { messages: 1 } })
  })
})

describe('CF-11: a message that was answered', () => {
  test('stays as it is until its consent ends, is closed no second time, and goes with it', async () => {
    const world = await open()
    const { reference } = await writeMessage(world)
    world.nowMs += 300 * DAY_MS
    expect(await statusOf(world, `/messages/${reference}/answer`, { text: 'Yes' })).toBe(200)
    world.nowMs += 40 * DAY_MS
    await warn(world)
    await retain(world)
    expect(warnings(world)).toEqual([])
    expect(await statusOf(world, `/messages/${reference}`)).toBe(200)
    expect(closings(world)).toHaveLength(1)
    const [row] = rowsOf(world, 'messages')
    for (let day = 0; day < 3; day += 1) {
      world.nowMs += 8 * DAY_MS
      await retain(world)
      world.nowMs += DAY_MS
      await retain(world)
    }
    expect(row?.closed_at_ms).toBe(Date.parse('2026-12-28T07:00:00Z'))
    expect(rowsOf(world, 'messages')).toEqual([])
    expect(closings(world)).toHaveLength(1)
  })
})

describe('staff are told of messages that end open', () => {
  test('thirty days before, by reference alone, each once and all in one mail', async () => {
    const world = await open()
    const first = await writeMessage(world)
    const second = await writeMessage(world)
    world.nowMs += 334 * DAY_MS
    await warn(world)
    expect(warnings(world)).toEqual([])
    world.nowMs += 2 * DAY_MS
    await Promise.all([warn(world, 'one'), warn(world, 'two')])
    const references = [first.reference, second.reference]
    expect(warnings(world)).toHaveLength(1)
    const [values] = warnings(world)
    expect(values?.count).toBe('2')
    for (const reference of references) expect(values?.lines).toContain(`${reference}: 2027-03-03`)
    expect(JSON.stringify(world.sent.at(-1))).not.toMatch(/planted/i)
    await writeMessage(world)
    for (let day = 0; day < 5; day += 1) {
      world.nowMs += DAY_MS
      await warn(world)
    }
    expect(warnings(world)).toHaveLength(1)
    const lines = world.logged.filter((line) => line.includes('messages_open_long'))
    expect(lines).toHaveLength(6)
    expect(lines[0]).toBe('["warn","messages_open_long",{"count":2,"days":30}]')
  })

  test('a run that is cut off before its commit mails nothing, the next one does', async () => {
    const world = await open()
    await writeMessage(world)
    world.nowMs += 340 * DAY_MS
    const { noteJob } = world.deps.store
    Object.assign(world.deps.store, { noteJob: () => Promise.reject(new Error('planted')) })
    await expect(warn(world)).rejects.toThrow('planted')
    expect(warnings(world)).toEqual([])
    Object.assign(world.deps.store, { noteJob })
    await warn(world)
    await warn(world)
    expect(warnings(world)).toHaveLength(1)
  })

  test.each([
    ['where warnDays is 0', { openMessages: { warnDays: 0 } }],
    ['where nobody of staff is named', { mail: {} }],
  ])('nobody %s', async (_, site) => {
    const world = await open(site)
    await writeMessage(world)
    world.nowMs += 340 * DAY_MS
    await warn(world)
    expect(warnings(world)).toEqual([])
  })
})
