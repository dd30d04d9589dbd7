import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { openKeys } from '../../../server/crypto/open-keys.ts'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { openDatabase, searchBytes } from '../../support/database/database-file.ts'
import {
  consentAndVisit,
  makeFolder,
  newSecret,
  sendMessage,
  serve,
} from '../../support/server/live-school.ts'
import { runOperatorCommand } from '../../support/server/run-command.ts'
import type { RunningServer } from '../../support/server/start-server.ts'

const secret = newSecret()
const ANNA = { name: 'Planted Anna', email: 'anna@planted.kz', phone: '+7 700 111 22 33' }
const BORIS = { name: 'Planted Boris', email: 'boris@planted.kz', phone: '+7 700 444 55 66' }
const VERA = { name: 'Planted Vera', email: 'vera@planted.kz', phone: '+7 700 777 88 99' }

let place: Awaited<ReturnType<typeof makeFolder>>
let server: RunningServer | undefined
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  await place.remove()
})

const run = (name: string, args: readonly string[], more: Record<string, string> = {}) =>
  runOperatorCommand(name, args, {
    KELISIM_SECRET: secret,
    DATABASE_URL: `file:${place.databaseFile}`,
    ...more,
  })

/** Erases a message as the server's own erasure does, from another process than the one that serves. */
async function eraseMessage(id: string) {
  const deletionsFile = join(place.folder, 'deletions.log')
  const store = await openSqlite(place.databaseFile, { deletionsFile })
  const secrets = { current: Buffer.from(secret, 'base64'), previous: [] }
  const { cryptography } = await openKeys(store, secrets, Date.now)
  const entry = await buildRegisterEntry(
    { register: 'destructions', content: { message: id }, actor: 'subject' },
    { cryptography, clock: Date.now },
  )
  expect(await store.eraseMessage(id, entry)).toBe('erased')
  await store.close()
}

const read = <T>(file: string, query: string): T[] => {
  const database = openDatabase(file)
  const rows = database.prepare(query).pluck().all()
  database.close()
  return rows as T[]
}
const EVENTS = 'select id || hex(commitment) from consent_events order by arrival'

test('SE-12, RT-07: a drill: backup while serving, more data, a deletion, restore elsewhere: the deleted stay deleted, the proof is whole', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: secret })
  const anna = await sendMessage(server, ANNA)
  const boris = await sendMessage(server, BORIS)
  const visitor = await consentAndVisit(server)
  const sealedOfAnna = read<Buffer>(
    place.databaseFile,
    `select name from messages where id = '${anna}'`,
  )[0]
  const events = read(place.databaseFile, EVENTS)
  expect(events).toHaveLength(3)

  const backup = join(place.folder, 'yesterday.backup')
  const made = await run('backup', ['--to', backup])
  expect(made.output).toContain('it is sound')
  expect(made.code).toBe(0)
  const bytes = readFileSync(backup)
  for (const text of [
    ...Object.values(ANNA),
    ...Object.values(BORIS),
    '127.0.0.1',
    'SQLite format',
    anna,
  ])
    expect(bytes.includes(text)).toBe(false)
  expect(bytes.includes(sealedOfAnna ?? '')).toBe(false)

  await sendMessage(server, VERA)
  await eraseMessage(anna)
  const list = readFileSync(join(place.folder, 'deletions.log'), 'utf8')
  expect(list).toMatch(new RegExp(`^\\S+Z list \\S+\\n\\S+Z message ${anna}\\n$`))

  const into = join(place.folder, 'scratch')
  const restored = await run('restore', [backup, '--into', into])
  expect(restored.output).toContain('names 1 ids')
  expect(restored.code).toBe(0)
  // The copy shows that the backup is good: noted where Today looks for it, and in the copy not.
  const drills = "select last_run_at_ms from jobs where name = 'restore-drill'"
  expect(read<number>(place.databaseFile, drills)[0]).toBeGreaterThan(Date.now() - 60_000)
  const file = join(into, 'kelisim.db')
  expect(read(file, drills)).toEqual([])
  expect(read(file, 'select id from messages')).toEqual([boris])
  expect(read(file, EVENTS)).toEqual(events)
  expect(read(file, 'select consent_id from visits')).toEqual([visitor])
  expect(read(file, "select content from register_entries where register = 'audit'")).toHaveLength(
    1,
  )
  // The kept copy of the other database is untouched.
  expect(read(place.databaseFile, 'select id from messages')).toHaveLength(2)

  const second = await serve(into, { KELISIM_SECRET: secret })
  try {
    for (const text of [sealedOfAnna ?? '', ...Object.values(ANNA)])
      expect(await searchBytes(file, text)).toEqual([])
    expect(read(file, 'select id from messages')).toEqual([boris])
    // As after any erasure, the register alone still names the id.
    const destructions = read<string>(
      file,
      "select content from register_entries where register = 'destructions'",
    ).map((content) => JSON.parse(content))
    expect(destructions).toMatchObject([{ refs: [anna], carriedOut: 'at_start' }])
    expect(
      read(file, 'select count(*) from consent_records where subject_name is not null'),
    ).toEqual([1])
  } finally {
    await second.stop()
  }
  const left = await readdir(place.folder)
  expect(left.filter((name) => name.includes('scratch-') || name.includes('.part'))).toEqual([])
}, 120_000)

test('RT-07: a person whose consent is in the list of deletions is gone after a restore, with visits and requests', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: secret })
  const visitor = await consentAndVisit(server)
  const other = await consentAndVisit(server)
  const backup = join(place.folder, 'b.backup')
  expect((await run('backup', ['--to', backup])).code).toBe(0)
  await server.stop()
  // The clock stood wrong when this was written: the time does not count.
  appendFileSync(
    join(place.folder, 'deletions.log'),
    `1999-01-01T00:00:00.000Z consent ${visitor}\n2026-11-2`,
  )
  expect((await run('restore', [backup, '--replace'])).code).toBe(0)
  expect(read(place.databaseFile, 'select consent_id from visits')).toEqual([other])
  expect(read(place.databaseFile, 'select consent_id from visit_stretches')).toEqual([other])
  expect(
    read(place.databaseFile, 'select id from consent_records where secret_hash is null'),
  ).toEqual([visitor])
  expect(read(place.databaseFile, 'select id from consent_records')).toHaveLength(2)
  const kept = (await readdir(place.folder)).filter((name) => name.startsWith('kelisim-2'))
  expect(kept).toHaveLength(1)
  expect((await readFile(join(place.folder, kept[0] ?? ''))).includes('SQLite format')).toBe(false)
}, 120_000)

test('TR-05 RT-07: visits that lead to nobody are gone as well after a restore, where their person was deleted since', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: secret })
  const kinds = { ip: true, browser: true, visit_time: true, visitor_cookie: false }
  const visitor = await consentAndVisit(server, { dataKinds: kinds })
  await consentAndVisit(server, { dataKinds: kinds })
  const backup = join(place.folder, 'b.backup')
  expect((await run('backup', ['--to', backup])).code).toBe(0)
  await server.stop()
  const list = join(place.folder, 'deletions.log')
  appendFileSync(list, `1999-01-01T00:00:00.000Z consent ${visitor}\n`)
  expect(read(place.databaseFile, 'select id from visits')).toHaveLength(2)
  expect(await run('restore', [backup, '--replace'])).toMatchObject({ code: 0 })
  expect(read(place.databaseFile, 'select id from visits')).toHaveLength(1)
  expect(
    read(place.databaseFile, 'select id from consent_records where secret_hash is null'),
  ).toEqual([visitor])
}, 120_000)

test('RT-07: without the list of deletions, or with a line that cannot be read, nothing is restored', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: secret })
  await sendMessage(server, ANNA)
  const backup = join(place.folder, 'b.backup')
  await run('backup', ['--to', backup])
  const into = join(place.folder, 'elsewhere')
  const lost = await run('restore', [
    backup,
    '--into',
    into,
    '--deletions',
    join(place.folder, 'none.log'),
  ])
  expect(lost.code).toBe(1)
  expect(lost.output).toContain('would come back')
  appendFileSync(join(place.folder, 'deletions.log'), 'message who-knows\n')
  const unread = await run('restore', [backup, '--into', into])
  expect(unread.code).toBe(1)
  expect(unread.output).toContain('Line 2 of the list of deletions')
  expect(existsSync(join(into, 'kelisim.db'))).toBe(false)
  const forced = await run('restore', [backup, '--into', into, '--without-deletions'])
  expect(forced.code).toBe(0)
}, 120_000)

test('SE-12: a restore never overwrites a database by itself, nor one that is in use', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: secret })
  await sendMessage(server, ANNA)
  const backup = join(place.folder, 'b.backup')
  await run('backup', ['--to', backup])
  const boris = await sendMessage(server, BORIS)
  const plain = await run('restore', [backup])
  expect(plain.code).toBe(1)
  expect(plain.output).toContain('Say --replace')
  const inUse = await run('restore', [backup, '--replace'])
  expect(inUse.code).toBe(1)
  expect(inUse.output).toContain('Stop it first')
  expect(read(place.databaseFile, 'select id from messages')).toContain(boris)
  const again = await run('backup', ['--to', backup])
  expect(again.code).toBe(1)
  expect(again.output).toContain('There is a file')
  const wrong = await run('restore', [backup, '--into', join(place.folder, 'x')], {
    KELISIM_SECRET: newSecret(),
  })
  expect(wrong.code).toBe(1)
  expect(wrong.output).toContain('does not open')
  expect(existsSync(join(dirname(place.databaseFile), 'x', 'kelisim.db'))).toBe(false)
}, 120_000)

test('SE-12: a damaged database is never thrown away by a restore', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: secret })
  await sendMessage(server, ANNA)
  const backup = join(place.folder, 'b.backup')
  await run('backup', ['--to', backup])
  await server.stop()
  const bytes = readFileSync(place.databaseFile)
  bytes.fill(0xff, 4096, bytes.length - 4096)
  writeFileSync(place.databaseFile, bytes)
  const damaged = await run('restore', [backup, '--replace'])
  expect(damaged.output).toContain('Move it away by hand')
  expect(damaged.code).toBe(1)
  expect(readFileSync(place.databaseFile).includes(Buffer.alloc(4096, 0xff))).toBe(true)
}, 120_000)

test('SE-12: on a full disk a backup fails with a clear error and leaves nothing under its name', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: secret })
  await sendMessage(server, ANNA)
  const environment = { KELISIM_SECRET: secret, DATABASE_URL: `file:${place.databaseFile}` }
  const whole = await run('backup', ['--to', join(place.folder, 'whole.backup')])
  const copyBlocks = Number(/Backed up (\d+) bytes/.exec(whole.output)?.[1]) / 1024
  expect(copyBlocks).toBeGreaterThan(64)
  const before = await readdir(place.folder)
  const to = join(place.folder, 'full.backup')
  // Too little for the copy; enough for the copy, and too little for the backup, which is some bytes longer.
  for (const blocks of [64, copyBlocks]) {
    const full = await runOperatorCommand('backup', ['--to', to], environment, {
      fileBlocks: blocks,
    })
    expect(full.output).toContain('The disk is full')
    expect(full.code).toBe(1)
    expect(await readdir(place.folder)).toEqual(before)
  }
  await sendMessage(server, BORIS)
}, 120_000)

test('SE-12: with a folder configured the server makes a backup by itself, and the list of deletions lies with it', async () => {
  const folder = join(place.folder, 'backups')
  server = await serve(
    place.folder,
    { KELISIM_SECRET: secret },
    { ...defaultSite, backups: { folder } },
  )
  await vi.waitFor(
    async () =>
      expect((await readdir(folder)).filter((name) => name.endsWith('.backup'))).toHaveLength(1),
    { timeout: 60_000, interval: 200 },
  )
  expect(existsSync(join(folder, 'deletions.log'))).toBe(true)
  expect(existsSync(join(place.folder, 'deletions.log'))).toBe(false)
  await sendMessage(server, ANNA)
}, 120_000)
