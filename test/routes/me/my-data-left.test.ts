import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { buildTermsStamp } from '../../../server/domain/consents/terms-stamp.ts'
import { fillText, formatDay } from '../../../server/routes/pages/layout/page-text.ts'
import { myDataTexts } from '../../../server/routes/pages/my-data/text.ts'
import { recall } from '../../../widget/consent/keeping/recall.ts'
import {
  askAsStaff,
  findCode,
  giveConsent,
  openCodeSession,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import {
  type Fields,
  FROM_SCHOOL,
  giveOnDevice,
  hidden,
  submitTo,
} from '../../support/app/my-data-page.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { newId, OWNER, openTestApp, type TestApp } from '../../support/app/test-app.ts'

// What is left on the device, of a grant and of what opens the page of one's own data.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const submit = (
  fields: Fields,
  headers: Readonly<Record<string, string | undefined>> = {},
  language = 'en',
) => submitTo(server, fields, headers, language)

describe('CB-12: what a withdrawal leaves was given under the terms of its day', () => {
  /** The terms with which a grant is set, given now. */
  const termsIn = (line = '') => line.split(/[;=]/)[1]?.split('~')[6]
  const VIDEO = {
    ...{ id: 'video', name: 'Video', provider: 'Video host', country: 'US', processor: PROCESSOR },
    purpose: 'external' as const,
  }
  /** A consent given before the school's pages have a service more, and the server as it is from then on. */
  async function outgrow() {
    const given = await giveOnDevice(server)
    Object.assign(server.deps, { site: v.parse(siteConfig, { ...defaultSite, services: [VIDEO] }) })
    return { ...given, app: createApp(server.deps) }
  }
  test('on the server’s own page it says so still, or asks anew, and never those now shown', async () => {
    const { body, cookie, kept, app } = await outgrow()
    const now = buildTermsStamp(server.deps)
    const then = termsIn(kept)
    expect([then, now]).toEqual([
      expect.stringMatching(/^[\da-f]{8}$/),
      expect.not.stringMatching(then ?? ''),
    ])
    const at = { ...server, app } as TestApp
    const seen = await submitTo(at, { act: 'show' }, { cookie })
    const withdraw = (others: string, purpose = 'analytics') =>
      submitTo(
        at,
        { act: 'withdraw', purpose, proof: hidden(seen.html, 'proof') },
        { cookie: `${cookie}${others}` },
      )
    for (const [others, terms] of [
      [`; ${kept}`, then],
      ['', '00000000'],
      [`; ${kept.replace(body.id, newId())}`, '00000000'],
      [`; ${kept.replace(`~${then}~`, '~x~')}`, '00000000'],
    ] as const) {
      const lines = (await withdraw(others)).headers.getSetCookie()
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) {
        expect(line).toContain(`~${body.id}~external~`)
        expect(termsIn(line)).toBe(terms)
        // The page reads it, and asks.
        const read = recall(
          [line.split(/[;=]/)[1]],
          { terms: now, choiceDays: 180 },
          server.nowMs,
          true,
        )
        expect(read.reask).toBe('change')
        expect(read.saved).toBeUndefined()
      }
    }
  })

  test('a withdrawal by the record’s own address neither', async () => {
    const { body, kept, app } = await outgrow()
    const answer = await app.request(`/v1/consents/${body.id}/withdrawal`, {
      method: 'POST',
      headers: {
        ...{ ...FROM_SCHOOL, 'content-type': 'application/json', cookie: kept },
        authorization: `Bearer ${body.secret}`,
      },
      body: JSON.stringify({ id: newId(), purposes: ['analytics'] }),
    })
    expect(answer.status).toBe(201)
    const [line] = answer.headers.getSetCookie()
    expect(line).toContain(`~${body.id}~external~`)
    expect(termsIn(line)).toBe(termsIn(kept))
    expect(termsIn(line)).not.toBe(buildTermsStamp(server.deps))
  })
})

test.each([
  ['under the owner’s name', (refused: string) => `kelisim-${OWNER}=${refused}`],
  [
    'in one of two copies',
    (refused: string) => `kelisim-${OWNER}=granted~x; kelisim-${OWNER}=${refused}`,
  ],
  ['before names said whose it is', (refused: string) => `kelisim=${refused}`],
])(
  'CB-11 DS-06: what was refused on the device, %s, stays refused where a part of an older consent is withdrawn on the page; the rest of the record, and its key, are there still',
  async (_, keep) => {
    const { body, cookie } = await giveOnDevice(server, 1)
    const refused = 'refused~2025-08-01~2026-03-02'
    const both = { cookie: `${cookie}; ${keep(refused)}` }
    const proof = hidden((await submit({ act: 'show' }, both)).html, 'proof')
    const done = await submit({ act: 'withdraw', purpose: 'analytics', proof }, both)
    expect(done.status).toBe(200)
    const lines = done.headers.getSetCookie()
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toMatch(new RegExp(`^kelisim-${OWNER}=${refused};`))
    const { latest } = (await server.deps.store.findConsent(body.id)) ?? {}
    expect(latest?.purposes).toEqual({ analytics: false, external: true })
    // The page goes on by the key, and shows what is left.
    const again = await submit({ act: 'withdraw', purpose: 'external', proof }, both)
    expect(again.status).toBe(200)
    for (const line of again.headers.getSetCookie()) expect(line).not.toContain('granted~')
    expect((await server.deps.store.findConsent(body.id))?.latest.state).toBe('ConsentWithdrawn')
  },
)

test('DS-14: where the browser has no key for the page, it does not say that there are no data', async () => {
  await giveConsent(server, 1)
  for (const [language, text] of Object.entries(myDataTexts)) {
    const answer = await submit({ act: 'show' }, {}, language)
    expect(answer.status).toBe(404)
    expect(answer.html).toContain(text.errNoKey)
    expect(answer.html).not.toContain(text.myEmpty)
  }
})

test('DS-14: a key that has gone while its data were shown does nothing, and the page says so', async () => {
  const { cookie } = await giveOnDevice(server, 1)
  const proof = hidden((await submit({ act: 'show' }, { cookie })).html, 'proof')
  for (const [language, text] of Object.entries(myDataTexts))
    for (const act of ['withdraw', 'delete', 'block', 'copy', 'show']) {
      const answer = await submit({ act, proof, format: 'json' }, {}, language)
      expect([answer.status, answer.headers.getSetCookie()], act).toEqual([404, []])
      expect(answer.html, act).toContain(text.errExpired)
      expect(answer.html, act).not.toContain(text.myEmpty)
    }
  expect(rowsOf(server, 'consent_events').map((row) => row.state)).toEqual(['ConsentGiven'])
  expect(rowsOf(server, 'visits')).toHaveLength(1)
  expect(rowsOf(server, 'restrictions')).toEqual([])
})

test('DS-11: what a mailed code has opened is over after its time: nothing is done any more, and the page says so', async () => {
  await writeMessage(server, { email: 'planted@example.kz' })
  const asked = await submit({ act: 'mail', email: 'planted@example.kz' })
  const code = findCode(server, 'planted@example.kz')
  const seen = await submit({ act: 'show', challenge: hidden(asked.html, 'challenge'), code })
  const credential = hidden(seen.html, 'credential')
  const plan = await submit({ act: 'delete', credential })
  const confirm = hidden(plan.html, 'confirm')
  server.nowMs += 31 * 60_000
  for (const [language, text] of Object.entries(myDataTexts))
    for (const fields of [{ act: 'delete' }, { act: 'delete', confirm }, { act: 'withdraw' }]) {
      const answer = await submit({ ...fields, credential }, {}, language)
      expect(answer.status).toBe(404)
      expect(answer.html).toContain(text.errExpired)
      expect(answer.html).not.toContain(text.myEmpty)
      expect(answer.html).not.toContain('planted')
    }
  expect(rowsOf(server, 'messages')).toHaveLength(1)
  expect(rowsOf(server, 'consent_events').map((row) => row.state)).toEqual(['ConsentGiven'])
})

test('DS-05: of a deletion that the law stops in part the page says what is kept and why, said again too', async () => {
  const email = 'planted@example.kz'
  const held = await writeMessage(server, { email })
  await writeMessage(server, { email, message: 'Second' })
  const hold = { kind: 'message', ref: held.reference, reason: 'Order 7', untilOn: '2026-06-30' }
  await askAsStaff(server, '/legal-holds', { method: 'POST', body: hold })
  const credential = (await openCodeSession(server, email)).authorization.replace('Bearer ', '')
  const confirm = hidden((await submit({ act: 'delete', credential })).html, 'confirm')
  for (const [language, text] of Object.entries(myDataTexts)) {
    const done = await submit({ act: 'delete', credential, confirm }, {}, language)
    const number = /D-[2-9A-Z]{8}/.exec(done.html)?.[0] ?? '-'
    expect(done.html).toContain(fillText(text.myDeletedPart, { id: number }))
    expect(done.html).toContain(text.keptLaw)
    expect(done.html).toContain(formatDay('2026-06-30', language as 'kk'))
    expect(done.html).not.toContain(fillText(text.myDeleted, { id: number }))
    expect(done.html).not.toContain(text.myDeletedKeep)
  }
  expect(rowsOf(server, 'messages').map(({ reference }) => reference)).toEqual([held.reference])
})
