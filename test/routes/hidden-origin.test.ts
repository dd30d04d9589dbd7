import { afterEach, beforeEach, expect, test } from 'vitest'
import { languages } from '../../server/contract/words.ts'
import { againPageTexts } from '../../server/routes/pages/again-page-text.ts'
import { messagePageTexts } from '../../server/routes/pages/message-page-text.ts'
import { errorOf, message, openTestApp, type TestApp } from '../support/test-app.ts'

// A page with `Referrer-Policy: no-referrer`, and no JavaScript: the form comes from nowhere that is known.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const typed = {
  ...{ name: 'Planted <b>Name', email: 'planted@example.kz', phone: '+7 700 000 00 00' },
  ...{ message: '\nPlanted "question"\n</textarea><script>1</script>' },
  ...{ sender: 'adult', consent: 'on', policyVersion: '2025-08-01', language: 'ru' },
}
const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  server.post('/v1/messages', new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'null',
    ...headers,
  })
const stored = () => server.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 10)

test('CF-06 nothing is stored; in each language the page says why, and holds all that was typed, to be sent from there', async () => {
  for (const language of languages) {
    const answer = await send({ ...typed, language, csrf: 'Planted token' })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self'")
    const page = await answer.text()
    expect(page).toContain(`<html lang="${language}">`)
    expect(page).toContain(againPageTexts[language].why)
    expect(page).toContain('action="/v1/messages"')
    for (const text of ['value="Planted &lt;b&gt;Name"', '&lt;/textarea&gt;&lt;script&gt;'])
      expect(page).toContain(text)
    // What that page may not have shown is asked for here, in words that are in force, and not taken over.
    expect(page).toContain(againPageTexts[language].agree)
    expect(page).toContain(server.deps.site.operator.name[language])
    expect(page).toMatch(/<input type="checkbox" name="consent" required>/)
    expect(page.match(/<input type="radio" name="sender" value="\w+" required>/g)).toHaveLength(3)
    expect(page).not.toMatch(/checked|type="hidden" name="(consent|sender)"/)
    expect(page).toContain(`name="policyVersion" value="${server.deps.policies.current.version}"`)
    expect(page).not.toMatch(/<script|<b>Name|Planted token/)
  }
  expect(await stored()).toEqual([])
  expect(server.sent).toEqual([])
  for (const text of ['Planted', 'planted@example.kz'])
    expect(await server.searchBytes(text)).toEqual([])
})

test('CF-06 sent from there it is taken', async () => {
  const own = { origin: 'https://consent.other.example' }
  expect((await send(typed, own)).status).toBe(201)
  expect(
    (await send({ ...typed, message: 'Planted other' }, { 'sec-fetch-site': 'same-origin' }))
      .status,
  ).toBe(201)
  expect(await stored()).toHaveLength(2)
})

test('the operator is told once what to set, and nothing of who wrote', async () => {
  await send(typed)
  await send(typed)
  expect(server.logged).toHaveLength(1)
  expect(server.logged[0]).toContain('origin_hidden')
  expect(server.logged[0]).toContain('strict-origin-when-cross-origin')
  expect(server.logged[0]).not.toMatch(/planted/i)
})

test('MI-02 of a minor’s form nothing is repeated', async () => {
  const page = await (await send({ ...typed, sender: 'minor' })).text()
  expect(page).toContain(messagePageTexts.ru.minorStop)
  expect(page).not.toMatch(/planted|<form/i)
  expect(await stored()).toEqual([])
})

test('a script from nowhere is refused as before', async () => {
  const answer = await server.post('/v1/messages', message(), { origin: 'null' })
  expect(await errorOf(answer)).toMatchObject({ code: 'origin_not_allowed' })
  expect(await stored()).toEqual([])
})
