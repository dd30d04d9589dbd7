import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ExportResult, MeResult } from '../../../server/contract/index.ts'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import { bearer, giveConsent, openCodeSession, writeMessage } from '../../support/app/my-data.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import {
  errorOf,
  newId,
  openTestApp,
  PAGE_ORIGIN,
  PLANTED_ADDRESS,
  type TestApp,
} from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp({
    site: {
      services: [
        {
          id: 'video',
          purpose: 'external',
          name: 'Video',
          provider: 'Host',
          country: 'KZ',
          processor: PROCESSOR,
        },
      ],
    },
  })
})
afterEach(() => server.close())

const readMe = async (who: Record<string, string>) =>
  (await (await server.get('/v1/me', who)).json()) as MeResult
const readExport = async (who: Record<string, string>) =>
  (await (await server.get('/v1/me/export', who)).json()) as ExportResult

async function disclose(content: Record<string, unknown>, thread?: string) {
  const entry = await buildRegisterEntry(
    { register: 'disclosures', content, actor: 'administrator', ...(thread && { thread }) },
    server.deps,
  )
  await server.deps.store.addRegisterEntry(entry)
  return entry.thread
}

describe('GET /v1/me', () => {
  test('DS-01: tells whether data are held, purposes, sources, ways, list, terms, recipients, disclosures', async () => {
    const { who, id } = await giveConsent(server, 2)
    await disclose({
      subjects: [id],
      recipient: 'Court',
      ground: 'authority_request',
      date: '2026-03-02',
    })
    const response = await server.get('/v1/me', who)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('access-control-allow-origin')).toBe(PAGE_ORIGIN)
    expect(response.headers.get('set-cookie')).toBeNull()
    const me = (await response.json()) as MeResult
    expect(me.isHeld).toBe(true)
    expect(me.purposes).toEqual([
      expect.objectContaining({ purpose: 'analytics', policyClause: '4.1(9)', ground: '5.1(1)' }),
      expect.objectContaining({ purpose: 'external', policyClause: '4.1(8)', isGranted: true }),
    ])
    expect(me.sources).toEqual(['browser'])
    expect(me.processing).toEqual(['stored', 'encrypted', 'counted'])
    expect(me.data.map(({ category, count }) => [category, count])).toEqual([
      ['consents', 1],
      ['visits', 2],
    ])
    expect(me.data[1]?.fields).toContain('address')
    expect(me.terms).toEqual([
      { category: 'consents', days: 1095, from: 'end_of_consent' },
      { category: 'visits', days: 30, from: 'visit' },
    ])
    expect(me.recipients).toEqual([
      { name: 'Video', provider: 'Host', country: 'KZ', purpose: 'external' },
    ])
    expect(me.disclosures).toEqual([
      { date: '2026-03-02', recipient: 'Court', ground: 'authority_request' },
    ])
    // The overview tells that an address is kept, and does not carry it.
    expect(JSON.stringify(me)).not.toContain(PLANTED_ADDRESS)
  })

  test('DS-01: shows of disclosures only one’s own, the corrected line, and none that the law hides', async () => {
    const { who, reference } = await writeMessage(server)
    await disclose({
      subjects: ['K-22222222'],
      recipient: 'Other',
      ground: 'x',
      date: '2026-03-01',
    })
    await disclose({ subjects: [reference], recipient: 'Hidden', hiddenFromSubject: 'art. 1' })
    const thread = await disclose({ subjects: [reference], recipient: 'Wrong', date: '2026-03-01' })
    await disclose({ subjects: [reference], recipient: 'Right', date: '2026-03-01' }, thread)
    await disclose({ subjects: 'not a list' })
    const entry = await buildRegisterEntry(
      { register: 'disclosures', content: null, actor: 'administrator' },
      server.deps,
    )
    await server.deps.store.addRegisterEntry(entry)
    expect((await readMe(who)).disclosures.map(({ recipient }) => recipient)).toEqual(['Right'])
  })

  test('DS-14: needs no account, no cookie and no payment: a secret is enough, and nothing is set', async () => {
    const { who } = await writeMessage(server)
    const response = await server.get('/v1/me', { ...who, cookie: '' })
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    const body = { kind: 'information', scope: 'site' }
    expect((await server.post('/v1/me/requests', body, who)).status).toBe(201)
    expect((await readMe(who)).requests).toHaveLength(1)
  })

  test('DS-08: says how to complain to the authorised body and the court, in three languages', async () => {
    const { who } = await giveConsent(server)
    const { complaint } = await readMe(who)
    expect(complaint.kk).toMatch(/уәкілетті органға.*сотқа/)
    expect(complaint.ru).toMatch(/уполномоченный орган.*суд/)
    expect(complaint.en).toMatch(/authorised body.*court/)
  })
})

describe('who asks', () => {
  test('CR-07: an id without its secret opens nothing, and a guess is answered like an id that nobody has', async () => {
    const { id, body } = await giveConsent(server)
    const { reference, code } = await writeMessage(server)
    const other = await giveConsent(server)
    const guesses = [
      `${id}.${'A'.repeat(43)}`,
      `${newId()}.${body.secret}`,
      `${id}.${other.body.secret}`,
      `${reference}.${'2222-'.repeat(6)}2222`,
      `K-22222222.${code}`,
      `code.${'A'.repeat(43)}`,
      `${id}.`,
      id,
      reference,
      '../..',
      'x'.repeat(5000),
    ]
    const answers = await Promise.all(
      guesses.map(async (guess) => {
        const response = await server.get('/v1/me', bearer(guess))
        const { requestId: _, ...error } = await errorOf(response)
        return JSON.stringify([response.status, error])
      }),
    )
    expect(new Set(answers)).toEqual(
      new Set([
        JSON.stringify([404, { code: 'not_found', message: 'There is nothing at this address.' }]),
      ]),
    )
    expect(server.logged.join()).not.toContain(body.secret)
  })

  test('CR-07: without a secret it asks for one, and a cookie is none', async () => {
    const { id, body } = await giveConsent(server)
    const response = await server.get('/v1/me', { cookie: `kelisim_key=${body.secret}` })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.text()).not.toContain(id)
  })

  test('CF-08: reference and code, however they are typed, lead back to the message', async () => {
    const { reference, code } = await writeMessage(server)
    expect(code).toMatch(/^([2-9A-Z]{4}-){6}[2-9A-Z]{4}$/)
    const typed = `${reference.toLowerCase()}.${code.toLowerCase().replaceAll('-', '')}`
    expect((await readMe(bearer(typed))).messages).toMatchObject([{ reference, isBlocked: false }])
    expect(await server.searchBytes(code)).toEqual([])
  })

  test('CF-08: an answer that was lost is said again to who sends the very same, and to nobody else', async () => {
    const first = await writeMessage(server)
    const again = await server.post('/v1/messages', first.body)
    expect(await again.json()).toEqual({ reference: first.reference, code: first.code })
    const guess = await server.post('/v1/messages', { ...first.body, message: 'Another text' })
    expect(guess.status).toBe(409)
    expect(await guess.text()).not.toContain(first.reference)
    server.nowMs += 3_600_001
    const late = await server.post('/v1/messages', first.body)
    expect(late.status).toBe(409)
    expect(await late.text()).not.toContain(first.code)
  })
})

describe('GET /v1/me/export', () => {
  test('DS-02: equals what was stored, opened, and holds no other person’s', async () => {
    const mine = await giveConsent(server, 1)
    const other = await giveConsent(server, 3)
    const otherMessage = await writeMessage(server, { name: 'Other Person' })
    const exported = await readExport(mine.who)
    expect(exported.visits).toMatchObject([
      { day: '2026-03-03', address: PLANTED_ADDRESS, browser: 'Chrome 142', os: 'Windows' },
    ])
    expect(exported.consents).toMatchObject([
      { id: mine.id, surface: 'banner', actor: 'subject', events: [{ state: 'ConsentGiven' }] },
    ])
    const text = JSON.stringify(exported)
    for (const foreign of [other.id, otherMessage.reference, 'Other Person']) {
      expect(text).not.toContain(foreign)
    }
    // Nothing that opens the record is in it.
    expect(text).not.toContain(mine.body.secret)
    const [stored] = await server.deps.store.readVisits(mine.id, '2026-03-03', '2026-03-03')
    expect(exported.visits[0]?.id).toBe(stored?.id)
  })

  test('DS-02: of a message it holds name, addresses, text and the requests made about it', async () => {
    const { who, reference, body } = await writeMessage(server, { phone: '+7 700 000 00 00' })
    const asked = { kind: 'correction', scope: 'site', text: 'My name is spelled otherwise' }
    await server.post('/v1/me/requests', asked, who)
    const exported = await readExport(who)
    expect(exported.messages).toMatchObject([
      { reference, name: body.name, email: body.email, phone: body.phone, message: body.message },
    ])
    expect(exported.consents).toMatchObject([{ name: body.name, surface: 'contact_form' }])
    expect(exported.requests).toMatchObject([{ kind: 'correction', text: asked.text }])
    expect(exported.visits).toEqual([])
  })

  test('DS-02: the page shows the same values, escaped, without a script, and stays out of every cache', async () => {
    const { who, reference } = await writeMessage(server, {
      name: '<script>alert(1)</script>',
      message: 'Бір & екі',
      language: 'kk',
    })
    const response = await server.get('/v1/me/export?format=page', who)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('access-control-allow-origin')).toBe(PAGE_ORIGIN)
    expect(response.headers.get('etag')).toBeNull()
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await response.text()
    expect(page).toContain('<html lang="kk">')
    expect(page).toContain(reference)
    expect(page).toContain('Бір &amp; екі')
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toMatch(/<script/i)
    const russian = await (await server.get('/v1/me/export?format=page&lang=ru', who)).text()
    expect(russian).toContain('История согласий')
  })

  test('DS-02: a wrong format or language is named, and nothing is shown', async () => {
    const { who } = await writeMessage(server)
    const response = await server.get('/v1/me/export?format=xml&lang=de&extra=1', who)
    expect(response.status).toBe(422)
    expect(await response.text()).not.toContain('Planted')
  })
})

test('TR-08: nobody’s history is shown but to that visitor: not to another’s secret, nor to a code’s session', async () => {
  const visitor = await giveConsent(server, 2)
  const stranger = await giveConsent(server)
  await writeMessage(server)
  const session = await openCodeSession(server, 'planted@example.kz')
  for (const who of [stranger.who, session]) {
    const text = JSON.stringify(await readExport(who))
    expect(text).not.toContain(visitor.id)
    expect(JSON.parse(text).visits).toEqual([])
  }
  expect((await readExport(visitor.who)).visits).toHaveLength(2)
})
