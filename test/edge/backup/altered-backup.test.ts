import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { LARGEST_BYTES } from '../../../server/backup/archived-restore.ts'
import { encodeDump } from '../../../server/backup/dump.ts'
import { sealBackup } from '../../../server/backup/envelope.ts'
import { deriveSiteSecret } from '../../../server/crypto/derive.ts'
import { withTables } from '../../../server/store/sqlite/file/dump-file.ts'
import { newId } from '../../support/app/test-app.ts'
import { rewriteChain } from '../../support/database/rewrite-chain.ts'
import { tamper } from '../../support/database/tamper.ts'
import { startWorkerSites, type WorkerSites } from '../../support/worker/sites.ts'
import {
  bearer,
  openVisitor,
  readJson,
  readSetupToken,
  school,
  setUp,
  sitesOf,
} from '../../support/worker/visitor.ts'

// A site's database is lost, and the backup that is put there to restore was made of a database in which somebody had changed
// something: the envelope is right, and the ledger is not.

const almaty = school('almaty')
const { host } = almaty
const RESTORE = `${host}/restore.backup`
const LIST = `${host}/deletions.log`
const KELISIM_SECRET = Buffer.alloc(32, 5).toString('base64')
const deploy = (keptIn?: string) =>
  startWorkerSites({
    ...(keptIn && { folder: keptIn }),
    sites: sitesOf(almaty),
    bindings: { NODE_ENV: 'production', KELISIM_SECRET },
  })

const kept = { id: '', secret: '' }
const withdrawn = { id: '', secret: '' }
let folder: string
let file: string
let list: Buffer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-altered-'))
  file = join(folder, 'site.db')
  const sites = await deploy(folder)
  try {
    const visitor = openVisitor(sites, almaty)
    readJson(await sites.send(host, '/health/ready'), 200)
    // Leaves a line in a register.
    const { cookie } = await setUp(sites, host, readSetupToken(sites, host))
    const signedIn = { method: 'DELETE', headers: { origin: `https://${host}`, cookie } }
    readJson(await sites.send(host, '/v1/admin/sessions/others', signedIn), 200)
    Object.assign(kept, await visitor.consent())
    Object.assign(withdrawn, await visitor.consent())
    const shown = { authorization: `Bearer ${withdrawn.secret}` }
    const path = `/v1/consents/${withdrawn.id}/withdrawal`
    readJson(await visitor.post(path, { id: newId(Date.now()) }, shown), 201)
    await sites.query(host, "delete from jobs where name = 'sealing'")
    await sites.call(host, 'runAlarms', 1)
    // Written since, so that something is not sealed yet.
    await visitor.consent()
    list = await sites.readObject(LIST)
  } finally {
    await sites.stop()
  }
  const [stored = ''] = sites.listDatabases()
  for (const end of ['', '-wal'])
    if (existsSync(stored + end)) copyFileSync(stored + end, file + end)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Change = (database: Database.Database) => void | Promise<void>

/** A backup of the database after a change, as whoever has the secret would make it. */
async function backUp(change: Change): Promise<Buffer> {
  const path = tamper(file, () => {})
  const database = new Database(path)
  database.pragma('foreign_keys = OFF')
  await change(database)
  database.close()
  const secret = deriveSiteSecret(Buffer.from(KELISIM_SECRET, 'base64'), host)
  const pieces = withTables(path, (tables) => [...encodeDump(tables)])
  return sealBackup(pieces, { secret, generation: 1, createdAtMs: Date.now() })
}

const run = (statement: string) => (database: Database.Database) => void database.exec(statement)
const LAST = '(select max(arrival) from consent_events)'
const WITHDRAWAL = "state = 'ConsentWithdrawn'"

describe('a backup whose ledger is not as it was written', () => {
  let sites: WorkerSites
  beforeAll(async () => {
    sites = await deploy()
    await sites.putObject(LIST, list)
  })
  afterAll(() => sites.stop())

  test.each<readonly [string, string, Change]>([
    ['an event was altered', 'event 1: ', run("update consent_events set purposes = '[]'")],
    ['a consent was put back', 'event ', run(`delete from consent_events where ${WITHDRAWAL}`)],
    ['the end was cut off', 'head: ', run(`delete from consent_events where arrival = ${LAST}`)],
    ['checkpoints are missing', 'head: ', run('delete from ledger_checkpoints where number = 1')],
    [
      'a register line was altered',
      'entry ',
      run("update register_entries set content = replace(content, '}', ',\"planted\":1}')"),
    ],
    ['a notice was altered', 'notice: ', run("update notices set content = content || ' '")],
    [
      'the chain was written anew without the secret',
      'key: ',
      async (database) => {
        database.exec(`delete from consent_events where ${WITHDRAWAL}`)
        await rewriteChain(database)
      },
    ],
  ])('is not served where %s, and nothing of it is stored', async (_, part, change) => {
    await sites.putObject(RESTORE, await backUp(change))
    // Which forgets that another was refused.
    await sites.evict(host)
    const before = await sites.readArchive()
    const from = sites.output().length
    for (const path of ['/v1/site', '/widget.js', '/health/ready'])
      expect((await sites.send(host, path)).status, path).toBe(503)
    const answer = await openVisitor(sites, almaty).get('/v1/me', bearer(kept.id, kept.secret))
    expect(answer.status).toBe(503)
    const printed = () => sites.output().slice(from)
    await vi.waitFor(() =>
      expect(printed()).toMatch(/"code":"unsound","reason":"The ledger of the backup is not as/),
    )
    expect(printed()).toContain(part)
    expect(printed()).not.toMatch(/"msg":"restored"|recovery_bookmark/)
    for (const { id } of [kept, withdrawn]) expect(printed()).not.toContain(id)
    const tables = await sites.query(
      host,
      String.raw`select name from sqlite_schema where name not like '\_cf\_%' escape '\'`,
    )
    expect(tables).toEqual([])
    expect(await sites.readArchive()).toEqual(before)
    expect(await sites.readObject(LIST)).toEqual(list)
  })

  /** Nothing is served, and nothing is stored. */
  async function expectRefused(backup: Buffer, told: RegExp) {
    await sites.putObject(RESTORE, backup)
    await sites.evict(host)
    const from = sites.output().length
    const printed = () => sites.output().slice(from)
    expect((await sites.send(host, '/health/ready')).status).toBe(503)
    await vi.waitFor(() => expect(printed()).toMatch(told))
    const tables = await sites.query(
      host,
      String.raw`select name from sqlite_schema where name not like '\_cf\_%' escape '\'`,
    )
    expect(tables).toEqual([])
  }

  test('nor where it is larger than an object has memory for', async () => {
    const told = /"code":"refused","reason":"The backup .* has 33554433 bytes; .*33554432\. Run/
    await expectRefused(Buffer.alloc(LARGEST_BYTES + 1), told)
  })

  test('nor where a value in it is larger than the platform stores', async () => {
    const large = run("update notices set content = printf('%.*c', 2200000, 'x') where rowid = 1")
    await expectRefused(
      await backUp(large),
      /"code":"refused","reason":"A value in the backup has more than 2 MB/,
    )
  })

  test('is not read again with each request: a minute later, and the right one is taken then', async () => {
    await sites.evict(host)
    const countReads = () => sites.call<number>(host, 'countReads', RESTORE)
    const before = await countReads()
    const ask = async () => (await sites.send(host, '/v1/site')).status
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([503, 503, 503])
    expect(await ask()).toBe(503)
    await sites.putObject(RESTORE, await backUp(() => {}))
    await sites.call(host, 'shiftClock', 20_000)
    expect(await ask()).toBe(503)
    expect(await countReads()).toBe(before + 1)
    expect(sites.output()).not.toContain('"msg":"restored"')
    await sites.call(host, 'shiftClock', 40_000)
    const visitor = openVisitor(sites, almaty)
    expect((await visitor.get('/v1/me', bearer(kept.id, kept.secret))).status).toBe(200)
    expect((await visitor.visit(kept.id)).status).toBe(202)
    expect((await visitor.visit(withdrawn.id)).status).not.toBe(202)
    expect(sites.output()).toContain('"msg":"restored"')
  })
})
