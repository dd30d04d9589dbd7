import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { languages } from '../../../server/contract/words.ts'
import { requestsPerMinute } from '../../../server/http/protecting/rate-limit.ts'
import { messagePageTexts } from '../../../server/routes/pages/contact/message-page-text.ts'
import { myDataTexts } from '../../../server/routes/pages/my-data/text.ts'
import { requestPageTexts } from '../../../server/routes/pages/request/request-page-text.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

describe('a person without JavaScript reads in their own language that too much was asked', () => {
  const pages = [
    ['/my-data', requestsPerMinute.me, (of: 'kk') => myDataTexts[of].myTitle],
    ['/request', requestsPerMinute.requests, (of: 'kk') => requestPageTexts[of].title],
  ] as const
  const send = (path: string, headers: Record<string, string> = {}) =>
    server.post(path, new URLSearchParams({ name: 'Planted Name' }).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    })

  async function expectPage(answer: Response, language: 'kk' | 'ru' | 'en', words: string) {
    const page = await answer.text()
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-language')).toBe(language)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(page).toContain(`<html lang="${language}">`)
    expect(page).toContain(words)
    expect(page).not.toMatch(/too_many_requests|store_unavailable|requestId|Planted/)
    return page
  }

  test.each(pages)(
    'SE-10: %s, whether it is opened or its form is sent',
    async (path, atMost, titleOf) => {
      for (let asked = 0; asked < atMost; asked++)
        expect((await (await server.get(path)).text()).length).toBeGreaterThan(0)
      for (const language of languages) {
        const accepted = { 'accept-language': `${language}-KZ,de;q=0.5` }
        for (const answer of [
          await server.get(`${path}?lang=${language}`),
          await send(`${path}?lang=${language}`, { 'accept-language': 'de' }),
          await server.get(path, accepted),
          await send(path, accepted),
        ]) {
          expect(answer.status).toBe(429)
          expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
          const page = await expectPage(answer, language, myDataTexts[language].myErrRate)
          expect(page).toContain(`<h1>${titleOf(language as 'kk')}</h1>`)
        }
      }
      const answer = await server.get(path, { 'accept-language': 'de' })
      await expectPage(answer, 'kk', myDataTexts.kk.myErrRate)
      expect(server.logged.join()).not.toMatch(/Planted|203\.0\.113/)
    },
  )

  test('CF-09: a contact form too, and a program as ever in JSON', async () => {
    for (let sent = 0; sent < requestsPerMinute.messages; sent++)
      await server.post('/v1/messages', {})
    for (const language of languages) {
      const answer = await send('/v1/messages', { 'accept-language': language })
      expect(answer.status).toBe(429)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      await expectPage(answer, language, messagePageTexts[language].tooMany)
    }
    const told = await server.post('/v1/messages', {})
    expect([told.status, told.headers.get('content-type')]).toEqual([
      ...[429, expect.stringContaining('application/json')],
    ])
  })

  test('and that the server cannot answer now, with when to come again', async () => {
    await server.deps.store.close()
    for (const language of languages) {
      const answer = await server.get(`/contact?lang=${language}`)
      expect(answer.status).toBeGreaterThanOrEqual(500)
      await expectPage(answer, language, messagePageTexts[language].server)
    }
  })
})
