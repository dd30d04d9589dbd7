import { getTableColumns } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageBody } from '../../../server/contract/visitor/message.ts'
import { requestBody } from '../../../server/contract/visitor/request.ts'
import { dataKindIds, languages } from '../../../server/contract/words.ts'
import type { SealPurpose } from '../../../server/crypto/cryptography.ts'
import { listPersonalData } from '../../../server/domain/processing/personal-data.ts'
import type { PersonalDataId } from '../../../server/domain/processing/personal-data-id.ts'
import { listProcessing } from '../../../server/domain/processing/processing.ts'
import { consentRecords } from '../../../server/store/sqlite/schema/consents.ts'
import { messages } from '../../../server/store/sqlite/schema/messages.ts'
import { oneTimeCodes, requests } from '../../../server/store/sqlite/schema/subjects.ts'
import { visits } from '../../../server/store/sqlite/schema/visits.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { OWNER, openTestApp, type TestApp } from '../../support/app/test-app.ts'

const VIDEO = {
  id: 'video',
  purpose: 'external',
  name: 'Planted <b>film</b>',
  provider: 'Planted host',
  country: 'US',
  processor: PROCESSOR,
} as const

let plain: TestApp
let abroad: TestApp
beforeAll(async () => {
  plain = await openTestApp()
  abroad = await openTestApp({
    site: { services: [VIDEO], choiceDays: 90, visits: { ipFullDays: 7, rawDays: 21 } },
  })
})
afterAll(() => Promise.all([plain.close(), abroad.close()]))

const read = async (app: TestApp, path: string) => {
  const answer = await app.get(path)
  return { answer, html: await answer.text() }
}
const section = (html: string, title: string) =>
  html.split('<section class="entry">').find((one) => one.startsWith(`<h3>${title}`)) ?? ''

describe('/cookies', () => {
  test('PO-07: names the necessary cookies of the site itself, with what for and how long, and escapes both', async () => {
    const purpose = {
      kk: 'Пікір авторын есте сақтайды',
      ru: 'Помнит автора',
      en: 'Keeps <b>names</b>',
    }
    const siteCookies = [
      { name: 'comment_author_*', days: 347, purpose },
      { name: 'PHPSESSID', purpose },
    ]
    const app = await openTestApp({ site: { siteCookies } })
    const { html } = await read(app, '/cookies?lang=en')
    const author = section(html, '<code>comment_author_*</code>')
    expect(author).toContain('Keeps &lt;b&gt;names&lt;/b&gt;')
    expect(author).toContain('347 days')
    expect(author).toContain('#4.1(8)')
    expect(section(html, '<code>PHPSESSID</code>')).toContain('until the browser is closed')
    expect((await read(app, '/cookies?lang=kk')).html).toContain(purpose.kk)
    const stated = await (await app.get('/v1/site')).json()
    expect(stated.siteCookies[1]).toEqual({ name: 'PHPSESSID', days: 0, purpose })
    expect(stated.timeZone).toBe('Asia/Almaty')
    await app.close()
  })

  test.each(languages)(
    'PO-07: is there in %s without JavaScript or cookie, and names every key with purpose, ground, data, term, who and country',
    async (language) => {
      const { answer, html } = await read(plain, `/cookies?lang=${language}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-language')).toBe(language)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(html).not.toMatch(/<(script|iframe|form|img)\b| on\w+=/i)
      expect(html).not.toMatch(/undefined|NaN|\[object|\{n\}/)
      const keys = html.split('id="processing"')[0]?.split('<section class="entry">').slice(1) ?? []
      expect(keys.map((key) => /<code>(.*?)<\/code>/.exec(key)?.[1])).toEqual([
        ...[`kelisim-${OWNER}`, 'kelisim', 'kelisim-waiting', 'kelisim_key'],
        ...['__Host-kelisim_admin', '__Secure-kelisim_device', 'kelisim-admin-language'],
      ])
      for (const key of keys) {
        expect(key.match(/<dt>/g)).toHaveLength(7)
        expect(key).not.toMatch(/<dd>\s*<\/dd>/)
        expect(key).toContain(`href="/policy?lang=${language}#4.1(8)"`)
        expect(key).toContain(`href="/policy?lang=${language}#5.1(5)"`)
      }
    },
  )

  test('RT-01 PO-07: terms are those that the daily job holds, in days or whole years', async () => {
    const app = await openTestApp({
      site: { retention: { countDays: 401, requestDays: 730, consentDays: 402 } },
    })
    const { html } = await read(app, '/cookies?lang=en')
    for (const said of ['401 days', '2 years after the answer', '402 days after the end'])
      expect(html).toContain(said)
    expect(html).not.toMatch(/25 months|3 years|762/)
    await app.close()
    const usual = (await read(plain, '/cookies?lang=en')).html
    expect(usual).toContain('3 years after the end of the consent')
    expect(usual).toContain('762 days')
  })

  test('PO-07: follows the configuration: terms, services with provider and country, escaped', async () => {
    const before = (await read(plain, '/cookies?lang=en')).html
    const { html } = await read(abroad, '/cookies?lang=en')
    expect(before).toContain('180 days')
    expect(before).toContain('The site has no external services.')
    expect(before).not.toContain('Planted')
    expect(html).toContain('90 days')
    expect(html).not.toContain('180 days')
    expect(section(html, 'Analytics')).toContain('21 days')
    expect(section(html, 'Analytics')).toContain('7 days')
    expect(html).not.toContain('<b>film</b>')
    expect(section(html, 'Planted')).toContain('Planted host')
    expect(section(html, 'Planted')).toContain('United States')
    expect(section(html, 'External')).toContain('Kazakhstan, United States')
    expect(section(html, 'Analytics')).not.toContain('United States')
  })

  test('PO-07: 5.1(5): legitimate interests carry operation and security alone, and never analytics', () => {
    const rested = listProcessing(abroad.deps.site).filter(({ ground }) => ground === '5.1(5)')
    expect(rested.map(({ id }) => id)).toEqual(['protection', 'backups'])
    for (const { purposeClause } of rested) expect(purposeClause).toBe('4.1(8)')
  })

  test.each(languages)('PO-07: the policy in %s leads to it', async (language) => {
    const { html } = await read(plain, `/policy?lang=${language}`)
    expect(html).toContain(`href="/cookies?lang=${language}"`)
  })
})

/** What is sealed, and the kind of data that it is; `null` for what the school itself says or signs. */
const SEALED: Readonly<Record<SealPurpose, PersonalDataId | null>> = {
  'visits.address': 'ip',
  'visits.key': null,
  'messages.name': 'name',
  'messages.email': 'email',
  'messages.phone': 'phone',
  'messages.message': 'message',
  'consents.name': 'name',
  'requests.name': 'name',
  'requests.email': 'email',
  'requests.text': 'request',
  'requests.answer': 'request',
  // The same until the erasure that it is part of is carried out.
  'erasure.act': null,
  // A copy of an address and a text that wait to be sent, gone within three days.
  'mail.recipient': null,
  'mail.content': null,
  'signing.key': null,
  // Of staff, whom the page for visitors is not about.
  'accounts.name': null,
  'accounts.email': null,
  'accounts.totp': null,
  'invitations.email': null,
}

/** Columns that say nothing of a person by themselves: keys, references, states, times of the row's own life. */
const TECHNICAL = [
  ...['visits.id', 'messages.id', 'messages.reference', 'messages.consent_id'],
  ...['messages.secret_hash', 'messages.language', 'messages.received_at_ms'],
  ...['messages.closed_at_ms', 'consent_records.secret_hash', 'consent_records.policy_version'],
  ...['consent_records.notice_sha256', 'consent_records.subject_commitment'],
  ...['requests.id', 'requests.number', 'requests.kind', 'requests.scope', 'requests.state'],
  ...['requests.subject_kind', 'requests.subject_ref', 'requests.language'],
  ...['requests.received_at_ms', 'requests.due_on', 'requests.closed_at_ms'],
  ...['requests.limit_on', 'requests.thread'],
  // Who of the staff works on it, and their last act.
  ...['messages', 'requests'].flatMap((table) =>
    ['assignee', 'revision', 'act_id', 'act_name', 'act_by', 'act_at_ms']
      .concat('answer_mail_id', 'answer_mail_state')
      .map((column) => `${table}.${column}`),
  ),
  ...['one_time_codes.id', 'one_time_codes.code_hash', 'one_time_codes.tries_left'],
  ...['one_time_codes.created_at_ms', 'one_time_codes.expires_at_ms', 'one_time_codes.token_hash'],
]

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const columnsOf = (name: string, table: SQLiteTable) =>
  Object.keys(getTableColumns(table)).map((column) => `${name}.${snake(column)}`)

describe('/personal-data-list', () => {
  const list = () => listPersonalData(plain.deps.site)

  test('PO-08: names every column that holds data of a person, and no column that is not there', () => {
    const there = [
      ...columnsOf('visits', visits),
      ...columnsOf('messages', messages),
      ...columnsOf('requests', requests),
      ...columnsOf('one_time_codes', oneTimeCodes),
      ...columnsOf('consent_records', consentRecords),
    ]
    const listed = list().flatMap(({ columns }) => columns)
    expect(new Set(listed).size).toBe(listed.length)
    expect([...listed, ...TECHNICAL].toSorted()).toEqual(there.toSorted())
  })

  test('PO-08: equals the schemas: the form’s fields, the data kinds, and all that is sealed', () => {
    const ids = list().map(({ id }) => id)
    const form = Object.keys(messageBody.entries)
    // `website` is for software alone and must be empty; `notice` and `stamp` are of what was shown, and when.
    const notOfAPerson = ['id', 'sender', 'consent', 'policyVersion', 'language', 'website']
    notOfAPerson.push('notice', 'stamp')
    expect(form.filter((field) => !notOfAPerson.includes(field)).toSorted()).toEqual(
      ids.filter((id) => ['name', 'email', 'phone', 'message'].includes(id)).toSorted(),
    )
    expect(ids).toEqual(expect.arrayContaining([...dataKindIds]))
    expect(Object.keys(requestBody.entries)).toEqual(['id', 'kind', 'scope', 'text', 'email'])
    const sealed = Object.values(SEALED).filter((id) => id !== null)
    expect(ids).toEqual(expect.arrayContaining(sealed))
    const known = [...sealed, ...dataKindIds, 'choice']
    expect(ids.filter((id) => !known.includes(id))).toEqual([])
  })

  test.each(languages)(
    'PO-08: is a page in %s to print and sign, with every kind and its columns',
    async (language) => {
      const { answer, html } = await read(plain, `/personal-data-list?lang=${language}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(html).not.toMatch(/undefined|NaN|\[object|\{n\}|<script/)
      for (const { id, columns } of list()) {
        expect(html).toContain(`<tbody id="${id}">`)
        for (const column of columns) expect(html).toContain(`<code>${column}</code>`)
      }
      expect(html).toContain(plain.deps.site.operator.bin)
      expect(html.split('class="approval"')[1]?.match(/<dt>/g)).toHaveLength(4)
    },
  )

  test('PO-08: leaves out what the site does not take: without analytics no column of a visit', async () => {
    const site = { purposes: [{ id: 'functional' as const, policyClause: '4.1(8)' }] }
    const quiet = await openTestApp({ site })
    const ids = listPersonalData(quiet.deps.site).map(({ id }) => id)
    expect(ids).toContain('message')
    for (const id of ['browser', 'visit_time', 'visitor_cookie']) expect(ids).not.toContain(id)
    const { html } = await read(quiet, '/personal-data-list?lang=en')
    // An address is looked at for a minute, in memory alone, against too many requests.
    expect(ids).toContain('ip')
    expect(html).not.toContain('visits.')
    await quiet.close()
  })
})
