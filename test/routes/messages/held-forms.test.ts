import { afterEach, beforeEach, expect, test } from 'vitest'
import { languages } from '../../../server/contract/words.ts'
import { contactPageTexts } from '../../../server/routes/pages/contact/contact-page-text.ts'
import { messagePageTexts } from '../../../server/routes/pages/contact/message-page-text.ts'
import { errorOf, message, openTestApp, type TestApp } from '../../support/app/test-app.ts'

// Without JavaScript a page's form comes with words that nobody can prove, from a page that may hide which one it is, and as quickly
// as it likes: it is held on the server's own form, beside the words in force, and stored once it is sent from there.

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
    expect(page).toContain(contactPageTexts[language].why.hidden)
    expect(page).toContain('action="/v1/messages"')
    for (const text of ['value="Planted &lt;b&gt;Name"', '&lt;/textarea&gt;&lt;script&gt;'])
      expect(page).toContain(text)
    // What that page may not have shown is asked for here, in words that are in force, and not taken over.
    expect(page).toContain(server.deps.site.operator.name[language])
    expect(page).toContain(server.deps.site.operator.bin)
    expect(page).toContain('365')
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

/** Fields that a form carries, as a browser would send them again with what a person adds. */
const readForm = (page: string): Record<string, string> => {
  const tags = page.match(/<input type="(?:hidden|text)"[^>]*>/g) ?? []
  const of = (tag: string, attribute: string) =>
    new RegExp(` ${attribute}="([^"]*)"`).exec(tag)?.[1] ?? ''
  const fields = tags.map((tag) => [of(tag, 'name'), of(tag, 'value')] as const)
  return { ...Object.fromEntries(fields), message: 'Planted question' }
}
const FROM_HERE = { origin: 'https://consent.other.example', 'sec-fetch-site': 'same-origin' }
const agreed = { sender: 'adult', consent: 'on' }

test('CF-02 CF-09 sent from there, with who writes and the consent, it is taken; quicker than a person it is held once more, and loses nothing', async () => {
  for (const headers of [{}, FROM_HERE, { origin: 'https://school.example' }]) {
    const before = (await stored()).length
    const held = await send({ ...typed, message: `Planted ${before}` }, headers)
    expect(held.status).not.toBe(201)
    const form: Record<string, string> = readForm(await held.text())
    form.message = `Planted ${before}`
    expect(form).toMatchObject({ name: 'Planted &lt;b&gt;Name', email: 'planted@example.kz' })
    // At once, as no person can.
    const soon = await send({ ...form, ...agreed }, FROM_HERE)
    expect(soon.status).toBe(422)
    const page = await soon.text()
    expect(page).toContain(contactPageTexts.ru.why.tooSoon)
    expect(page).toMatch(/value="adult" required checked/)
    expect(page).toMatch(/name="consent" required checked/)
    expect(await stored()).toHaveLength(before)
    // The form was begun when it was first shown: the next press is not too soon again.
    expect(readForm(page).stamp).toBe(form.stamp)
    server.nowMs += 1_000
    // Without the consent nothing is stored, however slowly.
    expect((await send({ ...form, sender: 'adult' }, FROM_HERE)).status).toBe(422)
    expect(await stored()).toHaveLength(before)
    expect((await send({ ...form, ...agreed }, FROM_HERE)).status).toBe(201)
    expect(await stored()).toHaveLength(before + 1)
  }
})

test('CF-09 a stamp is the server’s own, and ends: another one is given, and nobody is refused for good', async () => {
  const ago = (ms: number) => server.stampAt(server.nowMs - ms)
  const [begun, mac] = ago(5_000).split('.')
  const right = () => ({ ...typed, ...server.proof('ru') })
  const wrong = [
    () => ago(999),
    () => ago(86_400_001),
    () => ago(-1),
    () => `${begun}0.${mac}`,
    () => `.${mac}`,
    () => '',
  ]
  for (const [index, make] of wrong.entries()) {
    const message = `Planted ${index}`
    const answer = await send({ ...right(), message, stamp: make() }, FROM_HERE)
    expect(answer.status, message).toBe(422)
    server.nowMs += 1_000
    const again = { ...readForm(await answer.text()), ...agreed, message }
    expect((await send(again, FROM_HERE)).status, message).toBe(201)
  }
  for (const ms of [1_000, 86_400_000]) {
    const sent = { ...right(), stamp: ago(ms), message: `Planted after ${ms}` }
    expect((await send(sent, FROM_HERE)).status).toBe(201)
  }
})

test('CR-04 a form of a page says nothing that is proved: whatever it says of words and policy, it is held', async () => {
  const ofAPage = { origin: 'https://school.example' }
  for (const policyVersion of ['2025-08-01', '1999-01-01', '']) {
    const answer = await send({ ...typed, policyVersion }, ofAPage)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(contactPageTexts.ru.why.elsewhere)
  }
  expect(await stored()).toEqual([])
  // Who wrote the page is told that its words are old; nothing is told of who writes.
  const told = server.logged.filter((line) => line.includes('form_outdated'))
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('https://school.example')
  expect(server.logged.join()).not.toMatch(/planted/i)
})

test('CR-04 a message proves the words that stood beside its box: of the server’s own page too, by their hash', async () => {
  const app = await openTestApp({
    hasOwnNotices: true,
    site: { messageDays: 91, messageRecipients: [recipient] },
  })
  for (const language of languages) {
    const page = await (await app.get(`/contact?lang=${language}`)).text()
    const label = /<input type="checkbox" name="consent"[^>]*> <span>([^<]*)</.exec(page)?.[1] ?? ''
    const { operator } = app.deps.site
    for (const fact of [operator.name[language], operator.bin, '91 ', 'Help desk (DE)'])
      expect(label.replaceAll('&quot;', '"'), language).toContain(fact)
    expect(label).not.toMatch(/\{\w+\}/)
    const form = readForm(page)
    app.nowMs += 1_000
    const body = new URLSearchParams({ ...form, ...agreed, name: 'Planted', email: typed.email })
    const answer = await app.post('/v1/messages', body.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(answer.status).toBe(201)
    const [row] = await app.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 1)
    const record = await app.deps.store.findConsent(row?.consentId ?? '')
    expect(record?.noticeSha256.startsWith(form.notice ?? 'none')).toBe(true)
    const { content } = (await (await app.get(`/v1/notices/${record?.noticeSha256}`)).json()) as {
      content: string
    }
    const { facts, strings } = JSON.parse(content)
    expect(facts.messageDays).toBe(91)
    expect(facts.messageRecipients).toEqual([{ name: 'Help desk', country: 'DE' }])
    expect(label.startsWith(strings.formConsent.split('{')[0])).toBe(true)
  }
  await app.close()
})

const recipient = {
  ...{ name: 'Help desk', country: 'DE' },
  processor: {
    ...{ contractNumber: '12/2026', contractDate: '2026-01-15' },
    confidentialityDate: '2026-01-15',
  },
}

test('CF-02 a message’s consent names third parties only where its data go to one, whatever films the site shows', async () => {
  const service = {
    ...recipient,
    id: 'video',
    purpose: 'external' as const,
    provider: 'Film',
    country: 'US',
  }
  const app = await openTestApp({
    hasOwnNotices: true,
    site: { services: [{ ...service, cookies: [] }] },
  })
  const page = await (await app.get('/contact?lang=en')).text()
  expect(page).toContain('are not transferred to third parties or abroad')
  expect(page).not.toContain('Film')
  await app.close()
})

test('CR-04 CF-09 a script of a page says what it showed and since when; a program, which has no page, may leave it out', async () => {
  const page = (body: object) => server.post('/v1/messages', { ...message(), ...body })
  for (const [body, status, error] of [
    [
      { notice: undefined },
      409,
      { code: 'policy_version_outdated', fields: { notice: 'missing' } },
    ],
    [
      { notice: '0badc0de0badc0de' },
      409,
      { code: 'policy_version_outdated', fields: { notice: 'invalid' } },
    ],
    [{ stamp: undefined }, 422, { code: 'sent_too_soon', fields: { stamp: 'missing' } }],
    [
      { stamp: server.stampAt(server.nowMs - 999) },
      422,
      { code: 'sent_too_soon', fields: { stamp: 'invalid' } },
    ],
  ] as const) {
    const answer = await page(body)
    expect(answer.status).toBe(status)
    expect(await errorOf(answer)).toMatchObject(error)
  }
  expect(await stored()).toEqual([])
  const { stamp } = (await (await server.get('/v1/messages/stamp')).json()) as { stamp: string }
  server.nowMs += 1_000
  expect((await page({ stamp })).status).toBe(201)
  const program = await server.app.request('/v1/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message()),
  })
  expect(program.status).toBe(201)
})

test('CF-09 the stamp is for allowed pages, holds no person and no cache keeps it', async () => {
  const answer = await server.get('/v1/messages/stamp')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://school.example')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(Object.keys((await answer.json()) as object)).toEqual(['stamp'])
  const foreign = await server.get('/v1/messages/stamp', { origin: 'https://evil.example' })
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
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

test('a program that sends a form in the own name of the server answers for what it showed; a browser, or another name, is held', async () => {
  const { 'sec-fetch-site': _, ...program } = FROM_HERE
  const once = { ...typed, consent: 'true' }
  for (const headers of [FROM_HERE, { origin: 'https://school.example' }, { origin: 'null' }]) {
    expect((await send(once, headers)).status).not.toBe(201)
    expect(await stored()).toEqual([])
  }
  expect((await send({ ...once, sender: 'minor' }, program)).status).not.toBe(201)
  expect((await send({ ...once, stamp: 'invented' }, program)).status).toBe(422)
  expect(await stored()).toEqual([])
  for (let times = 0; times < 2; times++) expect((await send(once, program)).status).toBe(201)
  expect(await stored()).toHaveLength(1)
})
