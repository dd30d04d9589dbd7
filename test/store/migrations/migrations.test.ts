import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { eraseAgain } from '../../../server/store/sqlite/file/database-file.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { makeOldDatabase, migrations } from '../../support/database/old-database.ts'
import { NOW_MS, TODAY, uuidV7 } from '../records.ts'

/** A database as the first `count` migrations leave it. */
function makeOld(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'kelisim.db')
  return { path, ...makeOldDatabase(count, path) }
}

test('visits of a database of the first version are kept, and each is found by its consent', async () => {
  const { path, database } = makeOld(1)
  const [mine, other] = [uuidV7(), uuidV7()]
  const add = database.prepare(
    `insert into visits (day, id, consent_id, seen_at_ms, address, is_address_whole, browser) values (?, ?, ?, ?, x'0102', 1, 'Firefox 140')`,
  )
  const ids = [0, 1, 3_600_000].map((later) => uuidV7(NOW_MS + later))
  for (const id of ids) {
    add.run(TODAY, id, mine, NOW_MS)
    add.run(TODAY, uuidV7(), other, null)
  }
  database.close()

  const store = await openSqlite(path)
  const visits = await store.readVisits(mine, TODAY, TODAY)
  expect(visits.map(({ id }) => id)).toEqual([...ids].sort())
  expect(visits[0]).toMatchObject({ seenAtMs: NOW_MS, browser: 'Firefox 140', os: null })
  expect(await store.readVisits(other, TODAY, TODAY)).toHaveLength(3)
  expect(await store.findWholeAddresses(TODAY, 10)).toHaveLength(6)
  await store.close()

  const migrated = new Database(path, { readonly: true })
  expect(() => migrated.prepare('select rowid from visits').get()).toThrow('no such column')
  expect(() => migrated.prepare('select rowid from visit_stretches').get()).toThrow(
    'no such column',
  )
  migrated.close()
})

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  'RT-07 in a copy of version %i what was erased since is erased, and nothing else',
  (version) => {
    const { path, database } = makeOld(version)
    const [gone, kept] = [uuidV7(), uuidV7()]
    const add = database.prepare('insert into visits (day, id, consent_id) values (?, ?, ?)')
    for (const consentId of [gone, kept]) add.run(TODAY, uuidV7(), consentId)
    database.close()
    const erased = { consents: [gone], messages: [uuidV7()] }
    expect(eraseAgain(path, erased, { migrationsFolder: migrations })).toBeGreaterThan(0)
    const after = new Database(path, { readonly: true })
    expect(after.prepare('select consent_id from visits').pluck().all()).toEqual([kept])
    after.close()
  },
)

test('an event of no name between two others, which only tampering can leave, keeps no database from its start', async () => {
  const { path, database } = makeOld(8)
  database.pragma('foreign_keys = OFF')
  const columns = `consent_id, id, state, purposes, data_kinds, actor, at_ms, commitment`
  const add = database.prepare(
    `insert into consent_events (${columns}) values (?, ?, 'ConsentGiven', '{}', '{}', 'subject', 1, zeroblob(32))`,
  )
  const consent = uuidV7()
  for (const id of ['first', '', 'third']) add.run(consent, id)
  database.close()
  const store = await openSqlite(path)
  expect((await store.readUnsealed(10)).events).toHaveLength(3)
  await store.close()
})

test('requests of one person that were made before there were threads are one thread, a stranger’s are not', async () => {
  const { path, database } = makeOld(12)
  const ask = database.prepare(
    "insert into requests (id, number, kind, scope, subject_kind, subject_ref, language, received_at_ms, due_on, state) values (?, ?, 'deletion', 'site', 'message', ?, 'kk', 1, '2026-11-23', 'open')",
  )
  database.pragma('foreign_keys = OFF')
  const write = database.prepare(
    "insert into messages (id, reference, consent_id, name, message, email_index, secret_hash, language, received_at_ms) values (?, ?, 'consent', x'01', x'01', ?, x'01', 'kk', 1)",
  )
  const [mine, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  for (const [id, index] of [
    ['one', mine],
    ['two', mine],
    ['three', other],
  ] as const)
    write.run(id, `K-${id}`, index)
  const asked = [
    ['R-2', 'one'],
    ['R-1', 'two'],
    ['R-3', 'three'],
    ['R-5', 'gone'],
    ['R-4', 'gone'],
  ]
  for (const [number, ref] of asked) ask.run(`id ${number}`, number, ref)
  database.close()
  const store = await openSqlite(path)
  const thread = async (name: string) =>
    (await store.readThreadOf(`id ${name}`)).map(({ number }) => number).sort()
  expect(await thread('R-1')).toEqual(['R-1', 'R-2'])
  expect(await thread('R-3')).toEqual(['R-3'])
  expect(await thread('R-4')).toEqual(['R-4', 'R-5'])
  await store.close()
})

test('DI-05 disclosures that were written before people were found by an index are found, whatever their lines hold', async () => {
  const { path, database } = makeOld(9)
  const add = database.prepare(
    "insert into register_entries (id, register, thread, content, actor, at_ms, commitment) values (?, ?, ?, ?, 'administrator', 1, zeroblob(32))",
  )
  const about = (...subjects: unknown[]) => JSON.stringify({ subjects, recipient: 'Court' })
  add.run('first', 'disclosures', 'first', about('K-22222222', 'consent', 'consent'))
  add.run('other', 'disclosures', 'other', about('K-33333333', 7, null))
  add.run('audited', 'audit', 'audited', about('consent'))
  add.run('second', 'disclosures', 'second', about('consent'))
  add.run('right', 'disclosures', 'first', about('K-22222222'))
  for (const content of ['null', 'consent', '', '{"subjects":"consent"}'])
    add.run(`odd ${content}`, 'disclosures', `odd ${content}`, content)
  database.close()
  const store = await openSqlite(path)
  const find = async (...refs: readonly string[]) =>
    (await store.readDisclosures(refs, 0, 9)).map(({ id }) => id)
  expect(await find('K-22222222', 'consent')).toEqual(['second', 'right'])
  expect(await find('consent')).toEqual(['second'])
  expect(await find('K-33333333')).toEqual(['other'])
  expect(await find('7', '')).toEqual([])
  await store.close()
  const migrated = new Database(path, { readonly: true })
  expect(() => migrated.prepare('select rowid from disclosed_subjects').get()).toThrow(
    'no such column',
  )
  migrated.close()
  const tampered = new Database(path)
  for (const statement of [
    'delete from disclosed_subjects',
    "update disclosed_subjects set ref = 'x'",
  ])
    expect(() => tampered.exec(statement)).toThrow('disclosed_subjects is append-only')
  tampered.close()
})

test('DI-07 lines that were written before are found by their numbers and references, whatever they hold', async () => {
  const { path, database } = makeOld(11)
  const add = database.prepare(
    "insert into register_entries (id, register, thread, content, actor, at_ms, commitment) values (?, ?, ?, ?, 'administrator', 1, zeroblob(32))",
  )
  add.run('paper', 'paper_consents', 'paper', '{"number":"3/2026","keptAt":"B-1"}')
  add.run('gone', 'destructions', 'gone', '{"number":"D-22222222","refs":["K-22222222",7]}')
  add.run('given', 'audit', 'given', '{"action":"data.export","number":"3/2026"}')
  for (const content of ['null', '3/2026', '', '["3/2026"]'])
    add.run(`odd ${content}`, 'paper_consents', `odd ${content}`, content)
  database.close()
  const store = await openSqlite(path)
  const find = async (register: 'paper_consents' | 'destructions' | 'audit', search: string) =>
    (await store.listRegister({ register, order: 'oldest', search }, 9)).map(({ id }) => id)
  expect(await find('paper_consents', '3/2026')).toEqual(['paper'])
  expect(await find('paper_consents', 'B-1')).toEqual([])
  expect(await find('destructions', 'k-22222222')).toEqual(['gone'])
  expect(await find('audit', 'data.export')).toEqual(['given'])
  expect(await find('audit', '3/2026')).toEqual([])
  expect(await store.listRegister({ register: 'paper_consents', order: 'oldest' }, 9)).toHaveLength(
    5,
  )
  await store.close()
  const tampered = new Database(path)
  for (const statement of ['delete from register_keys', "update register_keys set key = 'x'"])
    expect(() => tampered.exec(statement)).toThrow('register_keys is append-only')
  tampered.close()
})
