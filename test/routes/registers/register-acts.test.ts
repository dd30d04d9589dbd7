import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WrittenResult } from '../../../server/contract/index.ts'
import {
  breach,
  disclosure,
  openRegisterApp,
  processor,
  type RegisterApp,
} from '../../support/app/register-app.ts'
import { errorOf } from '../../support/app/test-app.ts'

const STAFF = 'office@school.example'
const mail = { from: 'school@school.example', staff: STAFF, staffLanguage: 'ru' } as const
let server: RegisterApp
beforeEach(async () => {
  server = await openRegisterApp({ site: { mail } })
  // One account, before several requests come at once.
  await server.own()
})
afterEach(() => server.close())

const ids = [
  '01993f00-0000-7000-8000-00000000000a',
  '01993f00-0000-7000-8000-00000000000b',
] as const
const paper = (changes: object = {}) => ({
  ...{ date: '2026-03-01', number: '3/2026', keptAt: 'office, folder 2', purpose: 'photographs' },
  ...changes,
})
const written = async (answer: Response) => {
  expect(answer.status).toBe(201)
  return (await answer.json()) as WrittenResult
}
const refused = async (path: string, body: object) => {
  const answer = await server.ask(`/registers/${path}`, body)
  const { code, fields } = await errorOf(answer)
  return { status: answer.status, code, fields }
}

test('BR-01: a double click records one breach, and its staff are mailed once', async () => {
  const body = breach({ id: ids[0] })
  const answers = await Promise.all([1, 2, 3].map(() => server.ask('/registers/breaches', body)))
  const results = await Promise.all(answers.map(written))
  expect(results.map(({ id, thread }) => [id, thread])).toEqual(results.map(() => [ids[0], ids[0]]))
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
  server.nowMs += 60_000
  expect(await written(await server.ask('/registers/breaches', body))).toEqual(results[0])
  expect(await server.deps.store.readRegister('breaches', 0, 9)).toHaveLength(1)
  const mails = server.sent.filter(({ kind }) => kind === 'staff_breach')
  expect(mails).toHaveLength(1)
})

test('DI-07: an id that belongs to another entry is refused, and that one stays as it is', async () => {
  await written(await server.ask('/registers/paper-consents', paper({ id: ids[0] })))
  const other = paper({ id: ids[0], number: '4/2026' })
  expect(await refused('paper-consents', other)).toMatchObject({ status: 409, code: 'id_reused' })
  expect(await refused('processors', processor({ id: ids[0] }))).toMatchObject({
    code: 'id_reused',
  })
  expect(await refused('paper-consents', paper({ id: 'x' }))).toMatchObject({
    fields: { id: 'invalid' },
  })
  expect((await server.lines('paper-consents')).map(({ content }) => content)).toEqual([paper()])
})

test('DI-07: of two who correct the same line the second is told who was first, and when; nothing is written', async () => {
  const { thread } = await written(await server.ask('/registers/processors', processor()))
  const path = `processors/${thread}`
  server.nowMs += 60_000
  const correction = processor({ name: 'First', after: thread, id: ids[0] })
  const first = await written(await server.ask(`/registers/${path}`, correction))
  const second = await server.ask(
    `/registers/${path}`,
    processor({ name: 'Second', after: thread }),
  )
  const error = await errorOf(second)
  expect([second.status, error.code]).toEqual([409, 'changed_meanwhile'])
  const lines = await server.lines('processors')
  expect(error.first).toEqual({ name: 'correct', by: 'Planted administrator', at: first.at })
  expect(lines.map(({ content }) => content.name)).toEqual(['Print Ltd', 'First'])
  // The first one’s double click is not told that somebody else was first.
  expect(await written(await server.ask(`/registers/${path}`, correction))).toEqual(first)
  expect(await server.lines('processors')).toHaveLength(2)
  expect(await refused('processors', processor({ after: thread }))).toMatchObject({
    fields: { after: 'unknown' },
  })
})

test('MI-04: a number that another paper has is refused, also at the same moment, and a paper keeps its own', async () => {
  const answers = await Promise.all(
    ids.map((id) => server.ask('/registers/paper-consents', paper({ id }))),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422])
  expect(await refused('paper-consents', paper())).toMatchObject({ fields: { number: 'taken' } })
  const [line] = await server.lines('paper-consents')
  const path = `/registers/paper-consents/${line?.thread}`
  await written(await server.ask(path, paper({ withdrawnOn: '2026-03-02' })))
  expect(await server.lines('paper-consents')).toHaveLength(2)
})

test('MI-04: a paper that is signed in the future, or withdrawn before it was signed, is refused', async () => {
  const wrong = { date: '2027-03-01', withdrawnOn: '2026-03-02' }
  expect(await refused('paper-consents', paper(wrong))).toMatchObject({
    fields: { date: 'in_future', withdrawnOn: 'reversed' },
  })
  const old = { date: '0026-03-01', withdrawnOn: '2026-03-04', extra: 1, number: undefined }
  expect(await refused('paper-consents', paper(old))).toMatchObject({
    code: 'unknown_field',
    fields: { date: 'in_past', withdrawnOn: 'in_future', extra: 'unknown', number: 'missing' },
  })
  expect(await server.lines('paper-consents')).toEqual([])
})

test('DI-04: a processor of a country that does not exist, or whose agreement ends before it begins, is refused', async () => {
  const wrong = processor({
    country: 'ZZ',
    confidentialityUntil: '2025-08-31',
    endedOn: '2025-08-30',
  })
  expect(await refused('processors', wrong)).toMatchObject({
    fields: { country: 'invalid', confidentialityUntil: 'reversed', endedOn: 'reversed' },
  })
  expect(await server.lines('processors')).toEqual([])
})

test('DI-01: everything that is wrong in a disclosure is said in one round, whether a form or a register finds it', async () => {
  const reference = await server.receive()
  const wrong = disclosure([reference, 'K-22222222'], {
    ...{ date: '2026-03-01', documentDate: '2026-03-02', noticeToldOn: '2026-03-04' },
    ...{ recipient: 'call +7 701 234 56 78', surplus: 1, further: 2 },
  })
  expect(await refused('disclosures', wrong)).toEqual({
    ...{ status: 400, code: 'unknown_field' },
    fields: {
      ...{ documentDate: 'reversed', noticeToldOn: 'in_future', 'subjects.1': 'not_found' },
      ...{ recipient: 'personal', surplus: 'unknown', further: 'unknown' },
    },
  })
  expect(await server.lines('disclosures')).toEqual([])
})

test('DI-03: a number that an authority gave is taken although it looks like a telephone’s; one of a person is not', async () => {
  const reference = await server.receive()
  for (const requestNumber of ['7701 234 56 78', '8-701-234-56-78/26', '260304 112233'])
    await written(
      await server.ask('/registers/disclosures', disclosure([reference], { requestNumber })),
    )
  for (const requestNumber of ['+7 701 234 56 78', 'court@gov.kz', '080412501233'])
    expect(await refused('disclosures', disclosure([reference], { requestNumber }))).toMatchObject({
      fields: { requestNumber: 'personal' },
    })
  const legalNorm = 'art. 35, tel. 8 701 234 56 78'
  expect(await refused('disclosures', disclosure([reference], { legalNorm }))).toMatchObject({
    fields: { legalNorm: 'personal' },
  })
  const hold = { kind: 'message', ref: reference, untilOn: '2026-12-31' }
  for (const reason of ['ask 8 701 234 56 78', 'order about dina@mail.kz']) {
    const answer = await server.ask('/legal-holds', { ...hold, reason })
    expect((await errorOf(answer)).fields).toEqual({ reason: 'personal' })
  }
})

test('DI-06: once the subject was told, nothing is due any more; what is due stays in the line before', async () => {
  const subjects = [await server.receive()]
  const told = await written(
    await server.ask('/registers/disclosures', disclosure(subjects, { needsNotice: true })),
  )
  expect(told.noticeDueOn).toBe('2026-03-17')
  const done = disclosure(subjects, { needsNotice: true, noticeToldOn: '2026-03-03' })
  const path = `/registers/disclosures/${told.thread}`
  expect((await written(await server.ask(path, done))).noticeDueOn).toBeUndefined()
  const contents = (await server.lines('disclosures')).map(({ content }) => content.noticeDueOn)
  expect(contents).toEqual(['2026-03-17', undefined])
  // It was a mistake: the day is the first one again.
  server.nowMs += 86_400_000
  const again = await server.ask(path, disclosure(subjects, { needsNotice: true }))
  expect((await written(again)).noticeDueOn).toBe('2026-03-17')
})
