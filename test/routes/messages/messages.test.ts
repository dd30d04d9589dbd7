import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  consent,
  errorOf,
  message,
  openTestApp,
  PLANTED_ADDRESS,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const rows = (table = 'messages') => {
  const database = openDatabase(server.databaseFile)
  const found = database.prepare(`select * from ${table}`).all()
  database.close()
  return found as Record<string, unknown>[]
}
const PLANTED = [
  'Planted Name',
  'planted@example.kz',
  'Planted question',
  '+7 701 222 33 44',
  PLANTED_ADDRESS,
]
const expectNothingStored = async () => {
  expect(rows()).toEqual([])
  expect(rows('consent_records')).toEqual([])
  for (const text of PLANTED) expect(await server.searchBytes(text)).toEqual([])
}

test('CF-01 a message is stored encrypted, with a consent of its own, and answered with a reference', async () => {
  const response = await server.post('/v1/messages', message({ phone: '+7 701 222 33 44' }))
  expect(response.status).toBe(201)
  const { reference } = (await response.json()) as { reference: string }
  expect(reference).toMatch(/^K-[2-9A-Z]{8}$/)
  const [row] = rows()
  expect(row?.reference).toBe(reference)
  const id = String(row?.id)
  expect(await server.deps.cryptography.open('messages.name', id, row?.name as Uint8Array)).toBe(
    'Planted Name',
  )
  expect(await server.deps.cryptography.open('messages.email', id, row?.email as Uint8Array)).toBe(
    'planted@example.kz',
  )
  for (const text of PLANTED) expect(await server.searchBytes(text)).toEqual([])
  expect(rows('consent_records')).toMatchObject([{ surface: 'contact_form', actor: 'subject' }])
  expect(server.logged.join()).not.toContain('Planted')
})

test.each([
  ['an IIN', { iin: '000000000000' }],
  ['a birth date', { birthDate: '2012-01-01' }],
  ['a child’s name', { child: 'x' }],
])('CF-01 %s is not taken', async (_, extra) => {
  const response = await server.post('/v1/messages', { ...message(), ...extra })
  expect(response.status).toBe(400)
  expect(await errorOf(response)).toMatchObject({ code: 'unknown_field' })
  await expectNothingStored()
})

test('CF-01 names every wrong field at once, and never what was sent', async () => {
  const response = await server.post('/v1/messages', {
    ...message({ name: '', email: 'planted', consent: false, message: 'x'.repeat(4001) }),
    sender: 'somebody',
  })
  expect(response.status).toBe(422)
  const text = await response.text()
  expect(JSON.parse(text).error).toMatchObject({
    code: 'invalid_body',
    fields: {
      name: 'too_short',
      email: 'invalid',
      consent: 'invalid',
      message: 'too_long',
      sender: 'invalid',
    },
  })
  expect(text).not.toContain('planted')
  await expectNothingStored()
})

test('CF-01 without email and phone there is nowhere to answer to', async () => {
  const { email: _, ...body } = message()
  const response = await server.post('/v1/messages', body)
  expect(response.status).toBe(422)
  expect((await errorOf(response)).fields).toEqual({ email: 'missing', phone: 'missing' })
  await expectNothingStored()
})

test('CF-02 without consent nothing is stored', async () => {
  const response = await server.post('/v1/messages', message({ consent: false }))
  expect(response.status).toBe(422)
  expect(await errorOf(response)).toMatchObject({
    code: 'consent_required',
    fields: { consent: 'invalid' },
  })
  await expectNothingStored()
})

test('CF-06 a message needs no other consent and gives none', async () => {
  await server.post('/v1/messages', message())
  const [record] = rows('consent_records')
  const response = await server.post('/v1/visits', visits(String(record?.id)))
  expect(response.status).toBe(403)
  expect((await errorOf(response)).code).toBe('consent_refused')
  expect(rows('visits')).toEqual([])
  expect(rows('daily_counts')).toEqual([])
})

test('CF-07 a message has no id in common with a consent to statistics', async () => {
  const given = consent()
  await server.post('/v1/consents', given)
  await server.post('/v1/messages', message(), { cookie: `kelisim=granted~${given.id}` })
  expect(JSON.stringify(rows())).not.toContain(given.id)
})

test('MI-02 a minor’s message is refused and nothing of it is kept', async () => {
  const response = await server.post('/v1/messages', message({ sender: 'minor' }))
  expect(response.status).toBe(422)
  expect((await errorOf(response)).code).toBe('sender_is_minor')
  await expectNothingStored()
})

test('MI-01 a message must say who is sending: there is no default', async () => {
  const { sender: _, ...body } = message()
  const response = await server.post('/v1/messages', body)
  expect(await errorOf(response)).toMatchObject({
    code: 'invalid_body',
    fields: { sender: 'missing' },
  })
  await expectNothingStored()
})

test('a representative consents in the representative’s own name', async () => {
  await server.post('/v1/messages', message({ sender: 'representative' }))
  expect(rows('consent_records')).toMatchObject([{ actor: 'legal_representative' }])
})

test('stores a message once, however often it is sent', async () => {
  const body = message()
  const references = await Promise.all(
    [1, 2].map(
      async () =>
        ((await (await server.post('/v1/messages', body)).json()) as { reference: string })
          .reference,
    ),
  )
  expect(references[0]).toBe(references[1])
  expect(rows()).toHaveLength(1)
})

const form = (fields: Record<string, string>) =>
  server.post(
    '/v1/messages',
    new URLSearchParams({ ...server.proof(fields.language), ...fields }).toString(),
    {
      'content-type': 'application/x-www-form-urlencoded',
    },
  )
const plainForm = {
  name: 'Planted Name',
  email: '',
  phone: '+7 701 222 33 44',
  message: 'Planted question',
  sender: 'adult',
  consent: 'on',
  language: 'ru',
  policyVersion: '2025-08-01',
}

test('CF-06 a plain form is taken without JavaScript and answered by a page in its language', async () => {
  const response = await form(plainForm)
  expect(response.status).toBe(201)
  expect(response.headers.get('set-cookie')).toBeNull()
  expect(response.headers.get('cache-control')).toBe('no-store')
  const page = await response.text()
  expect(page).toContain('<html lang="ru">')
  expect(page).toContain(`Номер обращения: ${String(rows()[0]?.reference)}`)
  expect(page).not.toContain('Planted')
})

test.each([
  ['kz', 'kk'],
  ['kk-Cyrl-KZ', 'kk'],
  ['QAZ', 'kk'],
  ['ru_RU', 'ru'],
])(
  'a form or a program that calls its language %s is answered and kept in %s',
  async (tag, known) => {
    const page = await form({ ...plainForm, language: tag })
    expect(page.status).toBe(201)
    expect(await page.text()).toContain(`<html lang="${known}">`)
    const sent = await server.post('/v1/messages', message({ language: tag as 'kk' }))
    expect(sent.status).toBe(201)
    expect(rows().map(({ language }) => language)).toEqual([known, known])
  },
)

test('a language that nobody speaks here is refused, and nothing is kept', async () => {
  for (const tag of ['ka', 'kazoo', `kk-${'x'.repeat(64_000)}`, ''])
    expect((await form({ ...plainForm, language: tag })).status).toBe(422)
  expect(rows()).toEqual([])
})

test('CF-02 a plain form without the box ticked is refused in words that say what to do', async () => {
  const { consent: _, ...unticked } = plainForm
  const response = await form({ ...unticked, name: '' })
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain('Чтобы отправить сообщение, отметьте согласие.')
  expect(page).toContain('Имя и фамилия: Заполните это поле.')
  // What was typed stands in the form again, to be put right.
  expect(page).toContain('value="+7 701 222 33 44"')
  await expectNothingStored()
})

test('CF-04 files are not taken', async () => {
  const body = new FormData()
  body.set('file', new Blob(['x']), 'x.pdf')
  const response = await server.app.request('/v1/messages', {
    method: 'POST',
    body,
    headers: { origin: 'https://school.example' },
  })
  expect(response.status).toBe(415)
  await expectNothingStored()
})
