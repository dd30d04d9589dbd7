import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseEnvironment } from '../../../server/config/environment.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { carryOutDeferred } from '../../../server/domain/rights/defer.ts'
import { sealAct } from '../../../server/domain/rights/erasure-act.ts'
import { type Core, openCore } from '../../../server/node/open-core.ts'
import {
  buildEvent,
  buildMessage,
  buildRecord,
  buildVisit,
  NOW_MS,
  uuidV7,
} from '../../store/records.ts'

// An erasure that was killed between its line in the list of deletions and its commit ends at the next start as any other does.

let folder: string
let core: Core | undefined
const secret = randomBytes(32).toString('base64')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-start-'))
})
afterEach(async () => {
  await core?.store.close()
  core = undefined
  rmSync(folder, { recursive: true, force: true })
})

const databaseFile = () => join(folder, 'kelisim.db')
async function start(): Promise<Core> {
  await core?.store.close()
  const variables = { DATABASE_URL: `file:${databaseFile()}`, KELISIM_SECRET: secret }
  core = await openCore(parseEnvironment(variables))
  return core
}
const note = (word: string, id: string) =>
  appendFileSync(join(folder, 'deletions.log'), `2026-11-22T07:00:00.000Z ${word} ${id}\n`)
const linesOf = async ({ store }: Core, register: 'destructions' | 'audit') =>
  (await store.readRegister(register, 0, 100)).map(({ content, actor }) => ({
    ...JSON.parse(content),
    actor,
  }))

/** A person with three visits, a message and an open request about each. */
async function fill({ store }: Core) {
  const record = buildRecord({ givenAtMs: Date.now(), validUntilMs: Date.now() + 86_400_000 })
  await store.addConsent(record, buildEvent(record), [])
  const ofMessage = buildRecord({ surface: 'contact_form' })
  const message = buildMessage({ consentId: ofMessage.id })
  await store.addMessage(message, ofMessage, buildEvent(ofMessage))
  const about = async (subjectKind: 'consent' | 'message', subjectRef: string, number: string) =>
    store.addRequest({
      ...{ id: uuidV7(), number, kind: 'information', scope: 'site', subjectKind, subjectRef },
      ...{ email: Buffer.from('sealed'), text: Buffer.from('sealed'), language: 'kk' },
      ...{ receivedAtMs: NOW_MS, dueOn: '2026-12-01', state: 'open' },
      ...{ answer: null, closedAtMs: null },
    })
  await about('consent', record.id, 'R-22222222')
  await about('message', message.id, 'R-33333333')
  const database = new Database(databaseFile())
  for (let visit = 0; visit < 3; visit++) {
    const { id, day } = buildVisit()
    database
      .prepare('insert into visits (id, consent_id, day) values (?, ?, ?)')
      .run(id, record.id, day)
  }
  database.close()
  return { consentId: record.id, messageId: message.id }
}

test('RT-05: what the list alone has erased stands in the register once, its requests end, its consent is withdrawn', async () => {
  const { consentId, messageId } = await fill(await start())
  const number = 'D-44444444'
  const atMs = NOW_MS
  await core?.store.deferErasure({
    ...{ ref: consentId, kind: 'consent', number, ground: 'subject_request', atMs },
  })
  note('consent', consentId)
  note('message', messageId)
  const started = await start()
  const rest = { method: 'deletion', carriedOut: 'at_start', actor: 'system' }
  const lines = await linesOf(started, 'destructions')
  expect(lines).toHaveLength(2)
  expect(lines).toContainEqual(
    expect.objectContaining({
      ...{ number, category: 'visits', count: 3, ground: 'subject_request', refs: [consentId] },
      ...rest,
    }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({
      ...{ category: 'messages', count: 1, ground: 'list_of_deletions', refs: [messageId] },
      ...rest,
    }),
  )
  for (const ref of [consentId, messageId])
    expect(await started.store.readRequestsOf(ref)).toMatchObject([
      { state: 'answered', email: null, text: null, answer: null },
    ])
  const ended = (await linesOf(started, 'audit')).filter(({ action }) => action === 'request.end')
  expect(ended.map(({ subject }) => subject).toSorted()).toEqual(['R-22222222', 'R-33333333'])
  const consent = await started.store.findConsent(consentId)
  expect([consent?.latest.state, consent?.secretHash]).toEqual(['ConsentWithdrawn', null])
  expect(await started.store.readDueErasures(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  const again = await start()
  expect(await linesOf(again, 'destructions')).toHaveLength(2)
  expect(await again.store.readErasedAgain()).toEqual([])
})

test('RT-07: the answer of staff whose erasure the list alone has carried out is given by the regular work, once', async () => {
  const { messageId: ref } = await fill(await start())
  if (!core) throw new Error('it is not open')
  const act = { actor: 'aigul', requestNumber: 'R-33333333', lines: [], mails: [] }
  await core.store.deferErasure({
    ...{ ref, kind: 'message', number: 'D-55555555', ground: 'subject_request', atMs: NOW_MS },
    act: await sealAct(ref, act, core),
  })
  note('message', ref)
  const started = await start()
  const closed = async () =>
    (await linesOf(started, 'audit')).filter(({ action }) => String(action).startsWith('request.'))
  expect(await closed()).toEqual([])
  const consents = createConsentCache(started.store)
  const run = () =>
    carryOutDeferred({ ...started, consents, log: () => undefined, prepareMail: undefined })
  expect(await run()).toBe(1)
  const answered = { action: 'request.answer', subject: 'R-33333333', actor: 'aigul' }
  expect(await closed()).toMatchObject([{ ...answered, erasure: 'D-55555555' }])
  expect(await run()).toBe(0)
  expect(await closed()).toHaveLength(1)
  expect(await linesOf(started, 'destructions')).toMatchObject([{ number: 'D-55555555' }])
})

test('what a restored list names and nobody holds any more makes no line', async () => {
  await fill(await start())
  note('consent', uuidV7())
  note('message', uuidV7())
  const started = await start()
  expect(await linesOf(started, 'destructions')).toEqual([])
  expect(await started.store.readErasedAgain()).toEqual([])
})

test('RT-07: a request of which nothing else is left ends too, and no destruction is told', async () => {
  const { messageId, consentId } = await fill(await start())
  await core?.store.close()
  const database = new Database(databaseFile())
  // As where it came in the moment in which the rest was erased.
  database.prepare('delete from messages where id = ?').run(messageId)
  database.close()
  note('message', messageId)
  const started = await start()
  const [request, ...more] = await started.store.readRequestsOf(messageId)
  expect(request).toMatchObject({ state: 'answered', email: null, text: null, answer: null })
  expect(more).toEqual([])
  expect(await started.store.readRequestsOf(consentId)).toMatchObject([{ state: 'open' }])
  const ended = (await linesOf(started, 'audit')).filter(({ action }) => action === 'request.end')
  expect(ended).toMatchObject([{ subject: 'R-33333333', erasure: 'list_of_deletions' }])
  expect(await linesOf(started, 'destructions')).toEqual([])
  expect(await started.store.readErasedAgain()).toEqual([])
})
