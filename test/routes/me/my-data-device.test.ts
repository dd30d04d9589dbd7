import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as enActs from '../../../widget/text/en/my-acts.ts'
import * as enHeld from '../../../widget/text/en/my-held.ts'
import { giveConsent, rowsOf } from '../../support/app/my-data.ts'
import {
  type Fields,
  giveOnDevice,
  hidden,
  SERVER_HOST,
  submitTo,
} from '../../support/app/my-data-page.ts'
import {
  OWNER,
  openTestApp,
  PLANTED_ADDRESS,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const submit = (fields: Fields, headers: Readonly<Record<string, string | undefined>> = {}) =>
  submitTo(server, fields, headers)

const state = (id: string) =>
  rowsOf(server, 'consent_events')
    .filter((row) => row.consent_id === id)
    .map((row) => row.state)

describe('DS-14: what this device has a consent for', () => {
  test('its cookie shows it on this page alone: two paths, no script, no other site', async () => {
    const { body, line, cookie } = await giveOnDevice(server, 1)
    expect(line).toMatch(
      new RegExp(
        `^kelisim_key=${body.id}\\.${body.secret}; Path=/my-data; HttpOnly; Max-Age=\\d+; SameSite=Strict; Secure$`,
      ),
    )
    const seen = await submit({ act: 'show' }, { cookie })
    for (const said of [
      'consents (1), visits (1)',
      'Analytics and statistics',
      'your choice. Last day',
    ])
      expect(seen.html).toContain(said)
    expect(seen.html).not.toContain(body.secret)
    expect(seen.html).not.toContain(PLANTED_ADDRESS)
    // To look at the page shows nothing, whoever looks.
    const looked = await server.get('/my-data?lang=en', { cookie, host: SERVER_HOST })
    const stranger = await server.get('/my-data?lang=en', { host: SERVER_HOST })
    expect(await looked.text()).toBe(await stranger.text())
    expect(looked.headers.get('cache-control')).toBe('no-store')
    expect(looked.headers.getSetCookie()).toEqual([])
    // It opens no interface.
    expect((await server.get('/v1/me', { cookie, host: SERVER_HOST })).status).toBe(401)
  })

  test.each([
    [
      'the school’s own page',
      { origin: 'https://school.example', 'sec-fetch-site': 'same-site' },
      403,
    ],
    [
      'a page of another site',
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      403,
    ],
    ['a page that hides', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
    ['a page that says no origin', { origin: undefined, 'sec-fetch-site': 'same-site' }, 403],
    ['an old browser, without proof', { origin: undefined, 'sec-fetch-site': undefined }, 403],
    ['our own page, without proof', {}, 403],
  ])('a form of %s does nothing with it', async (_, headers, status) => {
    const { body, cookie } = await giveOnDevice(server)
    const before = rowsOf(server, 'restrictions').length
    for (const fields of [
      { act: 'withdraw' },
      { act: 'block' },
      { act: 'delete' },
      { act: 'copy', format: 'json' },
      { act: 'withdraw', proof: 'f'.repeat(64) },
    ]) {
      const answer = await submit(fields as Fields, { cookie, ...headers })
      expect([answer.status, answer.headers.getSetCookie()], fields.act).toEqual([status, []])
      expect(answer.html).not.toContain(body.id)
    }
    expect(state(body.id)).toEqual(['ConsentGiven'])
    expect(rowsOf(server, 'restrictions')).toHaveLength(before)
  })

  test('DS-06: withdrawn there, the device keeps a refusal wherever the school’s pages read it, and no key', async () => {
    const { body, cookie } = await giveOnDevice(server, 2)
    const seen = await submit({ act: 'show' }, { cookie })
    const proof = hidden(seen.html, 'proof')
    const other = await giveConsent(server)
    const done = await submit({ act: 'withdraw', proof }, { cookie })
    expect(done.html).toContain(enActs.saidWithdrawnOwn)
    expect(done.headers.getSetCookie()).toEqual([
      `kelisim-${OWNER}=refused~2025-08-01~2026-03-03; Path=/; Domain=school.example; Max-Age=15552000; SameSite=Lax; Secure`,
      `kelisim-${OWNER}=refused~2025-08-01~2026-03-03; Path=/; Max-Age=15552000; SameSite=Lax; Secure`,
      `kelisim_key=; Path=/v1/consents/${body.id}; HttpOnly; Max-Age=0; SameSite=Lax; Secure`,
      'kelisim_key=; Path=/my-data; HttpOnly; Max-Age=0; SameSite=Strict; Secure',
    ])
    expect(state(body.id)).toEqual(['ConsentGiven', 'ConsentWithdrawn'])
    expect(state(other.id)).toEqual(['ConsentGiven'])
    expect((await server.post('/v1/visits', visits(body.id))).status).toBe(403)
    // Until the page is left, what was collected can still be deleted.
    const credential = hidden(done.html, 'credential')
    const asked = await submit({ act: 'delete', credential })
    expect(asked.html).toContain('visits (2)')
    const gone = await submit({ act: 'delete', credential, confirm: hidden(asked.html, 'confirm') })
    expect(gone.html).toMatch(/D-[2-9A-Z]{8}/)
    expect(rowsOf(server, 'visits')).toEqual([])
  })

  test('DS-06: one purpose withdrawn there, the device keeps the smaller grant', async () => {
    const { body, cookie } = await giveOnDevice(server)
    const { html } = await submit({ act: 'show' }, { cookie })
    const granted = Object.keys(body.purposes).filter((id) => body.purposes[id as 'analytics'])
    const [purpose = '', ...others] = granted
    const done = await submit(
      { act: 'withdraw', purpose, proof: hidden(html, 'proof') },
      { cookie },
    )
    const [kept] = done.headers.getSetCookie()
    if (others.length > 0) {
      expect(kept).toContain(`~${body.id}~${others.join('.')}~`)
      expect(done.html).toContain(enHeld.saidWithdrawn)
    } else expect(kept).toContain('=refused~')
    expect(
      (
        await submit(
          { act: 'withdraw', purpose: 'marketing', proof: hidden(html, 'proof') },
          { cookie },
        )
      ).status,
    ).toBe(422)
  })

  test('DS-05: deleted there, the device keeps nothing of it', async () => {
    const { cookie } = await giveOnDevice(server, 1)
    const proof = hidden((await submit({ act: 'show' }, { cookie })).html, 'proof')
    const asked = await submit({ act: 'delete', proof }, { cookie })
    expect(asked.headers.getSetCookie()).toEqual([])
    const fields = {
      act: 'delete',
      proof: hidden(asked.html, 'proof'),
      confirm: hidden(asked.html, 'confirm'),
    }
    const done = await submit(fields, { cookie })
    const number = /D-[2-9A-Z]{8}/.exec(done.html)?.[0] ?? '-'
    expect(done.headers.getSetCookie().map((line) => line.replace(/~.*|;.*/, ''))).toEqual([
      ...[`kelisim-${OWNER}=refused`, `kelisim-${OWNER}=refused`],
      ...['kelisim_key=', 'kelisim_key='],
    ])
    // Pressed twice: the cookie is gone by then.
    expect((await submit(fields)).html).toContain(number)
    // A cookie that a hand has been at names no path.
    const odd = 'odd; Path=/\r\n.x'
    const own = createHash('sha256').update(`kelisim-my-data-form-1\n${odd}`).digest('hex')
    const headers = { cookie: `kelisim_key=${encodeURIComponent(odd)}` }
    const again = await submit({ ...fields, proof: own }, headers)
    expect(again.html).toContain(number)
    expect(again.headers.getSetCookie().filter((line) => !line.includes('=refused'))).toEqual([
      'kelisim_key=; Path=/my-data; HttpOnly; Max-Age=0; SameSite=Strict; Secure',
    ])
    expect(rowsOf(server, 'visits')).toEqual([])
  })
})
