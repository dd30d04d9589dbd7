import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MeResult, MessagesExport, WrittenResult } from '../../../server/contract/index.ts'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import { writeMessage } from '../../support/app/my-data.ts'
import {
  disclosure,
  openRegisterApp,
  processor,
  type RegisterApp,
} from '../../support/app/register-app.ts'
import { errorOf } from '../../support/app/test-app.ts'

let server: RegisterApp
beforeEach(async () => {
  server = await openRegisterApp()
})
afterEach(() => server.close())

const DAY_MS = 86_400_000
const path = '/registers/disclosures'
const write = async (body: unknown) => {
  const answer = await server.ask(path, body)
  expect(answer.status).toBe(201)
  return (await answer.json()) as WrittenResult
}
const exportUnder = (disclosureId: string, more: object = {}) =>
  server.ask('/exports', { disclosureId, ...more })
const codeOf = async (answer: Response) => (await errorOf(answer)).code

test('DI-01: an export without an entry is refused, and nothing of anybody leaves', async () => {
  const reference = await server.receive()
  const unknown = await exportUnder('01993f00-0000-7000-8000-000000000000')
  expect(unknown.status).toBe(403)
  expect(unknown.headers.get('cache-control')).toBe('no-store')
  const text = await unknown.text()
  expect(text).toContain('disclosure_unknown')
  expect(text).not.toContain('Planted')
  expect((await errorOf(await server.ask('/exports', {}))).fields).toEqual({
    disclosureId: 'missing',
  })
  const stranger = { origin: 'https://consent.other.example' }
  const body = { disclosureId: reference }
  expect((await server.post('/v1/admin/exports', body, stranger)).status).toBe(401)
  expect((await server.post('/v1/admin/exports', body)).status).toBe(403)
  expect(
    (await server.lines('audit')).filter(({ content }) => content.action === 'data.export'),
  ).toEqual([])
})

test('DI-01: with its entry the messages it names are given out once, readable, uncached, audited', async () => {
  const [first, second, other] = [
    await server.receive(),
    await server.receive({ name: 'Second Sender' }),
    await server.receive({ name: 'Somebody Else' }),
  ]
  const { thread } = await write(disclosure([first, second]))
  const answer = await exportUnder(thread)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const exported = (await answer.json()) as MessagesExport
  expect(exported.messages.map(({ reference, name }) => [reference, name])).toEqual([
    [first, 'Planted Name'],
    [second, 'Second Sender'],
  ])
  expect(exported.messages[0]).toMatchObject({ email: 'planted@example.kz', phone: null })
  expect(JSON.stringify(exported)).not.toContain(other)
  const audited = (await server.lines('audit')).filter(({ thread: of }) => of === thread)
  expect(audited.map(({ content }) => content)).toEqual([
    { action: 'data.export', subject: thread, subjects: 2, leftOut: 0 },
  ])
  expect(JSON.stringify(await server.lines('audit'))).not.toContain('Planted')
  const again = await exportUnder(thread)
  expect([again.status, await codeOf(again)]).toEqual([409, 'disclosure_used'])
})

test('DI-01: of two exports under one entry at the same moment one alone goes out', async () => {
  const { thread } = await write(disclosure([await server.receive()]))
  const answers = await Promise.all([1, 2, 3].map(() => exportUnder(thread)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
})

test('DI-01: what the entry does not name is not given out: other subjects, other data, after a day', async () => {
  const [named, other] = [await server.receive(), await server.receive()]
  const { thread } = await write(disclosure([named], { dataCategories: ['name'] }))
  expect(await codeOf(await exportUnder(thread, { subjects: [named, other] }))).toBe(
    'disclosure_mismatch',
  )
  expect(await codeOf(await exportUnder(thread, { dataCategories: ['name', 'email'] }))).toBe(
    'disclosure_mismatch',
  )
  server.nowMs += DAY_MS + 1
  expect(await codeOf(await exportUnder(thread))).toBe('disclosure_expired')
  const corrected = await server.ask(`${path}/${thread}`, disclosure([named]))
  expect(corrected.status).toBe(201)
  // A correction does not make an old entry new.
  expect(await codeOf(await exportUnder(thread))).toBe('disclosure_expired')
  const fresh = await write(disclosure([named], { dataCategories: ['name'] }))
  const { messages } = (await (await exportUnder(fresh.thread)).json()) as MessagesExport
  expect(Object.keys(messages[0] ?? {}).toSorted()).toEqual([
    ...['name', 'receivedAt', 'reference', 'unreadable'],
  ])
  expect(messages[0]?.unreadable).toEqual([])
})

test('DI-01: a message that its sender has blocked is left out, and so is one that is gone', async () => {
  const sent = await writeMessage(server)
  const gone = await server.receive()
  const { thread } = await write(disclosure([sent.reference, gone]))
  expect((await server.post('/v1/me/restrictions', {}, sent.who)).status).toBe(201)
  const row = await server.deps.store.findMessage({ reference: gone })
  const entry = { register: 'destructions', content: {}, actor: 'system' } as const
  await server.deps.store.eraseMessage(row?.id ?? '', await buildRegisterEntry(entry, server.deps))
  const answer = await exportUnder(thread)
  const text = await answer.clone().text()
  expect(text).not.toContain('Planted')
  expect(((await answer.json()) as MessagesExport).leftOut).toEqual([
    { ref: sent.reference, reason: 'blocked' },
    { ref: gone, reason: 'not_kept' },
  ])
})

test('DI-01: an answer that was lost does not spend the entry: the same export is answered again within its day, and audited', async () => {
  const [sent, blocked] = [await writeMessage(server), await writeMessage(server)]
  await server.post('/v1/me/restrictions', {}, blocked.who)
  const { thread } = await write(disclosure([sent.reference, blocked.reference]))
  const id = '01993f00-0000-7000-8000-00000000000a'
  const first = (await (await exportUnder(thread, { id })).json()) as MessagesExport
  const again = await exportUnder(thread, { id })
  expect(again.status).toBe(200)
  expect(((await again.json()) as MessagesExport).messages).toEqual(first.messages)
  for (const other of [{}, { id: '01993f00-0000-7000-8000-00000000000b' }])
    expect(await codeOf(await exportUnder(thread, other))).toBe('disclosure_used')
  const exported = { action: 'data.export', subject: thread, subjects: 1, leftOut: 1, export: id }
  const audited = (await server.lines('audit')).filter(({ thread: of }) => of === thread)
  expect(audited.map(({ content }) => content)).toEqual([
    exported,
    { ...exported, isRepeated: true },
  ])
  server.nowMs += DAY_MS + 1
  expect(await codeOf(await exportUnder(thread, { id }))).toBe('disclosure_expired')
})

const common = ['date', 'recipient', 'documentNumber', 'documentDate', 'dataCategories', 'subjects']

test('DI-01: every field of an entry is needed, and two grounds at once are refused', async () => {
  const whole = disclosure([await server.receive()])
  for (const field of [...common, 'disclosedBy', 'ground']) {
    const answer = await server.ask(path, { ...whole, [field]: undefined })
    expect([field, answer.status]).toEqual([field, 422])
    expect((await errorOf(answer)).fields).toEqual({ [field]: 'missing' })
  }
  const two = await server.ask(path, { ...whole, consentNumber: '1' })
  expect(await errorOf(two)).toMatchObject({
    code: 'unknown_field',
    fields: { consentNumber: 'unknown' },
  })
  const unknown = await server.ask(path, { ...whole, ground: 'legitimate_interest' })
  expect((await errorOf(unknown)).fields).toEqual({ ground: 'invalid' })
  expect(await server.lines('disclosures')).toEqual([])
})

test('DI-01: an entry about nobody who is kept, or of a day to come or that no calendar has, is refused', async () => {
  const reference = await server.receive()
  const wrong = disclosure([reference, 'K-22222222'], { date: '2026-03-04' })
  expect((await errorOf(await server.ask(path, wrong))).fields).toEqual({
    date: 'in_future',
    'subjects.1': 'not_found',
  })
  const noDay = disclosure([reference], { documentDate: '2026-02-30' })
  expect((await errorOf(await server.ask(path, noDay))).fields).toEqual({ documentDate: 'invalid' })
  expect(await server.lines('disclosures')).toEqual([])
})

const without = (subjects: readonly string[], ground: object) => {
  const { authority: _, requestNumber: __, legalNorm: ___, ...rest } = disclosure(subjects)
  return { ...rest, ...ground }
}

test('DI-02: written consent needs the number of a paper consent that is registered and not withdrawn', async () => {
  const subjects = [await server.receive()]
  const ground = { ground: 'written_consent', consentNumber: '3/2026' }
  const none = await server.ask(path, without(subjects, { ground: 'written_consent' }))
  expect((await errorOf(none)).fields).toEqual({ consentNumber: 'missing' })
  const unknown = await server.ask(path, without(subjects, ground))
  expect([unknown.status, await codeOf(unknown)]).toEqual([409, 'written_consent_unknown'])
  const paper = { date: '2026-03-01', number: '3/2026', keptAt: 'office, folder 2', purpose: 'x' }
  const written = (await (
    await server.ask('/registers/paper-consents', paper)
  ).json()) as WrittenResult
  const { thread } = await write(without(subjects, ground))
  const withdrawn = { ...paper, withdrawnOn: '2026-03-03' }
  await server.ask(`/registers/paper-consents/${written.thread}`, withdrawn)
  expect(await codeOf(await server.ask(path, without(subjects, ground)))).toBe(
    'written_consent_unknown',
  )
  // Withdrawn between entry and export: nothing goes out.
  expect(await codeOf(await exportUnder(thread))).toBe('written_consent_unknown')
})

test('DI-03: a request of an authority needs the authority, its number and the legal norm', async () => {
  const subjects = [await server.receive()]
  const bare = await server.ask(path, without(subjects, { ground: 'authority_request' }))
  expect((await errorOf(bare)).fields).toEqual({
    authority: 'missing',
    requestNumber: 'missing',
    legalNorm: 'missing',
  })
  expect(await server.lines('disclosures')).toEqual([])
})

test('DI-04: a processor must stand in its register with a confidentiality agreement in force', async () => {
  const subjects = [await server.receive()]
  const add = async (changes: object) =>
    (
      (await (
        await server.ask('/registers/processors', processor({ ...changes }))
      ).json()) as WrittenResult
    ).thread
  const give = (thread: string) =>
    server.ask(path, without(subjects, { ground: 'processor_contract', processor: thread }))
  const live = await add({})
  const refused = [
    await add({ confidentialityUntil: '2026-03-02' }),
    await add({ confidentialityDate: '2026-03-04' }),
    await add({ endedOn: '2026-03-03' }),
    '01993f00-0000-7000-8000-000000000000',
  ]
  for (const thread of refused) {
    const answer = await give(thread)
    expect([answer.status, await codeOf(answer)]).toEqual([409, 'processor_not_live'])
  }
  expect(await server.lines('disclosures')).toEqual([])
  expect((await give(live)).status).toBe(201)
  await server.ask(`/registers/processors/${live}`, processor({ endedOn: '2026-03-03' }))
  expect(await codeOf(await give(live))).toBe('processor_not_live')
  const noAgreement = await server.ask(
    '/registers/processors',
    processor({ confidentialityDate: undefined }),
  )
  expect((await errorOf(noAgreement)).fields).toEqual({ confidentialityDate: 'missing' })
})

test('DI-05: the subject sees what was disclosed about them, never a hidden one, and the hiding is audited once a day', async () => {
  const me = await writeMessage(server)
  const { thread: shown } = await write(disclosure([me.reference]))
  const hidden = disclosure([me.reference], { recipient: 'Police', hiddenFromSubject: 'art. 9' })
  const { thread } = await write(hidden)
  const look = async () => (await (await server.get('/v1/me', me.who)).json()) as MeResult
  for (let times = 0; times < 2; times += 1) {
    const overview = await look()
    expect(overview.disclosures).toEqual([
      { date: '2026-03-03', recipient: 'Алматы қалалық соты', ground: 'authority_request' },
    ])
    expect(JSON.stringify(overview)).not.toMatch(/Police|art\. 9/)
  }
  const page = await server.get('/v1/me/export?format=page&lang=ru', me.who)
  expect(await page.text()).toContain('запрос государственного органа')
  const hidings = async () =>
    (await server.lines('audit')).filter(({ content }) => content.action === 'disclosure.hide')
  expect(await hidings()).toMatchObject([
    { thread, actor: 'system', content: { action: 'disclosure.hide', subject: thread } },
  ])
  expect(JSON.stringify(await hidings())).not.toContain(shown)
  server.nowMs += DAY_MS
  await look()
  expect(await hidings()).toHaveLength(2)
})

test('DI-06: where notice is a condition the entry says by which day: ten working days, holidays left out', async () => {
  await server.close()
  server = await openRegisterApp({ site: { holidays: ['2026-03-09'] } })
  const subjects = [await server.receive()]
  const told = await write(disclosure(subjects, { needsNotice: true }))
  expect(told.noticeDueOn).toBe('2026-03-18')
  expect((await write(disclosure(subjects))).noticeDueOn).toBeUndefined()
  const [line] = await server.lines('disclosures')
  expect(line?.content.noticeDueOn).toBe('2026-03-18')
  // A correction does not put the day off.
  server.nowMs += 5 * DAY_MS
  await server.ask(`${path}/${told.thread}`, disclosure(subjects, { needsNotice: true }))
  expect((await server.lines('disclosures')).at(-1)?.content.noticeDueOn).toBe('2026-03-18')
})
