import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../../../server/contract/limits.ts'
import { requestsPerMinute } from '../../../server/http/protecting/rate-limit.ts'
import { messagePageTexts } from '../../../server/routes/pages/contact/message-page-text.ts'
import { errorOf, message, openTestApp, type TestApp } from '../../support/app/test-app.ts'

// Forms of pages that were there before Kelisim: in another encoding, with controls of their own, of a site not listed.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const send = (body: string, headers: Record<string, string> = {}) =>
  server.post('/v1/messages', body, { ...FORM, ...headers })
const right = {
  ...{ name: 'Planted Name', email: 'planted@example.kz', message: 'Planted question' },
  ...{ sender: 'adult', consent: 'on', policyVersion: '2025-08-01', language: 'ru' },
}
/** As the server's own page sends it. */
const shown = () => server.proof('ru')
const urlencoded = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const stored = () => server.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 10)

/** Name and text of the one message that is stored. */
async function storedTexts(): Promise<{ name: string; text: string }> {
  const [row, ...more] = await stored()
  if (!row || more.length > 0) throw new Error('not one message')
  const open = (field: 'name' | 'message') =>
    server.deps.cryptography.open(`messages.${field}`, row.id, row[field] ?? new Uint8Array())
  return { name: await open('name'), text: await open('message') }
}

const WINDOWS_1251 = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1251').decode(Uint8Array.of(byte)),
    byte,
  ]),
)
/** As a browser sends a form of a page in windows-1251: letters that it has not become references. */
const inWindows1251 = (fields: Record<string, string>): string => {
  const percent = (byte: number) => `%${byte.toString(16).padStart(2, '0')}`
  const encode = (text: string): string =>
    Array.from(text, (letter) => {
      const byte = WINDOWS_1251.get(letter)
      return byte === undefined ? encodeURIComponent(`&#${letter.codePointAt(0)};`) : percent(byte)
    }).join('')
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&')
}

describe('CF-06 a form of a page in another encoding', () => {
  test.each([
    ['Russian', 'Сергей Иванов', 'Когда приём? № 5'],
    ['Kazakh, with letters that the encoding has not', 'Әсел Қожа', 'Сәлем! Қабылдау қашан? 😀'],
    ['Kazakh letters beside Latin alone', 'Ә', 'қ ok'],
  ])('windows-1251 is stored as it was typed: %s', async (_, name, text) => {
    const answer = await send(inWindows1251({ ...shown(), ...right, name, message: text }))
    expect(answer.status).toBe(201)
    expect(await storedTexts()).toEqual({ name, text })
  })

  test('UTF-8 stays UTF-8, and a reference that was typed there stays as it is', async () => {
    const text = 'Тег &#1179; және &#60;b&#62; +1 100% &amp;'
    expect((await send(urlencoded({ ...shown(), ...right, message: text }))).status).toBe(201)
    expect(await storedTexts()).toEqual({ name: 'Planted Name', text })
  })

  test('a reference never becomes ASCII, half a letter or nothing', async () => {
    const text = 'Ж &#60;script&#62; &#55357; &#9999999; &#0065;'
    expect((await send(inWindows1251({ ...shown(), ...right, message: text }))).status).toBe(201)
    expect((await storedTexts()).text).toBe(text)
  })

  test('bytes that are no letter in either are stored, and none of them as U+FFFD', async () => {
    expect((await send(`${urlencoded({ ...shown(), ...right })}&message=%98%ff%%zz`)).status).toBe(
      201,
    )
    expect((await storedTexts()).text).not.toContain('\uFFFD')
  })
})

describe('CF-06 a form with controls of its own', () => {
  test('is taken, and what is not asked for is dropped unread', async () => {
    const own = { submit: 'Send', csrf_token: 'Planted token', _charset_: 'utf-8', id: 'Planted' }
    expect((await send(urlencoded({ ...shown(), ...own, ...right }))).status).toBe(201)
    expect((await storedTexts()).text).toBe('Planted question')
    for (const text of ['Planted token', 'csrf_token'])
      expect(await server.searchBytes(text)).toEqual([])
  })

  test('the trap still stops it, and JSON is taken as strictly as ever', async () => {
    expect(
      (await send(urlencoded({ ...shown(), ...right, website: 'x', submit: '' }))).status,
    ).toBe(422)
    const json = await server.post('/v1/messages', { ...message(), submit: '' })
    expect(json.status).toBe(400)
    expect(await errorOf(json)).toMatchObject({ code: 'unknown_field' })
    expect(await stored()).toEqual([])
  })
})

const RUSSIAN = { 'accept-language': 'ru-KZ, en;q=0.5' }
const refusals = [
  ['of a site that is not listed', 403, 'wrongForm', { origin: 'https://evil.example' }, ''],
  ['as multipart', 415, 'wrongForm', { 'content-type': 'multipart/form-data; boundary=x' }, '--x'],
  ['too large', 413, 'back', {}, `message=${'x'.repeat(limits.bodyBytes)}`],
] as const

describe('CF-06 a form that is refused before it is read', () => {
  test.each(refusals)(
    'is answered with a page that says so, in the browser’s language: %s',
    async (_, status, words, headers, body) => {
      const answer = await send(body || urlencoded(right), { ...RUSSIAN, ...headers })
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      const page = await answer.text()
      expect(page).toContain('lang="ru"')
      expect(page).toContain(messagePageTexts.ru[words])
      expect(page).not.toMatch(/Planted|requestId|KELISIM_ORIGINS/)
      expect(await stored()).toEqual([])
    },
  )

  test('in Kazakh where the browser names no language, and with Retry-After where there were too many', async () => {
    for (let sent = 0; sent < requestsPerMinute.messages; sent++) await send('')
    const answer = await send(urlencoded(right))
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(60)
    expect(await answer.text()).toContain(messagePageTexts.kk.tooMany)
    expect(await stored()).toEqual([])
  })

  test('a script is answered in JSON, and so is a form at any other address', async () => {
    const headers = { origin: 'https://evil.example' }
    expect(await errorOf(await server.post('/v1/messages', message(), headers))).toMatchObject({
      code: 'origin_not_allowed',
    })
    const elsewhere = await server.post('/v1/visits', 'a=b', { ...FORM, ...headers })
    expect(await errorOf(elsewhere)).toMatchObject({ code: 'origin_not_allowed' })
  })
})
