import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openKeys } from '../../../server/crypto/open-keys.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { buildVisit } from '../../store/records.ts'
import { makeFolder, newSecret } from '../../support/server/live-school.ts'
import { runOperatorCommand } from '../../support/server/run-command.ts'
import { startServer } from '../../support/server/start-server.ts'

const secret = newSecret()

/** A database with three visits that are long past their term, and one that is not. */
async function makeDatabase() {
  const place = await makeFolder()
  onTestFinished(() => place.remove())
  const store = await openSqlite(place.databaseFile)
  await openKeys(store, { current: Buffer.from(secret, 'base64'), previous: [] }, Date.now)
  const today = new Date().toISOString().slice(0, 10)
  const rows = ['2020-01-01', '2020-01-01', '2020-01-02', today].map((day) =>
    buildVisit({ day, browser: 'Planted Browser 9' }),
  )
  await store.addVisits(rows.map((row) => ({ row, mayExist: false, counts: [] })))
  await store.close()
  return place
}

function change(databaseFile: string, statement: string): void {
  const database = new Database(databaseFile)
  database.exec(statement)
  database.close()
}

function countVisits(databaseFile: string): unknown {
  const database = new Database(databaseFile)
  const count = database.prepare('select count(*) from visits').pluck().get()
  database.close()
  return count
}

test('RT-03: the command shows what is due and changes nothing; then destroys it and says how many; a clock that has jumped stops it', async () => {
  const { databaseFile } = await makeDatabase()
  const environment = { KELISIM_SECRET: secret, DATABASE_URL: `file:${databaseFile}` }
  const dry = await runOperatorCommand('retention', ['--dry-run'], environment)
  expect(dry.output).toMatch(/^visits +30 days after the visit +delete +3 +5\.1\(1\)/m)
  expect(dry.output).toMatch(/^registers +as long as the database/m)
  expect(dry.code).toBe(0)
  expect(countVisits(databaseFile)).toBe(4)

  const run = await runOperatorCommand('retention', [], environment)
  expect(run).toEqual({
    code: 0,
    output: 'visits: 3\nIt stands in the register of destructions.\n',
  })
  expect(countVisits(databaseFile)).toBe(1)

  const believedAtMs = Date.now() - 300 * 86_400_000
  const position = JSON.stringify({ believedAtMs, seenAtMs: believedAtMs, doubtedSinceMs: null })
  change(databaseFile, `update jobs set position = '${position}' where name = 'retention'`)
  const doubted = await runOperatorCommand('retention', [], environment)
  expect(doubted.code).toBe(1)
  expect(doubted.output).toContain('Nothing was destroyed')
  expect(doubted.output).toContain('--today YYYY-MM-DD')
  for (const { output } of [dry, run, doubted]) expect(output).not.toMatch(/Planted|\n\s+at /)
}, 120_000)

test('RT-01: a table without a rule stops the start and is named', async () => {
  const { databaseFile } = await makeDatabase()
  change(databaseFile, 'create table photographs (name text)')
  const folder = dirname(databaseFile)
  const message = await startServer({ folder, environment: { KELISIM_SECRET: secret } }).then(
    (server) => server.stop().then(() => 'it started'),
    (error: Error) => error.message,
  )
  expect(message).toContain(
    'The retention schedule is not whole:\n  photographs: has no retention rule.',
  )
  expect(message).not.toMatch(/\n\s+at |listens on/)
}, 120_000)
