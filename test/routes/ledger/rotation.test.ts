import { afterEach, beforeEach, expect, test } from 'vitest'
import { openKeys } from '../../../server/crypto/open-keys.ts'
import { LOOK_EVERY_MS } from '../../../server/crypto/watch-keys.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { SealedField } from '../../../server/store/store.ts'
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

const oldSecret = newSecret()
const secret = newSecret()
const both = { KELISIM_SECRET: secret, KELISIM_SECRET_PREVIOUS: oldSecret }
const ANNA = { name: 'Planted Anna', email: 'Anna@planted.kz', phone: '+7 700 111 22 33' }

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

const environment = (secrets: Record<string, string>) => ({
  ...secrets,
  DATABASE_URL: `file:${place.databaseFile}`,
})

/** First bytes of every sealed value that stands in the database. */
function readKeyIds(): number[] {
  const database = openDatabase(place.databaseFile)
  const columns = [
    ['messages', 'name'],
    ['messages', 'email'],
    ['messages', 'phone'],
    ['messages', 'message'],
    ['consent_records', 'subject_name'],
    ['visits', 'address'],
  ]
  const values = columns.flatMap(([table, column]) =>
    database.prepare(`select ${column} from ${table} where ${column} is not null`).pluck().all(),
  ) as Buffer[]
  database.close()
  return values.map((value) => value[0] ?? 0)
}

/** Opens every sealed value under the given secret alone. */
async function openAll(given: string): Promise<string[]> {
  const store = await openSqlite(place.databaseFile)
  try {
    const secrets = { current: Buffer.from(given, 'base64'), previous: [] }
    const { cryptography } = await openKeys(store, secrets, Date.now)
    const fields: SealedField[] = [
      'messages.name',
      'messages.email',
      'consents.name',
      'visits.address',
    ]
    const texts: string[] = []
    for (const field of fields)
      for (const { rowId, value } of await store.readSealedValues(field, null, 1000))
        texts.push(await cryptography.open(field, rowId, value))
    const found = await store.findMessagesByEmail(
      cryptography.blindIndexes('messages.email', 'anna@planted.kz'),
    )
    return [...texts, `found ${found.length}`]
  } finally {
    await store.close()
  }
}

test('SE-11: keys are changed while the server serves; also after a kill half-way; what came before, during and after opens, the old secret opens nothing', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: oldSecret })
  await sendMessage(server, ANNA)
  await consentAndVisit(server)
  await server.stop()

  server = await serve(place.folder, both)
  const killed = await runOperatorCommand('rotate-keys', [], environment(both), {
    killAt: 'Waiting',
  })
  expect(killed.output).toContain('Key generation 2 begins')
  expect(killed.code).toBe(null)
  // Nothing was moved yet; what comes now is sealed under the newest, and the rotation is half-way.
  expect(new Set(readKeyIds())).toEqual(new Set([1]))
  await new Promise((resolve) => setTimeout(resolve, 2 * LOOK_EVERY_MS))
  await sendMessage(server, ANNA)
  expect(new Set(readKeyIds())).toEqual(new Set([1, 2]))
  const rotation = runOperatorCommand('rotate-keys', [], environment(both))
  let isOver = false
  void rotation.then(() => {
    isOver = true
  })
  let sent = 2
  while (!isOver) {
    await sendMessage(server, ANNA)
    sent++
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  const { code, output } = await rotation
  expect(output).toContain('The change to key generation 2 goes on')
  expect(output).toContain('Key generation 1 is retired')
  expect(code).toBe(0)
  await sendMessage(server, ANNA)
  sent++
  expect(sent).toBeGreaterThan(10)
  expect(server.output()).not.toContain('key_')

  expect(new Set(readKeyIds())).toEqual(new Set([2]))
  const texts = await openAll(secret)
  expect(texts.filter((text) => text === ANNA.name)).toHaveLength(2 * sent)
  expect(texts.filter((text) => text === ANNA.email)).toHaveLength(sent)
  expect(texts).toContain('127.0.0.1')
  expect(texts).toContain(`found ${sent}`)
  await expect(openAll(oldSecret)).rejects.toThrow('KELISIM_SECRET is not the one')
  for (const text of [...Object.values(ANNA), 'anna@planted.kz', '127.0.0.1', secret, oldSecret]) {
    expect(await searchBytes(place.databaseFile, text)).toEqual([])
    expect(output).not.toContain(text)
  }

  const status = await runOperatorCommand(
    'rotate-keys',
    ['--status'],
    environment({ KELISIM_SECRET: secret }),
  )
  expect(status.output).toContain('Key generation 2: made')
  expect(status.output).toContain('0 values are not sealed under key generation 2.')
}, 120_000)

test('SE-11: with a wrong secret the server does not start, names the variable and writes nothing', async () => {
  server = await serve(place.folder, { KELISIM_SECRET: oldSecret })
  await sendMessage(server, ANNA)
  await server.stop()
  const before = openDatabase(place.databaseFile)
  const count = before.prepare('select count(*) from key_generations').pluck().get()
  before.close()

  const failed = serve(place.folder, { KELISIM_SECRET: secret })
  await expect(failed).rejects.toThrow(
    'KELISIM_SECRET is not the one this database was encrypted with',
  )
  await expect(failed).rejects.not.toThrow(secret)

  const after = openDatabase(place.databaseFile)
  expect(after.prepare('select count(*) from key_generations').pluck().get()).toBe(count)
  expect(count).toBe(1)
  after.close()
}, 60_000)

test('SE-11: no command works with a wrong secret, nor makes a database where there is none', async () => {
  const store = await openSqlite(place.databaseFile)
  await openKeys(store, { current: Buffer.from(oldSecret, 'base64'), previous: [] }, Date.now)
  await store.close()
  for (const [name, args] of [
    ['rotate-keys', []],
    ['backup', ['--to', `${place.folder}/x.backup`]],
  ] as const) {
    const wrong = await runOperatorCommand(name, args, environment({ KELISIM_SECRET: secret }))
    expect(wrong.code).toBe(1)
    expect(wrong.output).toContain('KELISIM_SECRET is not the one')
    expect(wrong.output).not.toContain('    at ')
    const nowhere = { KELISIM_SECRET: secret, DATABASE_URL: `file:${place.folder}/none.db` }
    const absent = await runOperatorCommand(name, args, nowhere)
    expect(absent.code).toBe(1)
    expect(absent.output).toContain('There is no database at')
  }
}, 60_000)
