import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type {
  ClosingResult,
  MessagesExport,
  RequestDetailResult,
  WrittenResult,
} from '../../../server/contract/index.ts'
import {
  askAsStaff,
  deleteMe,
  mailsOfRequests,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { disclosure } from '../../support/app/register-app.ts'
import { errorOf, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { damageValue } from '../../support/database/damage-value.ts'

// What the person's own export says of a value that does not open stands in me-export.test.ts.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const damage = (table: string, column: string, id: string) =>
  damageValue(server.databaseFile, table, column, id)
const post = (path: string, body: unknown) => askAsStaff(server, path, { method: 'POST', body })
const readJson = async <T>(asked: Response | Promise<Response>, status = 200) => {
  const answer = await asked
  expect(answer.status).toBe(status)
  return (await answer.json()) as T
}
/** A message, and a request of its sender that gives an address of its own. */
async function prepare(changes: Record<string, unknown> = {}) {
  const written = await writeMessage(server, { phone: '+7 700 000 00 00' })
  const wish = { kind: 'information', scope: 'site', text: 'What?', email: 'typed@example.kz' }
  const asked = await server.post('/v1/me/requests', { ...wish, ...changes }, written.who)
  const { number } = await readJson<{ number: string }>(asked, 201)
  const row = await server.deps.store.findRequest(number)
  return { ...written, number, requestId: row?.id ?? '' }
}
const expectLogged = (field: string) => {
  expect(server.logged.join('\n')).toContain('sealed_value_unreadable')
  expect(server.logged.join('\n')).toContain(field)
  expect(server.logged.join('\n')).not.toMatch(/planted|typed@/i)
}

describe('one damaged value is marked, and hides nothing else from staff', () => {
  test.each(['text', 'email', 'answer'] as const)('the %s of a request', async (field) => {
    const { number, requestId } = await prepare()
    expect(await readJson(askAsStaff(server, `/requests/${number}`))).toMatchObject({
      unreadable: [],
    })
    await readJson(post(`/requests/${number}/answer`, { text: 'This.' }))
    damage('requests', field, requestId)
    const whole = { text: 'What?', email: 't•••@e•••', answer: 'This.' }
    const read = await readJson<RequestDetailResult>(askAsStaff(server, `/requests/${number}`))
    expect(read).toMatchObject({ number, ...whole, [field]: null, unreadable: [field] })
    expect(read.isEmailVerified).toBe(false)
    expectLogged(`requests.${field}`)
  })

  test.each(['name', 'email', 'phone', 'message'] as const)(
    'the %s of a message',
    async (field) => {
      const { id, reference, body } = await prepare()
      const whole = { name: body.name, email: body.email, phone: body.phone, message: body.message }
      damage('messages', field, id)
      const read = await readJson(askAsStaff(server, `/messages/${reference}`))
      const masked = { name: 'P••• N•••', email: 'p•••@e•••', phone: '••• 00' }
      expect(read).toMatchObject({
        reference,
        ...whole,
        ...masked,
        [field]: null,
        unreadable: [field],
      })
      const entry = await readJson<WrittenResult>(
        post('/registers/disclosures', disclosure([reference])),
        201,
      )
      const disclosed = await readJson<MessagesExport>(
        post('/exports', { disclosureId: entry.thread }),
      )
      const fields = Object.entries(whole).filter(([key]) => key in (disclosed.messages[0] ?? {}))
      expect(fields.length).toBeGreaterThan(2)
      expect(disclosed.messages).toMatchObject([
        { ...Object.fromEntries(fields), [field]: null, unreadable: [field] },
      ])
      expectLogged(`messages.${field}`)
    },
  )
})

describe('one damaged value stops nothing that does not need it', () => {
  test.each([
    ['that was typed', 'requests'],
    ['on file', 'messages'],
  ] as const)(
    'an address %s: the request is answered, mailed where an address can be read',
    async (_, table) => {
      const { id, number, requestId } = await prepare()
      damage(table, 'email', table === 'messages' ? id : requestId)
      const closed = await readJson<ClosingResult>(
        post(`/requests/${number}/answer`, { text: 'Planted answer' }),
      )
      const isOnFile = table === 'messages'
      expect(closed).toMatchObject({ isMailed: !isOnFile, isNoticeMailed: isOnFile })
      expect(closed.request).toMatchObject({ state: 'answered', isEmailVerified: false })
      const mailed = mailsOfRequests(server).filter(({ kind }) => kind !== 'request_received')
      expect(mailed.map(({ kind, to }) => [kind, to])).toEqual([
        isOnFile
          ? ['request_closed', 'typed@example.kz']
          : ['request_answer', 'planted@example.kz'],
      ])
    },
  )

  test('an address on file: a request is taken, and who else must know is told', async () => {
    Object.assign(server.deps.site.operator, { responsible: { email: 'dpo@example.kz' } })
    const { id, who } = await writeMessage(server)
    damage('messages', 'email', id)
    const wish = { kind: 'deletion', scope: 'other', text: 'The paper file.' }
    await readJson(server.post('/v1/me/requests', wish, who), 201)
    expect(mailsOfRequests(server).map(({ kind, to }) => [kind, to])).toEqual([
      ['request_other', 'dpo@example.kz'],
    ])
    const refused = await post(
      `/messages/${(await server.deps.store.findMessage({ id }))?.reference}/answer`,
      { text: 'Yes.' },
    )
    expect((await errorOf(refused)).code).toBe('nowhere_to_answer')
  })

  test('an address on file: the person is deleted all the same, and the request ends', async () => {
    const { id, who } = await prepare()
    damage('messages', 'email', id)
    const asked = await deleteMe(server, who)
    const { confirm } = await readJson<{ confirm: string }>(asked)
    expect((await deleteMe(server, who, confirm)).status).toBe(200)
    expect(rowsOf(server, 'messages')).toEqual([])
    expect(rowsOf(server, 'requests').map(({ state }) => state)).toEqual(['answered'])
  })

  test('a message sent once more gives its code to nobody who cannot be told from another', async () => {
    const { id, body } = await writeMessage(server)
    damage('messages', 'name', id)
    const again = await server.post('/v1/messages', body)
    expect(again.status).toBe(409)
    expect((await errorOf(again)).code).toBe('id_reused')
  })
})
