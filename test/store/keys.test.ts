import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../server/store/sqlite/file/open.ts'
import type { SealedField, Store } from '../../server/store/store.ts'
import { buildEvent, buildMessage, buildRecord, buildVisit, NOW_MS } from './records.ts'
import { buildAccountRow, buildInvitation } from './staff-records.ts'

let folder: string
let file: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-keys-'))
  file = join(folder, 'keys.db')
  store = await openSqlite(file)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const [before, after] = [Buffer.from([1, 7, 7]), Buffer.from([2, 8, 8])]

/** One row in every table that holds sealed values. */
async function fill(): Promise<void> {
  const record = buildRecord({ subjectName: before })
  const event = buildEvent(record)
  const sealed = { name: before, email: before, phone: before, message: before }
  await store.addMessage(buildMessage({ ...sealed, consentId: record.id }), record, event)
  await store.addVisits([{ row: buildVisit({ address: before }), counts: [], mayExist: false }])
  const erasure = { kind: 'message', ref: 'x', ground: 'subject_request' } as const
  await store.deferErasure({ ...erasure, number: 'D-22222222', atMs: NOW_MS, act: before })
  await store.addFirstAccount(buildAccountRow({ name: before, email: before, totpSecret: before }))
  await store.addInvitation(buildInvitation({ email: before }))
  const sqlite = new Database(file)
  sqlite.prepare("insert into mail_queue values ('m', ?, ?, 1, 1, 0)").run(before, before)
  sqlite.prepare("insert into signing_keys values ('s', '{}', ?, 1, null)").run(before)
  sqlite
    .prepare(
      "insert into requests (id, number, kind, scope, subject_kind, subject_ref, email, text, language, received_at_ms, due_on, state, answer, closed_at_ms, name) values ('r', 'R-1', 'deletion', 'site', 'message', 'x', ?, ?, 'kk', 1, '2026-11-25', 'open', ?, null, ?)",
    )
    .run(before, before, before, before)
  sqlite.close()
}

const fields: readonly SealedField[] = [
  ...(['visits.address', 'messages.name', 'messages.email', 'messages.phone'] as const),
  ...([
    'messages.message',
    'consents.name',
    'requests.email',
    'requests.name',
    'requests.text',
  ] as const),
  ...(['requests.answer', 'erasure.act', 'mail.recipient', 'mail.content'] as const),
  'signing.key',
  ...(['accounts.name', 'accounts.email', 'accounts.totp', 'invitations.email'] as const),
]

test.each(fields)('SE-11: %s is read by its key and replaced', async (field) => {
  await fill()
  const [value] = await store.readSealedValues(field, null, 10)
  expect(value).toMatchObject({ field, value: before })
  expect(value?.key).toHaveLength(field === 'visits.address' ? 3 : 1)
  if (value) await store.resealValues([{ ...value, resealed: after }])
  expect(await store.readSealedValues(field, null, 10)).toMatchObject([{ value: after }])
  expect(await store.readSealedValues(field, value?.key ?? null, 10)).toEqual([])
})

test('SE-11: pages go through all rows once, in the order of the key, also of visits with three parts', async () => {
  const visits = Array.from({ length: 7 }, (_, at) =>
    buildVisit({ address: before, day: `2026-11-2${at % 3}` }),
  )
  await store.addVisits(visits.map((row) => ({ row, counts: [], mayExist: false })))
  const seen: string[] = []
  const rowIds: string[] = []
  let afterKey: readonly string[] | null = null
  for (;;) {
    const page = await store.readSealedValues('visits.address', afterKey, 2)
    seen.push(...page.map(({ key }) => key.join()))
    rowIds.push(...page.map(({ rowId }) => rowId))
    if (page.length < 2) break
    afterKey = page.at(-1)?.key ?? null
  }
  expect(seen).toEqual([...seen].sort())
  expect(new Set(seen).size).toBe(7)
  expect(rowIds.sort()).toEqual(visits.map(({ id }) => id).sort())
})

test('SE-11: a value that was changed or erased meanwhile is not put back, nor its index', async () => {
  await fill()
  const [email] = await store.readSealedValues('messages.email', null, 10)
  const [name] = await store.readSealedValues('consents.name', null, 10)
  if (!email || !name) throw new Error('nothing to read')
  const [id = ''] = email.key
  const corrected = Buffer.from([1, 9, 9])
  const index = Buffer.alloc(32, 5)
  await store.updateMessage(id, { email: corrected, emailIndex: index })
  const sqlite = new Database(file)
  sqlite.prepare('update consent_records set subject_name = null').run()
  sqlite.close()
  const resealed = { ...email, resealed: after, index: Buffer.alloc(32, 6) }
  await store.resealValues([resealed, { ...name, resealed: after }])
  expect(await store.findMessage({ id })).toMatchObject({ email: corrected, emailIndex: index })
  expect(await store.readSealedValues('consents.name', null, 10)).toEqual([])
})

test('SE-11: generations are read in order, added once and retired', async () => {
  const generation = { fingerprint: Buffer.alloc(32, 1), createdAtMs: NOW_MS, retiredAtMs: null }
  expect(await store.addKeyGeneration({ ...generation, id: 2 })).toBe('stored')
  expect(await store.addKeyGeneration({ ...generation, id: 1 })).toBe('stored')
  expect(await store.addKeyGeneration({ ...generation, id: 1, createdAtMs: 5 })).toBe('duplicate')
  await store.retireKeyGeneration(1, NOW_MS + 1)
  expect(await store.readKeyGenerations()).toEqual([
    { ...generation, id: 1, retiredAtMs: NOW_MS + 1 },
    { ...generation, id: 2 },
  ])
})
