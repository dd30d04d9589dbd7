import { getTableName } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { operations } from '../../../server/routes/operations.ts'
import { tableErasures } from '../../../server/store/sqlite/erasure/erased-columns.ts'
import { giveConsent, writeMessage } from '../../support/app/my-data.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import { startSession } from '../../support/staff/staff-session.ts'

// Whoever only looks changes nothing: of every GET the tables are the same afterwards, but for one line of the audit at most.

/** Every table: each is declared there, once. */
const tables = tableErasures.map(({ table }) => getTableName(table))
const AUDIT_ONLY = ['ledger_heads', 'register_entries']

/** Rows of each table as text. */
function readTables({ databaseFile }: TestApp): ReadonlyMap<string, readonly string[]> {
  const database = openDatabase(databaseFile)
  try {
    const rowsOf = (name: string) =>
      (database.prepare(`select * from ${name}`).all() as object[]).map((row) =>
        JSON.stringify(row),
      )
    return new Map(tables.map((name) => [name, rowsOf(name)]))
  } finally {
    database.close()
  }
}

/** What a request has changed: tables, and lines added to registers. */
function compare(before: ReadonlyMap<string, readonly string[]>, after: typeof before) {
  const differ = [...after].filter(([name, rows]) => `${rows}` !== `${before.get(name)}`)
  const known = new Set(before.get('register_entries'))
  const added = (after.get('register_entries') ?? []).filter((line) => !known.has(line))
  return { changed: differ.map(([name]) => name).toSorted(), added }
}

test('a GET of one’s own data, of staff and of pages writes nothing but a line of the audit', async () => {
  const server = await openTestApp()
  onTestFinished(() => server.close())
  const { who, id } = await giveConsent(server, 2)
  const { reference } = await writeMessage(server)
  await server.post('/v1/me/requests', { kind: 'information', scope: 'site' }, who)
  const cookie = `__Host-kelisim_admin=${await startSession(server.deps)}`
  const fill = (path: string) =>
    path
      .replace('{reference}', reference)
      .replace('{language}', 'kk')
      .replace(/\{\w+\}/g, id)
  const statuses: number[] = []
  const answered: string[] = []
  for (const { method, path } of operations) {
    if (method !== 'get') continue
    for (const headers of [who, { cookie, origin: '' }]) {
      const before = readTables(server)
      const { status } = await server.get(fill(path), headers)
      const { changed, added } = compare(before, readTables(server))
      statuses.push(status)
      if (status === 200) answered.push(path)
      expect(
        changed.filter((name) => !AUDIT_ONLY.includes(name)),
        `GET ${path}`,
      ).toEqual([])
      expect(added.length, `GET ${path} added lines`).toBeLessThanOrEqual(1)
      for (const line of added) expect(line, `GET ${path}`).toContain('"audit"')
    }
  }
  // Most were let in and answered: refusals alone would prove nothing.
  expect(answered).toEqual(
    expect.arrayContaining(['/v1/me', '/v1/me/export', '/v1/admin/messages']),
  )
  expect(new Set(answered).size).toBeGreaterThan(20)
  expect(statuses.filter((status) => status >= 500)).toEqual([])
})
