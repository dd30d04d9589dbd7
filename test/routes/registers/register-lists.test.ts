import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import {
  disclosure,
  type Line,
  openRegisterApp,
  type RegisterApp,
} from '../../support/app/register-app.ts'
import { errorOf } from '../../support/app/test-app.ts'
import { startSession } from '../../support/staff/staff-session.ts'

let server: RegisterApp
beforeEach(async () => {
  server = await openRegisterApp()
})
afterEach(() => server.close())

const path = '/registers/paper-consents'
interface List {
  readonly lines: readonly Line[]
  readonly next: string | null
  readonly previous: string | null
  readonly total: number
  readonly isTotalLeast: boolean
}
const list = (query = '', under = path) => server.read<List>(`${under}?${query}`)
const numbersOf = ({ lines }: List) => lines.map(({ content }) => content.number)

/** Adds consents on paper with the given numbers, a minute apart. */
async function add(...numbers: readonly string[]) {
  for (const number of numbers) {
    const content = { date: '2026-03-01', number, keptAt: 'office', purpose: 'photographs' }
    const entry = { register: 'paper_consents', content, actor: 'administrator' } as const
    await server.deps.store.addRegisterEntry(await buildRegisterEntry(entry, server.deps))
    server.nowMs += 60_000
  }
}

test('DI-07: a register is shown newest first, page by page forwards and back, with the number of all lines', async () => {
  await add('1', '2', '3', '4', '5')
  const first = await list('limit=2')
  expect(numbersOf(first)).toEqual(['5', '4'])
  expect(first).toMatchObject({ previous: null, total: 5, isTotalLeast: false })
  const second = await list(`limit=2&cursor=${first.next}`)
  expect(numbersOf(second)).toEqual(['3', '2'])
  const third = await list(`limit=2&cursor=${second.next}`)
  expect([numbersOf(third), third.next]).toEqual([['1'], null])
  const back = await list(`limit=2&cursor=${third.previous}`)
  expect(back).toEqual(second)
  const begin = await list(`limit=2&cursor=${back.previous}`)
  expect(begin).toEqual(first)
  const oldest = await list('order=oldest&limit=4')
  expect(numbersOf(oldest)).toEqual(['1', '2', '3', '4'])
  expect(numbersOf(await list(`order=oldest&cursor=${oldest.next}`))).toEqual(['5'])
})

test('DI-07: lines that are added meanwhile are shown twice on no page and left out of none', async () => {
  await add('1', '2', '3', '4')
  const first = await list('limit=2')
  await add('5', '6')
  const second = await list(`limit=2&cursor=${first.next}`)
  expect(numbersOf(second)).toEqual(['2', '1'])
  expect(second.total).toBe(6)
  const back = await list(`limit=2&cursor=${second.previous}`)
  expect(numbersOf(back)).toEqual(['4', '3'])
  expect(numbersOf(await list(`limit=2&cursor=${back.previous}`))).toEqual(['6', '5'])
})

test('DI-07: a period is one of days in the site’s time zone, and the total is its own', async () => {
  // Midnight in Almaty is 19:00 UTC.
  server.nowMs = Date.parse('2026-03-04T18:59:00Z')
  await add('late', 'next day')
  expect(numbersOf(await list('from=2026-03-04&to=2026-03-04'))).toEqual(['late'])
  expect(await list('from=2026-03-05')).toMatchObject({ total: 1, next: null, previous: null })
  expect(numbersOf(await list('from=2020-01-01&to=2029-12-31'))).toHaveLength(2)
  expect(await list('to=2026-03-03')).toMatchObject({ lines: [], total: 0, next: null })
})

test('DI-07: a line is found by its number, id or thread, and a person’s disclosures by the reference as it is typed', async () => {
  await add('3/2026', '4/2026')
  const { lines } = await list('search=3/2026')
  expect(lines.map(({ content }) => content.number)).toEqual(['3/2026'])
  expect((await list(`search=${lines[0]?.id.toUpperCase()}`)).lines).toEqual(lines)
  expect(await list('search=%203/2026%20')).toMatchObject({ total: 1 })
  expect(await list('search=photographs')).toMatchObject({ lines: [], total: 0 })
  const reference = await server.receive()
  await server.ask('/registers/disclosures', disclosure([reference]))
  const typed = await list(`search=${reference.toLowerCase()}`, '/registers/disclosures')
  expect(typed.lines).toMatchObject([{ content: { subjects: [reference] } }])
  expect(JSON.stringify(typed)).not.toMatch(/Planted Name|planted@/)
})

test.each([
  'parent@example.kz',
  '+7 701 123 45 67',
  '87011234567',
  '+1 202 555 01 43',
  '900101300017',
  '900101 300 017',
])(
  'CF-10: a search for %s is refused and not said again, since addresses stand in logs',
  async (typed) => {
    const answer = await server.ask(
      `/registers/paper-consents?search=${encodeURIComponent(typed)}`,
      undefined,
    )
    const text = await answer.text()
    expect([answer.status, JSON.parse(text).error.fields]).toEqual([422, { search: 'personal' }])
    expect(text).not.toContain(typed)
    expect(JSON.stringify(server.logged)).not.toContain(typed)
  },
)

test('an id that looks like a phone number is searched for all the same', async () => {
  const id = '019abcde-7000-8000-000a-bcdef0123456'
  expect(await list(`search=${id}`)).toMatchObject({ lines: [], total: 0 })
})

test('DI-01: the exports are a list of their own, without the rest of the audit', async () => {
  const reference = await server.receive()
  const entry = await server.ask('/registers/disclosures', disclosure([reference]))
  const { thread } = (await entry.json()) as { thread: string }
  await server.ask('/exports', { disclosureId: thread })
  await server.ask('/registers/disclosures.csv')
  const exported = await list('', '/registers/exports')
  expect(exported).toMatchObject({ total: 1, lines: [{ content: { action: 'data.export' } }] })
  expect(JSON.stringify(exported)).not.toMatch(/register\.export|Planted Name|planted@/)
  const table = await server.ask('/registers/exports.csv')
  expect((await table.text()).trimEnd().split('\r\n')).toHaveLength(2)
})

test('DI-07: every wrong parameter is named at once, and a cursor of another order or of nobody’s is none', async () => {
  await add('1', '2')
  const { next } = await list('limit=1')
  const refused = async (query: string) => {
    const answer = await server.ask(`${path}?${query}`)
    expect([query, answer.status]).toEqual([query, 422])
    return (await errorOf(answer)).fields
  }
  expect(await refused('limit=0&order=random&from=2026-02-30&page=2')).toEqual({
    ...{ limit: 'invalid', order: 'invalid', from: 'invalid', page: 'unknown' },
  })
  expect(await refused('limit=101')).toEqual({ limit: 'invalid' })
  const turned = 'from=2026-03-04&to=2026-03-03'
  expect(await refused(turned)).toEqual({ to: 'reversed' })
  expect(await refused(`order=oldest&cursor=${next}&${turned}`)).toEqual({
    ...{ cursor: 'invalid', to: 'reversed' },
  })
  for (const cursor of [
    'x',
    btoa('["newest","after",1]'),
    btoa('["newest","after","1",2]'),
    btoa('{}'),
  ])
    expect(await refused(`cursor=${cursor.replaceAll('=', '')}`)).toEqual({ cursor: 'invalid' })
})

test('SE-04: who wrote a line is shown by name to who works with the registers, and by id alone to an auditor', async () => {
  await server.ask('/registers/paper-consents', {
    ...{ date: '2026-03-01', number: '1', keptAt: 'office', purpose: 'photographs' },
  })
  const own = await list()
  const { actors } = own as List & { readonly actors: Readonly<Record<string, string>> }
  expect(actors).toEqual({ [own.lines[0]?.actor ?? '']: 'Planted administrator' })
  const cookie = `__Host-kelisim_admin=${await startSession(server.deps, 'auditor')}`
  const answer = await server.get(`/v1/admin${path}`, { cookie })
  const text = await answer.text()
  expect(answer.status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({ actors: {}, total: 1 })
  expect(text).not.toContain('Planted')
})
