import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ExportResult } from '../../../server/contract/index.ts'
import { rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { hidden, submitTo } from '../../support/app/my-data-page.ts'
import { openRegisterApp, type RegisterApp } from '../../support/app/register-app.ts'
import { consent, newId, visits } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

// Whatever is typed is text: kept as it was typed, shown as it was typed, and never an order to the database, the browser or a
// spreadsheet.

let server: RegisterApp
beforeEach(async () => {
  server = await openRegisterApp()
})
afterEach(() => server.close())

const attacks = [
  `'); DROP TABLE messages; --`,
  `x' OR '1'='1`,
  `"; DELETE FROM consent_records; /*`,
  `%' UNION SELECT hash FROM admin_passwords --`,
  '</textarea></td></script><script>alert(1)</script>',
  `" autofocus onfocus="alert(1)`,
  '<img src=x onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}} \\u003cscript>',
  '=HYPERLINK("http://evil.example";"x")',
  '+1+cmd|calc!A0',
  '@SUM(A1)',
  '-2+3',
]
/** What a page may hold of them: nothing that a browser would take for an element or an attribute. */
const AS_MARKUP = /<script>alert|<img src=x|" autofocus|<\/textarea><\/td>/i

/** A text as it stands in a page. */
const asText = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

/** Names of the tables, with how many rows each has. */
function countRows(): Record<string, number> {
  const database = openDatabase(server.databaseFile)
  const names = database
    .prepare("select name from sqlite_schema where type = 'table'")
    .pluck()
    .all() as string[]
  const counts = names.map((name) => [
    name,
    Number(database.prepare(`select count(*) from "${name}"`).pluck().get()),
  ])
  database.close()
  return Object.fromEntries(counts)
}

test.each(attacks)(
  'SE-09: in a message, a request and an answer it is kept to the letter, changes no other row and is no markup where it is shown: %s',
  async (attack) => {
    const other = await writeMessage(server, { email: 'other@example.kz' })
    const untouched = rowsOf(server, 'messages')
    const before = countRows()
    const { who, reference, code } = await writeMessage(server, { name: attack, message: attack })
    const asked = { id: newId(), kind: 'correction', scope: 'site', text: attack }
    const made = await server.post('/v1/me/requests', asked, who)
    expect(made.status).toBe(201)
    const { number } = (await made.json()) as { number: string }
    const answered = await server.ask(`/requests/${number}/answer`, { text: attack })
    expect(answered.status).toBe(200)

    const grown = Object.entries(countRows()).filter(([name, rows]) => rows !== before[name])
    expect(Object.keys(countRows())).toEqual(Object.keys(before))
    for (const [name, rows] of grown) expect(rows, name).toBeGreaterThan(before[name] ?? 0)
    expect(countRows().messages).toBe((before.messages ?? 0) + 1)
    expect(rowsOf(server, 'messages')).toEqual(expect.arrayContaining(untouched))
    expect((await server.get('/v1/me', other.who)).status).toBe(200)

    const copy = (await (await server.get('/v1/me/export', who)).json()) as ExportResult
    expect(copy.messages).toMatchObject([{ name: attack, message: attack }])
    expect(copy.requests).toMatchObject([{ text: attack, answer: attack }])
    const opened = await server.ask(`/messages/${reference}`)
    expect(opened.headers.get('content-type')).toContain('application/json')
    expect(opened.headers.get('x-content-type-options')).toBe('nosniff')
    const shown = await submitTo(server, { act: 'show', reference, secret: code })
    const credential = hidden(shown.html, 'credential')
    const pages = [
      await (await server.get('/v1/me/export?format=page&lang=ru', who)).text(),
      shown.html,
      (await submitTo(server, { act: 'copy', credential, format: 'page' })).html,
    ]
    for (const page of pages) {
      expect(page).toContain('<html')
      expect(page).not.toMatch(AS_MARKUP)
    }
    expect(pages[0]).toContain(asText(attack))
    expect(server.logged.join()).not.toContain(attack.slice(0, 12))
  },
)

test.each(attacks)(
  'SE-09: typed into the server’s own forms it stands there again as text, and nothing is stored: %s',
  async (attack) => {
    const before = countRows()
    const typed = { name: attack, email: attack, phone: attack, message: attack, language: 'ru' }
    const held = await server.post('/v1/messages', new URLSearchParams(typed).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })
    const own = { origin: 'https://consent.other.example' }
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...own }
    const asked = new URLSearchParams({ ...typed, text: attack, kind: attack, scope: attack })
    const pages = [
      held,
      await server.post('/request?lang=ru', asked.toString(), form),
      await server.get(`/contact?lang=${encodeURIComponent(attack)}`),
      await server.get(`/policy?lang=${encodeURIComponent(attack)}`),
      await server.get(`/policy/${encodeURIComponent(attack)}`),
      await server.post('/receipt', new URLSearchParams({ receipt: attack }).toString(), form),
    ]
    for (const page of pages) {
      expect(page.status).toBeLessThan(500)
      const html = await page.text()
      expect(html).not.toMatch(AS_MARKUP)
      if (/<input|<textarea/.test(html))
        expect(page.headers.get('content-security-policy')).toMatch(
          /default-src 'none'|script-src 'none'/,
        )
    }
    expect(countRows()).toEqual(before)
  },
)

test('SE-09: a path is counted to the letter, is a value of the figures and no part of a statement', async () => {
  const granted = consent()
  await server.post('/v1/consents', granted)
  const paths = attacks.map((attack) => `/${attack.replace(/[?#\s]/g, '_')}`)
  for (const path of paths)
    expect((await server.post('/v1/visits', visits(granted.id, { path }))).status).toBe(202)
  const counted = rowsOf(server, 'daily_counts').filter(({ dimension }) => dimension === 'page')
  expect(counted.map(({ value }) => value).toSorted()).toEqual(paths.toSorted())
  expect(rowsOf(server, 'visits')).toHaveLength(paths.length)
  const figures = await server.ask('/statistics?from=2026-03-03&to=2026-03-03')
  expect(figures.headers.get('content-type')).toContain('application/json')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '\r=1+1', ' =1+1', '"=1+1'])(
  'SE-09: no cell of a table that a spreadsheet opens begins a formula: %j',
  async (start) => {
    const text = `${start},"x";HYPERLINK`
    const written = await server.ask('/registers/paper-consents', {
      ...{ date: '2026-03-03', number: '4', keptAt: 'office', purpose: text },
    })
    expect(written.status).toBe(201)
    const csv = await (await server.ask('/registers/paper-consents.csv')).text()
    const cells = csv
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .flatMap((line) => line.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [])
      .map((cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'))
    expect(cells.length).toBeGreaterThan(8)
    for (const cell of cells) expect(cell).not.toMatch(/^[\s\0]*[=+\-@]/)
    for (const cell of cells) expect(cell).not.toMatch(/^[\t\r]/)
  },
)
