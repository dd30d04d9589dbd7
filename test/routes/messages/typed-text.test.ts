import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../../../server/contract/limits.ts'
import { errorOf, message, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

// What people and their browsers make of a text: line breaks, halves of letters, what cannot be seen.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const asForm = (body: object) => {
  const { id: _, ...fields } = { ...body, consent: 'on' } as Record<string, string>
  return server.post(
    '/v1/messages',
    new URLSearchParams({ ...server.proof(), ...fields }).toString(),
    FORM,
  )
}
const ways = {
  'as JSON': (body: object) => server.post('/v1/messages', body),
  'as a plain form': asForm,
}
/** What an answer says, before the form in which what was typed stands again. */
const saidBy = (answer: string) => answer.split('<form')[0] ?? ''
const rows = (table = 'messages') => {
  const database = openDatabase(server.databaseFile)
  const found = database.prepare(`select * from ${table}`).all()
  database.close()
  return found as Record<string, unknown>[]
}
/** A field of the one message that is stored. */
const stored = (field: 'name' | 'email' | 'phone' | 'message') => {
  const [row, ...more] = rows()
  if (!row || more.length > 0) throw new Error(`${rows().length} messages`)
  return server.deps.cryptography.open(
    `messages.${field}`,
    String(row.id),
    row[field] as Uint8Array,
  )
}

describe.each(Object.entries(ways))('CF-01 %s', (_, send) => {
  test.each([
    ['one long line', 'а'.repeat(limits.message)],
    ['a hundred lines', Array(100).fill('а'.repeat(39)).join('\r\n')],
    ['line breaks alone but for a letter', `а${'\r\n'.repeat(limits.message - 2)}а`],
    ['old line breaks', Array(100).fill('а'.repeat(39)).join('\r')],
  ])('a line break counts once, as the browser counts it: %s', async (_name, text) => {
    expect((await send(message({ message: text }))).status).toBe(201)
    expect(await stored('message')).toBe(text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
  })

  test('one more is too long, and is not stored', async () => {
    for (const text of ['а'.repeat(limits.message + 1), `а${'\r\n'.repeat(limits.message)}`]) {
      const answer = await send(message({ message: text }))
      expect(answer.status).toBe(422)
      expect(saidBy(await answer.text())).not.toContain('ааа')
    }
    expect(rows()).toEqual([])
  })

  test('what is pasted is stored so that it can be delivered', async () => {
    const pasted = {
      email: 'Әсел <asel@мектеп.қаз>.',
      phone: '\u202a8 (727) 260\u201312\u201334 доб. 12',
    }
    expect((await send(message(pasted))).status).toBe(201)
    expect(await stored('email')).toBe('asel@xn--e1aaogsq.xn--80ao21a')
    expect(await stored('phone')).toBe('+7 727 260 12 34 ext. 12')
  })

  test.each([
    ['email', { email: 'asel@gmail,com' }],
    ['email', { email: 'asel@mektep.kz, aidar@mektep.kz' }],
    ['phone', { phone: '+7 701 123 45' }],
    ['phone', { phone: '87011234567, 87771234567' }],
  ])('an %s that nobody can answer to is refused, named, and not stored', async (field, given) => {
    const answer = await send(message(given))
    expect(answer.status).toBe(422)
    const said = await answer.text()
    expect(said).toMatch(
      field === 'email'
        ? /"email":"invalid"|name@example\.kz/
        : /"phone":"invalid"|\+7 700 000 00 00/,
    )
    expect(saidBy(said)).not.toMatch(/asel@|aidar@|701 123|87011/)
    expect(rows()).toEqual([])
    expect(server.sent).toEqual([])
  })

  test('an IIN is masked in name and text, telephone numbers side by side are not', async () => {
    const text = 'ЖСН 900101\u2013300126. Тел. 8 701 123 45 67 8 777 123 45 67'
    expect((await send(message({ name: 'Әсел 900101\u00a0300126', message: text }))).status).toBe(
      201,
    )
    expect(await stored('name')).toBe('Әсел ••••••\u00a0••••••')
    expect(await stored('message')).toBe(
      'ЖСН ••••••\u2013••••••. Тел. 8 701 123 45 67 8 777 123 45 67',
    )
  })

  test.each([
    ['nothing that can be seen', { name: '\u200b\u200b' }],
    ['spaces of every kind', { name: ' \u00a0\u2003\u3164' }],
    ['a text of what cannot be seen', { message: '\u2060\ufeff' }],
  ])('a field that holds %s is empty', async (_name, given) => {
    expect((await send(message(given))).status).toBe(422)
    expect(rows()).toEqual([])
  })
})

describe('half a letter', () => {
  test.each([
    ['at the end', 'Рахмет \ud83d', 'Рахмет'],
    ['at the beginning', '\ude00 Рахмет', 'Рахмет'],
    ['in the middle', 'Рах\ud83dмет', 'Рахмет'],
    ['in the wrong order', 'Рахмет \ude00\ud83d!', 'Рахмет !'],
    ['beside a whole one', '😀\ud83d', '😀'],
  ])(
    '%s is dropped; what is stored is whole, and sent again it is the same message',
    async (_, text, kept) => {
      const body = message({ name: text, message: text })
      const answer = await server.post('/v1/messages', body)
      expect(answer.status).toBe(201)
      expect([await stored('name'), await stored('message')]).toEqual([kept, kept])
      const again = await server.post('/v1/messages', body)
      expect(again.status).toBe(201)
      expect(await again.json()).toEqual(await answer.json())
      expect(rows()).toHaveLength(1)
      expect(server.logged).toEqual([])
    },
  )

  test('alone is an empty field, in a plain form too', async () => {
    const answer = await server.post('/v1/messages', message({ message: '\ud83d' }))
    expect(await errorOf(answer)).toMatchObject({ fields: { message: 'too_short' } })
    const cut = new URLSearchParams({ ...asFields(), message: '' })
    // As bytes: the three of a surrogate, which no UTF-8 has.
    const form = await server.post('/v1/messages', `${cut}%ED%A0%BD`, FORM)
    expect(form.status).toBeLessThan(500)
    for (const row of rows()) {
      const text = await server.deps.cryptography.open(
        'messages.message',
        String(row.id),
        row.message as Uint8Array,
      )
      expect(!/\p{Cs}/u.test(text) && !text.includes('\ufffd')).toBe(true)
    }
  })
})

const asFields = () => {
  const { id: _, ...fields } = message()
  return { ...fields, consent: 'on' } as unknown as Record<string, string>
}
