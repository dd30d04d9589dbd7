import { afterEach, beforeEach, expect, test } from 'vitest'
import type {
  AffectedResult,
  BreachesResult,
  BreachNoticeResult,
  BreachResult,
  WrittenResult,
} from '../../../server/contract/index.ts'
import { remindOfBreaches } from '../../../server/domain/breaches/remind.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { giveConsent, writeMessage } from '../../support/app/my-data.ts'
import { realSite } from '../../support/app/real-site.ts'
import { breach, openRegisterApp, type RegisterApp } from '../../support/app/register-app.ts'
import { errorOf } from '../../support/app/test-app.ts'

let server: RegisterApp
beforeEach(async () => {
  server = await openRegisterApp({ site: { operator: realSite.operator } })
})
afterEach(() => server.close())

const at = (iso: string) => Date.parse(iso)
const path = '/registers/breaches'
const write = async (changes: object = {}, under = path) => {
  const answer = await server.ask(under, breach({ ...changes }))
  expect(answer.status).toBe(201)
  return (await answer.json()) as WrittenResult
}
const list = async () => (await server.read<BreachesResult>(path)).breaches

test('BR-01: a breach found on Friday at 17:00 is due on Monday, reminded of before and overdue on Tuesday', async () => {
  server.nowMs = at('2026-02-27T12:05:00Z')
  const { thread, dueOn } = await write()
  expect(dueOn).toBe('2026-03-02')
  const remind = async (iso: string) => {
    server.nowMs = at(iso)
    const before = server.logged.length
    await runJob(server.deps, { name: 'breaches', holder: 'test' }, (run) =>
      remindOfBreaches(server.deps, run),
    )
    return server.logged.slice(before).map((line) => JSON.parse(line))
  }
  const facts = { thread, dueOn: '2026-03-02' }
  expect(await remind('2026-02-28T06:00:00Z')).toEqual([['warn', 'breach_due', facts]])
  expect(await remind('2026-03-02T18:59:00Z')).toEqual([['warn', 'breach_due', facts]])
  expect((await list())[0]?.isOverdue).toBe(false)
  expect(await remind('2026-03-02T19:00:00Z')).toEqual([['error', 'breach_overdue', facts]])
  expect((await list())[0]?.isOverdue).toBe(true)
  // Loud until it is done.
  expect(await remind('2026-03-03T19:00:00Z')).toEqual([['error', 'breach_overdue', facts]])
  await write({ state: 'notified' }, `${path}/${thread}`)
  expect(await remind('2026-03-04T19:00:00Z')).toEqual([])
  expect(server.logged.join('\n')).not.toMatch(/laptop|disk/)
})

test('BR-01: the register holds what is known, the list adds due day and responsible person, the overdue stand first', async () => {
  await write({ discoveredAt: '2026-03-03T06:00:00Z', nature: 'Fresh' })
  await write({ discoveredAt: '2026-02-20T06:00:00Z', nature: 'Done', state: 'closed' })
  await write({ nature: 'Late' })
  const breaches = await list()
  expect(breaches.map(({ nature, isOverdue }) => [nature, isOverdue])).toEqual([
    ['Late', true],
    ['Fresh', false],
    ['Done', false],
  ])
  expect(breaches[0]).toMatchObject({
    ...breach(),
    nature: 'Late',
    state: 'open',
    responsible: { phone: '+7 727 000 00 01', email: 'dpo@mektep.kz' },
  })
  // The register itself can never be erased, so the responsible person does not stand in it.
  const entries = await server.deps.store.readRegister('breaches', 0, 10)
  expect(JSON.stringify(entries.map(({ content }) => content))).not.toMatch(/dpo@|727 ?000/)
})

test('BR-01: a field that is missing or wrong, or a discovery to come, is refused and nothing is written', async () => {
  for (const field of ['discoveredAt', 'nature', 'dataCategories', 'people', 'measures']) {
    const answer = await server.ask(path, breach({ [field]: undefined }))
    expect((await errorOf(answer)).fields).toEqual({ [field]: 'missing' })
  }
  const wrong = breach({ discoveredAt: '2026-03-03T07:00:01Z' })
  expect((await errorOf(await server.ask(path, wrong))).fields).toEqual({
    discoveredAt: 'in_future',
  })
  const named = breach({ measures: 'call +7 701 234 56 78', people: -1 })
  expect((await errorOf(await server.ask(path, named))).fields).toEqual({
    measures: 'personal',
    people: 'too_small',
  })
  const unknown = `${path}/01993f00-0000-7000-8000-000000000000`
  expect((await server.ask(unknown, breach())).status).toBe(404)
  expect((await server.ask(`${unknown}/notice`)).status).toBe(404)
  expect(await list()).toEqual([])
})

const readNotice = async (thread: string, lang: string) =>
  server.read<BreachNoticeResult>(`${path}/${thread}/notice?lang=${lang}`)
const today = { from: '2026-03-03', to: '2026-03-03' }
const scope = (dataset: string, days: object = today) => ({ dataset, ...days })
const preview = (...affected: readonly object[]) => server.ask('/affected', { affected })
const sent = { at: '2026-03-03T06:30:00Z', number: 'ЖТ-2026-7012345678' }

test.each([
  ['kk', 'Жауапты тұлға', 'ЖСН сайтта жиналмайды'],
  ['ru', 'Ответственное лицо', 'ИИН на сайте не собирается'],
])(
  'BR-02: the draft in %s has every field of the notice to the authority',
  async (lang, responsible, noIin) => {
    const { thread } = await write({ dataCategories: ['name', 'phone'] })
    const sender = await writeMessage(server, { phone: '+7 701 000 00 09' })
    expect((await readNotice(thread, lang)).text).not.toContain('Planted Name')
    await write({ affected: [scope('messages')] }, `${path}/${thread}`)
    const { text, peopleText } = await readNotice(thread, lang)
    for (const part of [
      ...['123456789012', '+7 727 000 00 01', 'dpo@mektep.kz', responsible, noIin],
      ...['A laptop was stolen', 'The disk is encrypted', '481/НҚ', ': 2\n'],
      ...['Planted Name', '+7 701 000 00 09', sender.reference],
    ])
      expect(text).toContain(part)
    expect(text).toContain(lang === 'kk' ? 'телефон нөмірі' : 'номер телефона')
    expect(text).not.toMatch(/\{\w+\}|undefined|null|planted@|Planted question/)
    const greeting = lang === 'kk' ? 'Құрметті сайт пайдаланушысы' : 'Уважаемый пользователь сайта'
    expect(peopleText).toContain(greeting)
    expect(peopleText).toContain('A laptop was stolen')
    expect(peopleText).not.toMatch(/\{\w+\}|undefined|Planted|701 000/)
    const audited = (await server.lines('audit')).filter(
      ({ content }) => content.action === 'breach.notice',
    )
    expect(audited.map(({ content }) => content.subjects)).toEqual([0, 1])
    expect(JSON.stringify(audited)).not.toContain('Planted')
    // Once it is closed, nobody is named any more.
    await write({ affected: [scope('messages')], state: 'closed' }, `${path}/${thread}`)
    expect((await readNotice(thread, lang)).text).not.toContain('Planted Name')
  },
)

test('BR-03: who is affected can be looked at as often as one likes: nothing is written, and no word of theirs is shown', async () => {
  server.nowMs = at('2026-03-02T18:59:59Z')
  const early = await writeMessage(server)
  server.nowMs = at('2026-03-02T19:00:00Z')
  const one = await writeMessage(server, { phone: '+7 701 000 00 09' })
  const two = await writeMessage(server, { name: 'Second' })
  server.nowMs = at('2026-03-03T19:00:00Z')
  const late = await writeMessage(server)
  for (const _ of [1, 2]) {
    const answer = await preview(scope('messages'))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const text = await answer.text()
    const { total, people } = JSON.parse(text) as AffectedResult
    expect(total).toBe(2)
    const facts = { dataset: 'messages', hasName: true, isBlocked: false }
    expect(
      people.toSorted((left, right) => Number(left.hasPhone) - Number(right.hasPhone)),
    ).toEqual([
      { ref: two.reference, ...facts, hasPhone: false },
      { ref: one.reference, ...facts, hasPhone: true },
    ])
    expect(text).not.toMatch(
      new RegExp(`Planted|Second|701 000|${early.reference}|${late.reference}`),
    )
  }
  expect(await server.lines('disclosures')).toEqual([])
  expect(await server.lines('audit')).toEqual([])
})

test('BR-03: consents and visits are listed by the record’s id; a message’s own consent is no second person', async () => {
  const visiting = await giveConsent(server, 2)
  const still = await giveConsent(server)
  await writeMessage(server)
  const read = async (...scopes: object[]) =>
    (await (await preview(...scopes)).json()) as AffectedResult
  const consents = await read(scope('consents'))
  expect(consents.people.map(({ ref }) => ref).toSorted()).toEqual(
    [visiting.id, still.id].toSorted(),
  )
  expect((await read(scope('visits'))).people.map(({ ref }) => ref)).toEqual([visiting.id])
  // The same person in two datasets is one.
  expect((await read(scope('consents'), scope('visits'))).total).toBe(2)
  const yesterday = { from: '2026-03-02', to: '2026-03-02' }
  expect(await read(scope('visits', yesterday))).toEqual({ total: 0, people: [] })
})

test('BR-03: the disclosure to the authority is written once, with the line that marks the notification as sent', async () => {
  const sender = await writeMessage(server)
  const visiting = await giveConsent(server, 1)
  const affected = [scope('messages'), scope('visits')]
  const { thread } = await write({ affected })
  expect(await server.lines('disclosures')).toEqual([])
  await write({ affected, authorityTold: sent }, `${path}/${thread}`)
  const lines = await server.lines('disclosures')
  const facts = {
    ...{ ground: 'authority_request', breach: thread, date: '2026-03-03' },
    ...{ requestNumber: sent.number, documentNumber: sent.number, disclosedBy: expect.any(String) },
  }
  expect(lines.map(({ content }) => content)).toMatchObject([
    {
      ...facts,
      subjects: [sender.reference],
      dataCategories: ['name', 'email', 'phone', 'message'],
    },
    { ...facts, subjects: [visiting.id] },
  ])
  expect(JSON.stringify(lines)).not.toContain('Planted')
  const [breach] = await list()
  expect(breach).toMatchObject({ state: 'notified', authorityTold: sent, isOverdue: false })
  // Further facts, and what the people were told, disclose nothing again.
  const peopleTold = { at: '2026-03-03T06:45:00Z', people: 2 }
  await write({ affected, authorityTold: sent, peopleTold }, `${path}/${thread}`)
  expect(await server.lines('disclosures')).toHaveLength(2)
  expect((await list())[0]).toMatchObject({ peopleTold, state: 'notified' })
  // Who was found to be affected later is.
  const more = [...affected, scope('consents')]
  await write({ affected: more, authorityTold: sent, peopleTold }, `${path}/${thread}`)
  expect((await server.lines('disclosures')).at(-1)?.content.dataCategories).toEqual(['consent'])
  const history = await server.read<BreachResult>(`${path}/${thread}`)
  expect(history.lines).toHaveLength(4)
  expect(history.breach.lastId).toBe(history.lines.at(-1)?.id)
  expect(await readNotice(thread, 'ru')).toMatchObject({
    text: expect.stringContaining('Planted Name'),
  })
})

test('BR-03: of a blocked message the reference is listed, and neither name nor phone', async () => {
  const { thread } = await write({ affected: [scope('messages')] })
  const sender = await writeMessage(server, { phone: '+7 701 000 00 09' })
  await server.post('/v1/me/restrictions', {}, sender.who)
  const answer = await preview(scope('messages'))
  const blocked = { hasName: false, hasPhone: false, isBlocked: true }
  expect(((await answer.json()) as AffectedResult).people).toEqual([
    { ref: sender.reference, dataset: 'messages', ...blocked },
  ])
  expect((await readNotice(thread, 'ru')).text).not.toMatch(/Planted|701 000/)
})

test('BR-03: a wrong dataset or period is refused, and no disclosure is written', async () => {
  await writeMessage(server)
  const fieldsOf = async (answer: Response) => (await errorOf(answer)).fields
  const wrong = { dataset: 'passwords', from: '2026-02-30', to: '2026-03-03', by: 'x' }
  expect(await fieldsOf(await preview(wrong))).toEqual({
    ...{ 'affected.0.dataset': 'invalid', 'affected.0.from': 'invalid' },
    'affected.0.by': 'unknown',
  })
  const turned = scope('messages', { from: '2026-03-03', to: '2026-03-02' })
  const late = scope('visits', { from: '2026-03-03', to: '2026-03-04' })
  const problems = { 'affected.0.to': 'reversed', 'affected.1.to': 'in_future' }
  expect(await fieldsOf(await preview(turned, late))).toEqual(problems)
  const early = { authorityTold: { at: '2026-02-27T11:00:00Z' } }
  const future = { peopleTold: { at: '2026-03-03T07:00:01Z', people: 1 } }
  const body = breach({ affected: [turned, late], ...early, ...future, people: 1.5 })
  expect(await fieldsOf(await server.ask(path, body))).toEqual({
    ...{ ...problems, people: 'invalid' },
    ...{ 'authorityTold.at': 'reversed', 'peopleTold.at': 'in_future' },
  })
  expect(await server.lines('disclosures')).toEqual([])
  expect(await list()).toEqual([])
})
