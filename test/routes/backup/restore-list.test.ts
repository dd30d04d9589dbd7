import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { eraseMessage } from '../../support/app/erase-message.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import { makeFolder, newSecret, sendMessage, serve } from '../../support/server/live-school.ts'
import { runOperatorCommand } from '../../support/server/run-command.ts'
import type { RunningServer } from '../../support/server/start-server.ts'

// Server and commands as they are built, each a process of its own, on real files.
vi.setConfig({ testTimeout: 120_000 })

const secret = newSecret()
const ANNA = { name: 'Anna', email: 'anna@planted.kz', phone: '+7 700 111 22 33' }
const BORIS = { name: 'Boris', email: 'boris@planted.kz', phone: '+7 700 444 55 66' }

let place: Awaited<ReturnType<typeof makeFolder>>
let server: RunningServer | undefined
const at = (...names: readonly string[]) => join(place.folder, ...names)
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  await place.remove()
})

/** The configuration with this of `backups`. */
const site = (backups: object) => ({
  ...defaultSite,
  backups: { ...defaultSite.backups, ...backups },
})

async function start(backups: object = {}, folder = place.folder): Promise<RunningServer> {
  server = await serve(folder, { KELISIM_SECRET: secret }, site(backups))
  return server
}

/** Runs a command under the configuration that was written last. */
const run = (name: string, ...args: readonly string[]) =>
  runOperatorCommand(name, args, {
    KELISIM_SECRET: secret,
    DATABASE_URL: `file:${place.databaseFile}`,
    KELISIM_CONFIG: at('kelisim.config.json'),
  })

const refused = (backups: object = {}) =>
  start(backups).then(
    () => 'it started',
    (error: Error) => error.message,
  )

const messagesIn = (file: string): unknown[] => {
  const database = openDatabase(file)
  const ids = database.prepare('select id from messages order by id').pluck().all()
  database.close()
  return ids
}

/** Two people wrote, a backup was made, and the first was deleted since; the server is stopped. */
async function makePast() {
  const running = await start()
  const anna = await sendMessage(running, ANNA)
  const boris = await sendMessage(running, BORIS)
  expect((await run('backup', '--to', at('b.backup'))).code).toBe(0)
  const deletionsFile = at('deletions.log')
  await eraseMessage(anna, { databaseFile: place.databaseFile, deletionsFile, secret })
  await running.stop()
  server = undefined
  return { anna, boris }
}

test('RT-07: backups.folder set later takes the list along, and a restore brings nobody back', async () => {
  const { anna, boris } = await makePast()
  const running = await start({ folder: at('backups') })
  expect(running.output()).toContain('deletions_list_moved')
  await running.stop()
  expect(readFileSync(at('backups', 'deletions.log'), 'utf8')).toContain(`message ${anna}`)
  const restored = await run('restore', at('b.backup'), '--replace')
  expect(restored.output).toContain('names 1 ids')
  expect(messagesIn(place.databaseFile)).toEqual([boris])
  await start({ folder: at('backups') })
})

test('RT-07: the same where the server was not started in between', async () => {
  const { boris } = await makePast()
  writeFileSync(at('kelisim.config.json'), JSON.stringify(site({ folder: at('backups') })))
  const restored = await run('restore', at('b.backup'), '--replace')
  expect(restored).toMatchObject({ code: 0 })
  expect(messagesIn(place.databaseFile)).toEqual([boris])
  await start({ folder: at('backups') })
  expect(existsSync(at('backups', 'deletions.log'))).toBe(true)
})

test('RT-07: with the list missing neither server nor command starts, until the operator begins one by name', async () => {
  const { anna } = await makePast()
  rmSync(at('deletions.log'))
  const said = await refused()
  for (const words of [at('deletions.log'), 'backups.deletionsFile', 'npm run deletions --'])
    expect(said).toContain(words)
  for (const name of ['backup', 'retention', 'rotate-keys', 'deletions']) {
    const { code, output } = await run(name, ...(name === 'backup' ? ['--to', at('x')] : []))
    expect([name, code]).toEqual([name, 1])
    expect(output).toContain('is not there')
  }
  const restored = await run('restore', at('b.backup'), '--replace')
  expect(restored.output).toContain('would come back')
  expect(existsSync(at('deletions.log'))).toBe(false)
  const begun = await run('deletions', '--begin-anew')
  expect(begun).toMatchObject({ code: 0 })
  expect(readFileSync(at('deletions.log'), 'utf8')).toMatch(
    new RegExp(`^\\S+ begun \\S+\\n\\S+ message ${anna}\\n$`),
  )
  await start()
  const entries = openDatabase(place.databaseFile)
  const audited = entries
    .prepare("select count(*) from register_entries where content like '%deletions_list_begun%'")
    .pluck()
    .get()
  entries.close()
  expect(audited).toBe(1)
})

test('RT-07: an older copy of the list, or another database’s, restores nothing', async () => {
  const running = await start()
  cpSync(at('deletions.log'), at('older.log'))
  await running.stop()
  await makePast()
  const other = await openSqlite(at('other.db'), { deletionsFile: at('other.log') })
  await other.close()
  const restoreWith = (list: string) =>
    run('restore', at('b.backup'), '--into', at('new'), '--deletions', at(list))
  const older = await restoreWith('older.log')
  expect(older.output).toContain('is shorter than it was')
  // On a new machine nothing but the backup knows the list.
  rmSync(place.databaseFile)
  const foreign = await restoreWith('other.log')
  expect(foreign.output).toContain('belongs to another database')
  expect([older.code, foreign.code]).toEqual([1, 1])
  expect(existsSync(at('new', 'kelisim.db'))).toBe(false)
  expect((await restoreWith('deletions.log')).code).toBe(0)
})

test('RT-07: a copy restored for a look has a list of its own and leaves the other alone', async () => {
  const { boris } = await makePast()
  const before = readFileSync(at('deletions.log'), 'utf8')
  const { code } = await run('restore', at('b.backup'), '--into', at('look'))
  expect(code).toBe(0)
  await start({}, at('look'))
  expect(messagesIn(at('look', 'kelisim.db'))).toEqual([boris])
  expect(readFileSync(at('look', 'deletions.log'), 'utf8')).toBe(before)
  expect(readFileSync(at('deletions.log'), 'utf8')).toBe(before)
})

test('RT-07: restored without the list, the database is another one: its list is begun, and no old one passes for it', async () => {
  const { boris } = await makePast()
  const restored = await run('restore', at('b.backup'), '--replace', '--without-deletions')
  expect(restored.output).toContain('No list of deletions vouches for it')
  // What can be read of a list counts all the same.
  expect(messagesIn(place.databaseFile)).toEqual([boris])
  expect(await refused()).toContain('belongs to another database')
  rmSync(at('deletions.log'))
  const running = await start()
  expect(running.output()).toContain('deletions_list_begun')
  expect(readFileSync(at('deletions.log'), 'utf8')).toMatch(/^\S+ begun \S+\n$/)
})
