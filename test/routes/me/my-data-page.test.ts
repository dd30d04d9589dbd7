import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { myDataTexts } from '../../../server/routes/pages/my-data/text.ts'
import * as enActs from '../../../widget/text/en/my-acts.ts'
import * as enData from '../../../widget/text/en/my-data.ts'
import * as enHeld from '../../../widget/text/en/my-held.ts'
import * as kkActs from '../../../widget/text/kk/my-acts.ts'
import * as kkData from '../../../widget/text/kk/my-data.ts'
import * as kkHeld from '../../../widget/text/kk/my-held.ts'
import * as ruActs from '../../../widget/text/ru/my-acts.ts'
import * as ruData from '../../../widget/text/ru/my-data.ts'
import * as ruHeld from '../../../widget/text/ru/my-held.ts'
import { findCode, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { type Fields, hidden, submitTo } from '../../support/app/my-data-page.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const submit = (fields: Fields, headers: Readonly<Record<string, string | undefined>> = {}) =>
  submitTo(server, fields, headers)

describe('DS-14: what is held of a person, on a page without JavaScript', () => {
  test('DS-01, DS-02, DS-06: reference and code show it; a copy, a block and a withdrawal follow from there', async () => {
    const { reference, code } = await writeMessage(server, { name: 'Planted Name' })
    const other = await writeMessage(server, { name: 'Other Person' })
    const typed = {
      act: 'show',
      reference: reference.replace('K', 'К').toLowerCase(),
      secret: code.replaceAll('-', ' '),
    }
    const seen = await submit(typed)
    expect(seen.status).toBe(200)
    for (const said of [
      'messages (1)',
      'Answering your message',
      '365 days after the message was sent',
      'nobody',
      reference,
    ])
      expect(seen.html).toContain(said)
    const credential = hidden(seen.html, 'credential')
    expect(credential).toBe(`${reference}.${code.replaceAll('-', '')}`)

    const copy = await submit({ act: 'copy', credential, format: 'json' })
    expect(copy.headers.get('content-disposition')).toContain('kelisim-my-data.json')
    expect(copy.html).toContain('Planted Name')
    expect(copy.html).not.toMatch(new RegExp(`Other Person|${other.reference}`))
    const readable = await submit({ act: 'copy', credential, format: 'page' })
    expect(readable.headers.get('content-disposition')).toContain('attachment')
    expect(readable.html).toContain('Planted Name')

    const blocked = await submit({ act: 'block', credential })
    expect(blocked.html).toContain(enActs.saidBlocked)
    expect(blocked.html).toContain(enActs.actUnblock)
    const lifted = await submit({ act: 'lift', credential, reason: 'person_agrees' })
    expect(lifted.html).toContain(enActs.saidUnblocked)
    const withdrawn = await submit({ act: 'withdraw', credential })
    expect(withdrawn.html).toContain(enActs.saidWithdrawn)
    expect(withdrawn.headers.getSetCookie()).toEqual([])
    expect((await submit({ act: 'lift', credential, reason: 'person_agrees' })).html).toContain(
      enActs.errWithdrawn,
    )
    expect(rowsOf(server, 'consent_events').map((row) => row.state)).toEqual([
      ...['ConsentGiven', 'ConsentGiven', 'ConsentWithdrawn'],
    ])
    for (const page of [seen, copy, readable, blocked, withdrawn])
      expect(page.headers.get('cache-control')).toBe('no-store')
    expect(server.logged.join('\n')).not.toMatch(new RegExp(`${reference}|${code}|Planted`))
  })

  test('DS-05, DS-13: a deletion is asked for twice, is done once, and says the same number again', async () => {
    const mine = await writeMessage(server)
    const other = await writeMessage(server, { name: 'Other Person' })
    const credential = `${mine.reference}.${mine.code}`
    const asked = await submit({ act: 'delete', credential })
    expect(asked.html).toContain('Will be deleted: messages (1)')
    expect(rowsOf(server, 'messages')).toHaveLength(2)
    const confirm = hidden(asked.html, 'confirm')
    const wrong = await submit({
      act: 'delete',
      credential,
      confirm: confirm.replace(/^./, (one) => (one === '0' ? '1' : '0')),
    })
    expect(wrong.html).toContain('Will be deleted: messages (1)')
    const done = await submit({ act: 'delete', credential, confirm })
    const number = /D-[2-9A-Z]{8}/.exec(done.html)?.[0]
    expect(number).toBeDefined()
    expect((await submit({ act: 'delete', credential, confirm })).html).toContain(number)
    expect(rowsOf(server, 'messages').map(({ reference }) => reference)).toEqual([other.reference])
    expect((await submit({ act: 'show', credential })).status).toBe(404)
  })

  test('DS-11: a code goes to the address on file; page and status are the same for an address that nobody wrote from', async () => {
    const { reference } = await writeMessage(server, { email: 'planted@example.kz' })
    const known = await submit({ act: 'mail', email: 'planted@example.kz' })
    const unknown = await submit({ act: 'mail', email: 'nobody@example.kz' })
    const plain = (html: string) => html.replaceAll(hidden(html, 'challenge'), '')
    expect([unknown.status, plain(unknown.html)]).toEqual([known.status, plain(known.html)])
    const challenge = hidden(known.html, 'challenge')
    const code = findCode(server, 'planted@example.kz')
    const wrong = await submit({
      act: 'show',
      challenge,
      code: code === '000000' ? '000001' : '000000',
    })
    expect([wrong.status, wrong.html.includes(enData.myErrCode)]).toEqual([403, true])
    expect(hidden(wrong.html, 'challenge')).toBe(challenge)
    const seen = await submit({ act: 'show', challenge, code })
    expect(seen.html).toContain(reference)
    expect(hidden(seen.html, 'credential')).toMatch(/^code\.[\w-]{43}$/)
  })

  test('CR-07: a wrong code, an unknown reference, another’s code and no credential are answered alike, and show nothing', async () => {
    const mine = await writeMessage(server, { name: 'Planted Name' })
    const other = await writeMessage(server)
    const all = await Promise.all([
      submit({ act: 'show', reference: mine.reference, secret: other.code }),
      submit({ act: 'show', reference: 'K-22222222', secret: mine.code }),
      submit({ act: 'show', reference: mine.reference, secret: '' }),
      submit({ act: 'show', reference: "' or 1=1 --", secret: '%' }),
    ])
    expect(new Set(all.map(({ status, html }) => `${status} ${html}`)).size).toBe(1)
    expect(all[0]).toMatchObject({ status: 404 })
    for (const act of ['show', 'copy', 'block', 'lift', 'withdraw', 'delete'])
      expect((await submit({ act })).status, act).toBe(404)
    expect(all[0]?.html).not.toMatch(/Planted|K-/)
    expect(
      (await submit({ act: 'constructor', credential: `${mine.reference}.${mine.code}` })).status,
    ).toBe(422)
  })
})

test('DS-14: on the page and in the panel the same act has the same words', async () => {
  const panels = {
    kk: { ...kkHeld, ...kkActs, ...kkData },
    ru: { ...ruHeld, ...ruActs, ...ruData },
    en: { ...enHeld, ...enActs, ...enData },
  } as const
  for (const [language, text] of Object.entries(myDataTexts)) {
    const { deviceHint, errNoKey, errExpired, notTaken, ...shared } = text
    expect(panels[language as 'kk']).toMatchObject(shared)
    const own = [deviceHint, errNoKey, errExpired, notTaken]
    expect(new Set(own.filter((one) => one.length > 0)).size).toBe(own.length)
  }
})

test('DS-14: who guesses codes is stopped as at the interface', async () => {
  server.peer = '198.51.100.9'
  const all = await Promise.all(
    Array.from({ length: 121 }, () =>
      submit({ act: 'show', reference: 'K-22222222', secret: 'x' }),
    ),
  )
  expect(all.filter(({ status }) => status === 429)).toHaveLength(1)
})

test('DS-11: without mail the page says so', async () => {
  await server.close()
  server = await openTestApp({ prepareMail: undefined })
  const answer = await submit({ act: 'mail', email: 'planted@example.kz' })
  expect(answer.status).toBe(503)
  expect(answer.html).toContain('mail is not set up')
})
