import { afterEach, beforeEach, expect, test } from 'vitest'
import type {
  AffectedResult,
  BreachesResult,
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
  expect(JSON.stringify(entries.map(({ content }) => content))).not.toMatch(/dpo@|727/)
})

test('BR-01: a field that is missing or wrong, or a discovery to come, is refused and nothing is written', async () => {
  for (const field of ['discoveredAt', 'nature', 'dataCategories', 'people', 'measures']) {
    const answer = await server.ask(path, breach({ [field]: undefined }))
    expect((await errorOf(answer)).fields).toEqual({ [field]: 'missing' })
  }
  const wrong = breach({ discoveredAt: '2026-03-03T07:00:01Z' })
  expect((await errorOf(await server.ask(path, wrong))).fields).toEqual({ discoveredAt: 'invalid' })
  const named = breach({ measures: 'call +7 701 234 56 78', people: -1 })
  expect((await errorOf(await server.ask(path, named))).fields).toEqual({
    measures: 'personal',
    people: 'invalid',
  })
  const unknown = `${path}/01993f00-0000-7000-8000-000000000000`
  expect((await server.ask(unknown, breach())).status).toBe(404)
  expect((await server.ask(`${unknown}/notice`)).status).toBe(404)
  expect(await list()).toEqual([])
})

const readNotice = async (thread: string, lang: string) =>
  (await server.read<{ text: string }>(`${path}/${thread}/notice?lang=${lang}`)).text
const affected = (thread: string, body: object) => server.ask(`${path}/${thread}/subjects`, body)
const today = { from: '2026-03-03', to: '2026-03-03' }

test.each([
  ['kk', 'Жауапты тұлға', 'ЖСН сайтта жиналмайды'],
  ['ru', 'Ответственное лицо', 'ИИН на сайте не собирается'],
])(
  'BR-02: the draft in %s has every field of the notice to the authority',
  async (lang, responsible, noIin) => {
    const { thread } = await write({ dataCategories: ['name', 'phone'] })
    const sender = await writeMessage(server, { phone: '+7 701 000 00 09' })
    expect(await readNotice(thread, lang)).not.toContain('Planted Name')
    await affected(thread, { dataset: 'messages', ...today })
    const text = await readNotice(thread, lang)
    for (const part of [
      ...['123456789012', '+7 727 000 00 01', 'dpo@mektep.kz', responsible, noIin],
      ...['A laptop was stolen', 'The disk is encrypted', '481/НҚ', ': 2\n'],
      ...['Planted Name', '+7 701 000 00 09', sender.reference],
    ])
      expect(text).toContain(part)
    expect(text).toContain(lang === 'kk' ? 'телефон нөмірі' : 'номер телефона')
    expect(text).not.toMatch(/\{\w+\}|undefined|null|planted@|Planted question/)
    const audited = (await server.lines('audit')).filter(
      ({ content }) => content.action === 'breach.notice',
    )
    expect(audited.map(({ content }) => content.subjects)).toEqual([0, 1])
    expect(JSON.stringify(audited)).not.toContain('Planted')
    // Once it is closed, nobody is named any more.
    await write({ state: 'closed' }, `${path}/${thread}`)
    expect(await readNotice(thread, lang)).not.toContain('Planted Name')
  },
)

test('BR-03: messages of a period are listed with name and phone, disclosed to the authority by reference, and audited', async () => {
  const { thread } = await write()
  server.nowMs = at('2026-03-02T18:59:59Z')
  const early = await writeMessage(server)
  server.nowMs = at('2026-03-02T19:00:00Z')
  const [one, two] = [await writeMessage(server), await writeMessage(server, { name: 'Second' })]
  server.nowMs = at('2026-03-03T19:00:00Z')
  const late = await writeMessage(server)
  const answer = await affected(thread, { dataset: 'messages', ...today })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { subjects, disclosures, notice } = (await answer.json()) as AffectedResult
  expect(subjects.map(({ ref, name }) => [ref, name]).toSorted()).toEqual(
    [
      [one.reference, 'Planted Name'],
      [two.reference, 'Second'],
    ].toSorted(),
  )
  const [line] = await server.lines('disclosures')
  expect(disclosures).toEqual([line?.thread])
  expect(line?.content).toMatchObject({
    ground: 'authority_request',
    requestNumber: thread,
    breach: thread,
    dataCategories: ['name', 'email', 'phone', 'message'],
  })
  const disclosed = (line?.content.subjects ?? []) as string[]
  expect(disclosed.toSorted()).toEqual([one.reference, two.reference].toSorted())
  expect(JSON.stringify(line)).not.toMatch(
    new RegExp(`Planted|Second|${early.reference}|${late.reference}`),
  )
  expect(notice.kk).toContain('Құрметті сайт пайдаланушысы')
  expect(notice.ru).toContain('Уважаемый пользователь сайта')
  for (const text of [notice.kk, notice.ru]) {
    expect(text).toContain('A laptop was stolen')
    expect(text).not.toMatch(/\{\w+\}|undefined|Planted|Second/)
  }
  const audited = (await server.lines('audit')).map(({ content }) => content)
  expect(audited).toContainEqual({
    ...{ action: 'breach.subjects', subject: thread, dataset: 'messages', ...today, subjects: 2 },
  })
})

test('BR-03: consents and visits are listed by the record’s id; a message’s own consent is no second person', async () => {
  const { thread } = await write()
  const visiting = await giveConsent(server, 2)
  const still = await giveConsent(server)
  await writeMessage(server)
  const read = async (dataset: string) =>
    ((await (await affected(thread, { dataset, ...today })).json()) as AffectedResult).subjects
  expect((await read('consents')).map(({ ref }) => ref).toSorted()).toEqual(
    [visiting.id, still.id].toSorted(),
  )
  expect((await read('visits')).map(({ ref }) => ref)).toEqual([visiting.id])
  const yesterday = { from: '2026-03-02', to: '2026-03-02' }
  const none = await affected(thread, { dataset: 'visits', ...yesterday })
  expect(await none.json()).toMatchObject({ subjects: [], disclosures: [] })
  expect(await server.lines('disclosures')).toHaveLength(2)
})

test('BR-03: of a blocked message the reference is listed, and neither name nor phone', async () => {
  const { thread } = await write()
  const sender = await writeMessage(server, { phone: '+7 701 000 00 09' })
  await server.post('/v1/me/restrictions', {}, sender.who)
  const answer = await affected(thread, { dataset: 'messages', ...today })
  const text = await answer.clone().text()
  expect(((await answer.json()) as AffectedResult).subjects).toEqual([
    { ref: sender.reference, name: null, phone: null, isBlocked: true, unreadable: [] },
  ])
  expect(text + (await readNotice(thread, 'ru'))).not.toMatch(/Planted|701 000/)
})

test('BR-03: a wrong dataset or period is refused, and no disclosure is written', async () => {
  const { thread } = await write()
  await writeMessage(server)
  const wrong = { dataset: 'passwords', from: '2026-02-30', to: '2026-03-03' }
  expect((await errorOf(await affected(thread, wrong))).fields).toEqual({
    dataset: 'invalid',
    from: 'invalid',
  })
  const turned = { dataset: 'messages', from: '2026-03-03', to: '2026-03-02' }
  expect((await errorOf(await affected(thread, turned))).fields).toEqual({ to: 'invalid' })
  expect(await server.lines('disclosures')).toEqual([])
})
