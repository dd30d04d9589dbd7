import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { eraseMessage } from '../../support/app/erase-message.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import { newSecret, sendMessage, serve } from '../../support/server/live-school.ts'
import { runOperatorCommand } from '../../support/server/run-command.ts'
import type { RunningServer } from '../../support/server/start-server.ts'

// Server and commands as they are built, each a process of its own, on real files.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const secret = newSecret()
const root = mkdtempSync(join(tmpdir(), 'kelisim-lost-'))
const at = (...names: readonly string[]) => join(root, 'now', ...names)
const file = at('kelisim.db')
const list = at('deletions.log')
let erasedId = ''
let server: RunningServer | undefined

const site = (backups: object = {}) => ({
  ...defaultSite,
  backups: { ...defaultSite.backups, ...backups },
})
const start = async (backups?: object, environment: Readonly<Record<string, string>> = {}) => {
  server = await serve(at(), { KELISIM_SECRET: secret, ...environment }, site(backups))
  return server
}
/** What the server prints that does not start. */
const refused = (...given: Parameters<typeof start>) =>
  start(...given).then(
    () => 'it started',
    (error: Error) => error.message,
  )
const run = (name: string, ...args: readonly string[]) =>
  runOperatorCommand(name, args, {
    KELISIM_SECRET: secret,
    DATABASE_URL: `file:${file}`,
    KELISIM_CONFIG: at('kelisim.config.json'),
  })
const stop = async () => {
  await server?.stop()
  server = undefined
}
const read = <T>(sql: string): T[] => {
  const database = openDatabase(file)
  const rows = database.prepare(sql).pluck().all()
  database.close()
  return rows as T[]
}
/** Every file and what is in it, but what SQLite lays beside a database that it only reads. */
const readAll = () =>
  readdirSync(at(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('-shm'))
    .map(({ parentPath, name }) => `${name} ${readFileSync(join(parentPath, name), 'hex')}`)
    .filter((line) => line !== 'kelisim.db-wal ')
    .sort()

// One past for all: somebody wrote, a backup was made, they were erased, somebody else wrote.
beforeAll(async () => {
  mkdirSync(at())
  const running = await start()
  erasedId = await sendMessage(running, {
    name: 'Anna',
    email: 'a@planted.kz',
    phone: '+77001112233',
  })
  expect((await run('backup', '--to', at('b.backup'))).code).toBe(0)
  await stop()
  await eraseMessage(erasedId, { databaseFile: file, deletionsFile: list, secret })
  cpSync(at(), join(root, 'past'), { recursive: true })
})
beforeEach(() => {
  rmSync(at(), { recursive: true, force: true })
  cpSync(join(root, 'past'), at(), { recursive: true })
})
afterEach(stop)
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** The file as a first start leaves it that is cut off before there is a table. */
function makeTableless() {
  rmSync(file)
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.close()
}

describe('RT-07 a database that is gone, with its list still there, is not made anew', () => {
  test.each([
    ['is gone', () => rmSync(file)],
    ['is an empty file', () => truncateSync(file)],
    ['holds no table', makeTableless],
  ])('%s: the server does not start, and names list, backup and both commands', async (_, lose) => {
    lose()
    const before = readAll()
    const said = await refused()
    for (const words of [
      `There is no database at ${file} (DATABASE_URL)`,
      `The list of deletions ${list} belongs to the database ${/ list (\S+)/.exec(readFileSync(list, 'utf8'))?.[1]} and names 1 `,
      `npm run restore -- ${at('b.backup')}\n`,
      'npm run deletions -- --begin-anew\n',
    ])
      expect(said).toContain(words)
    expect(said).not.toMatch(/\n\s+at |listens on/)
    expect(readAll()).toEqual(before)
  })

  test.each([
    ['its folder is mounted empty, the list lies elsewhere', { deletionsFile: 'elsewhere.log' }],
    ['the list lies where it is by default, and the setting is new', { folder: 'new-disk' }],
  ])('%s', async (_, named) => {
    const backups = Object.fromEntries(Object.entries(named).map(([key, name]) => [key, at(name)]))
    rmSync(file)
    rmSync(at('b.backup'))
    if (backups.deletionsFile) cpSync(list, backups.deletionsFile)
    if (backups.deletionsFile) rmSync(list)
    const said = await refused(backups)
    expect(said).toContain(`The list of deletions ${backups.deletionsFile ?? list} belongs to`)
    expect(existsSync(file)).toBe(false)
  })

  test('a mistyped path beside it; one where nothing is left of a database is a first start', async () => {
    const said = await refused({}, { DATABASE_URL: `file:${at('kelisin.db')}` })
    expect(said).toContain(`There is no database at ${at('kelisin.db')}`)
    expect(existsSync(at('kelisin.db'))).toBe(false)
    const fresh = at('fresh', 'kelisim.db')
    await start({}, { DATABASE_URL: `file:${fresh}` })
    expect(existsSync(fresh)).toBe(true)
  })

  test('a list that cannot be read, and one from before lists had an owner', async () => {
    rmSync(file)
    writeFileSync(list, `2025-01-01T00:00:00.000Z message ${erasedId}\n`)
    expect(await refused()).toContain('belongs to a database and names 1 ids')
    rmSync(list)
    mkdirSync(list)
    expect(await refused()).toContain('cannot be read (EISDIR)')
    const begun = await run('deletions', '--begin-anew')
    expect(begun).toMatchObject({ code: 1 })
    expect(begun.output).toContain('Put the right one there, or move it away')
    expect(existsSync(file)).toBe(false)
  })

  test('its backups alone, and its log alone, which SQLite would delete', async () => {
    rmSync(list)
    rmSync(file)
    expect(await refused()).toContain(`Backups are there: 1, the newest ${at('b.backup')}`)
    rmSync(at('b.backup'))
    writeFileSync(`${file}-wal`, 'all that was written')
    for (const leave of [() => undefined, () => writeFileSync(file, '')]) {
      leave()
      expect(await refused()).toContain(`Its log ${file}-wal was left without it`)
      expect(readFileSync(`${file}-wal`, 'utf8')).toBe('all that was written')
    }
  })
})

describe('the ways out', () => {
  test.each([
    ['missing', () => rmSync(file)],
    ['empty', () => truncateSync(file)],
  ])(
    'RT-07: a restore over one that is %s brings it back, and nobody who was deleted',
    async (_, lose) => {
      lose()
      writeFileSync(`${file}-wal`, 'all that was written')
      const restored = await run('restore', at('b.backup'))
      expect(restored).toMatchObject({ code: 0 })
      const kept = readdirSync(at()).find((name) => /-wal\..*\.kept$/.test(name)) ?? ''
      expect(readFileSync(at(kept), 'utf8')).toBe('all that was written')
      expect(restored.output).toContain(kept)
      const running = await start()
      expect(running.output()).not.toMatch(/deletions_list_(adopted|begun)/)
      expect(read('select id from messages')).toEqual([])
    },
  )

  test('RT-07: begun anew by name, the list keeps who was deleted, and the backup brings nobody back', async () => {
    rmSync(file)
    const begun = await run('deletions', '--begin-anew')
    expect(begun).toMatchObject({ code: 0 })
    expect(begun.output).toContain(`A new, empty database is made at ${file}.`)
    expect(readFileSync(list, 'utf8')).toMatch(
      new RegExp(`^\\S+ begun \\S+\\n\\S+ message ${erasedId}\\n$`),
    )
    expect(readdirSync(at()).filter((name) => name.endsWith('.kept'))).toHaveLength(1)
    await start()
    expect(
      read("select content from register_entries where content like '%deletions_list_begun%'"),
    ).toHaveLength(1)
    await stop()
    const args = [at('b.backup'), '--replace'] as const
    expect((await run('restore', ...args)).output).toContain('belongs to another database')
    expect(await run('restore', ...args, '--without-deletions')).toMatchObject({ code: 0 })
    expect(read('select id from messages')).toEqual([])
  })

  test('at a path where nothing is left of a database, nothing is begun anew', async () => {
    const { output, code } = await runOperatorCommand('deletions', ['--begin-anew'], {
      KELISIM_SECRET: secret,
      DATABASE_URL: `file:${at('data', 'kelisim.db')}`,
    })
    expect([code, existsSync(at('data'))]).toEqual([1, false])
    expect(output).toContain(`There is no database at ${at('data', 'kelisim.db')}`)
  })
})

test.each([
  ...[['backup', '--to', 'x.backup'], ['verify'], ['retention'], ['retention', '--dry-run']],
  ...[['rotate-keys'], ['rotate-signing-key'], ['reset-password'], ['deletions']],
])('%s makes no database where there is none, nor in an empty file', async (name, ...args) => {
  for (const lose of [() => rmSync(file), () => writeFileSync(file, '')]) {
    lose()
    const before = readAll()
    const { code, output } = await run(name, ...args)
    expect(code).toBe(1)
    expect(output).toContain(`There is no database at ${file}`)
    expect(output).not.toMatch(/\n\s+at /)
    expect(readAll()).toEqual(before)
  }
})
