import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { encodeDump } from '../../../server/backup/dump.ts'
import { sealBackup } from '../../../server/backup/envelope.ts'
import { withTables } from '../../../server/store/sqlite/file/dump-file.ts'
import { newId } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import { verifyFile } from '../../support/database/verify-file.ts'
import { runOperatorCommand } from '../../support/server/run-command.ts'
import { startServer } from '../../support/server/start-server.ts'
import { HEAD } from '../../support/staff/first-administrator.ts'
import { createSend, startWorkerSites, type WorkerSites } from '../../support/worker/sites.ts'
import {
  bearer,
  openVisitor,
  PASSWORD,
  readJson,
  type Served,
  school,
  setUp,
  sitesOf,
} from '../../support/worker/visitor.ts'

// A site that was served by Node moves to the edge, and back.

const almaty = school('almaty')
/** With another secret of its own; with the one derived for it; and one that is new. */
const [taraz, semey, served] = [school('taraz'), school('semey'), school('served')]
const { host } = almaty
const folder = mkdtempSync(join(tmpdir(), 'kelisim-bring-'))
const nodeSecret = randomBytes(32).toString('base64')
const RESTORE = `${host}/restore.backup`
const LIST = `${host}/deletions.log`

/** Who came while Node served. */
const people = {
  kept: { id: '', secret: '' },
  /** Deleted themselves before the backup. */
  gone: { id: '', secret: '' },
  /** Deleted themselves after it. */
  goneSince: { id: '', secret: '' },
  writer: { reference: '', code: '' },
}
const NOTHING: Buffer = Buffer.alloc(0)
const made = { backup: NOTHING, plain: NOTHING, newer: NOTHING, list: NOTHING }
let counts: Record<string, number>

const TABLES = [
  'consent_records',
  'consent_events',
  'visits',
  'messages',
  'daily_counts',
  'notices',
]
const countAll = async ({ query }: Pick<WorkerSites, 'query'>) =>
  Object.fromEntries(
    await Promise.all(
      TABLES.map(async (table) => {
        const [row] = await query<{ n: number }>(host, `select count(*) as n from ${table}`)
        return [table, row?.n ?? -1] as const
      }),
    ),
  )
const environment = (at: string, secret = nodeSecret) => ({
  ...{ NODE_ENV: 'production', KELISIM_SECRET: secret, KELISIM_ORIGINS: almaty.page },
  ...{ KELISIM_URL: `https://${host}`, DATABASE_URL: `file:${join(at, 'kelisim.db')}` },
  KELISIM_CONFIG: join(folder, 'site.json'),
})
const back = async (name: string, ...args: readonly string[]) => {
  const to = join(folder, name)
  const made = await runOperatorCommand('backup', ['--to', to, ...args], environment(folder))
  expect(made, made.output).toMatchObject({ code: 0 })
  return readFileSync(to)
}
/** In two steps: what would go, then that it may. */
const deleteSelf = async (at: Served, { id, secret }: { id: string; secret: string }) => {
  const shown = { method: 'DELETE', headers: { ...bearer(id, secret), origin: almaty.page } }
  const ask = async (path: string) =>
    readJson<{ confirm: string; state: string }>(await at.send(host, path, shown), 200)
  const { confirm } = await ask('/v1/me')
  expect((await ask(`/v1/me?confirm=${confirm}`)).state).toBe('deleted')
}

/** The same as a later version would make it. */
function makeNewer(): Buffer {
  const path = join(folder, 'newer.db')
  copyFileSync(join(folder, 'kelisim.db'), path)
  const database = new Database(path)
  database.exec('update __drizzle_migrations set created_at = 9999999999999')
  database.close()
  const secret = Buffer.from(nodeSecret, 'base64')
  const pieces = withTables(path, (tables) => [...encodeDump(tables)])
  return sealBackup(pieces, { secret, generation: 1, createdAtMs: Date.now() })
}

beforeAll(async () => {
  writeFileSync(join(folder, 'site.json'), JSON.stringify(almaty.site))
  const server = await startServer({
    ...{ folder, environment: environment(folder), site: almaty.site },
  })
  const agent = new Agent()
  const onNode: Served = {
    send: createSend(new URL(server.url), agent),
    async query<T>(_: string, text: string) {
      const database = openDatabase(server.databaseFile)
      const rows = database.prepare(text).all() as T[]
      database.close()
      return rows
    },
  }
  const token = /#setup=([\w-]+)/.exec(server.output())?.[1] ?? ''
  expect((await setUp(onNode, host, token)).answer.status).toBe(200)
  const visitor = openVisitor(onNode, almaty)
  for (const who of ['kept', 'gone', 'goneSince'] as const) {
    people[who] = await visitor.consent()
    expect((await visitor.visit(people[who].id)).status).toBe(202)
  }
  people.writer = await visitor.write({ message: 'Planted question' })
  await deleteSelf(onNode, people.gone)
  made.plain = await back('plain.backup')
  made.backup = await back('portable.backup', '--portable')
  await deleteSelf(onNode, people.goneSince)
  counts = await countAll(onNode)
  await server.stop()
  agent.destroy()
  made.newer = makeNewer()
  made.list = readFileSync(join(folder, 'deletions.log'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A deployment into whose bucket an operator may put something. */
const deploy = () =>
  startWorkerSites({
    sites: sitesOf(almaty, taraz, semey, served),
    bindings: {
      NODE_ENV: 'production',
      KELISIM_SITE_SECRETS: JSON.stringify({
        ...{ [host]: nodeSecret, [taraz.host]: Buffer.alloc(32, 3).toString('base64') },
      }),
    },
  })

describe('DS-05 RT-07 a site that is brought from Node', () => {
  test('is whole, without whom has been deleted since, and goes back to Node', async () => {
    const sites = await deploy()
    try {
      await sites.putObject(RESTORE, made.backup)
      await sites.putObject(LIST, made.list)
      const visitor = openVisitor(sites, almaty)
      const seen = async ({ id, secret }: { id: string; secret: string }) =>
        (await visitor.get('/v1/me', bearer(id, secret))).status
      expect(await seen(people.kept)).toBe(200)
      expect(await seen({ id: people.writer.reference, secret: people.writer.code })).toBe(200)
      expect(await seen(people.gone)).toBe(404)
      expect(await seen(people.goneSince)).toBe(404)
      expect(await countAll(sites)).toEqual(counts)
      expect((await visitor.visit(people.kept.id)).status).toBe(202)
      expect((await visitor.visit(people.goneSince.id)).status).not.toBe(202)

      const headers = { origin: `https://${host}` }
      const signIn = (password: string) =>
        sites.send(host, '/v1/admin/session', { headers, body: { email: HEAD.email, password } })
      expect((await signIn(PASSWORD)).status).toBe(200)
      expect((await signIn('another-password-41')).status).toBe(401)
      expect(sites.output()).toContain('"msg":"restored"')
      const bookmarks = sites.output().match(/"msg":"recovery_bookmark.*/g)
      expect(bookmarks).toEqual([
        expect.stringMatching(/^"msg":"recovery_bookmark","job":"restore","bookmark":"[0-9a-f-]+"/),
      ])
      expect(sites.output()).not.toContain('"host":"consent.almaty.kz","msg":"first_start"')
      expect(await readRestores(sites)).toHaveLength(1)

      // What was loaded is a backup like any other from here on, and is not loaded again.
      const names = await sites.readArchive()
      expect(names).not.toContain(RESTORE)
      expect(names.filter((name) => name.startsWith(`${host}/backups/`))).toHaveLength(1)
      await deleteSelf(sites, people.kept)
      await sites.putObject(RESTORE, made.backup)
      await sites.evict(host)
      expect(await seen(people.kept)).toBe(404)
      expect((await sites.readObject(LIST)).subarray(0, made.list.length)).toEqual(made.list)
      await cutOffBeforeTheLine(sites)
      await goBack(sites)
    } finally {
      await sites.stop()
    }
  })

  const readRestores = async (sites: WorkerSites) => {
    const text = "select content from register_entries where register = 'audit' order by arrival"
    const entries = await sites.query<{ content: string }>(host, text)
    return entries
      .map(({ content }) => JSON.parse(content) as Record<string, unknown>)
      .filter(({ action }) => action === 'database.restore')
  }

  /** As if the first start had been cut off behind the load. */
  async function cutOffBeforeTheLine(sites: WorkerSites) {
    const noted = "select * from destruction_tallies where data_class like 'erasure.restored.%'"
    expect(await sites.query(host, noted)).toEqual([])
    await sites.query(
      host,
      "insert into destruction_tallies (data_class, count) values ('erasure.restored.1767225600000', 3)",
    )
    for (let start = 0; start < 2; start++) {
      await sites.evict(host)
      expect((await sites.send(host, '/v1/site')).status).toBe(200)
      expect((await readRestores(sites)).slice(1)).toEqual([
        expect.objectContaining({ backupMadeAt: '2026-01-01T00:00:00.000Z', erasedAgain: 3 }),
      ])
    }
    expect(await sites.query(host, noted)).toEqual([])
  }

  async function goBack(sites: WorkerSites) {
    await sites.query(host, "delete from jobs where name in ('backup', 'sealing')")
    await sites.call(host, 'runAlarms', 1)
    const names = (await sites.readArchive()).filter((name) => name.includes('/backups/')).sort()
    const at = join(folder, 'again')
    mkdirSync(at)
    writeFileSync(join(at, 'b.backup'), await sites.readObject(names.at(-1) ?? ''))
    writeFileSync(join(at, 'l.log'), await sites.readObject(LIST))
    const args = [join(at, 'b.backup'), '--deletions', join(at, 'l.log')]
    const restored = await runOperatorCommand('restore', args, environment(at))
    expect(restored, restored.output).toMatchObject({ code: 0 })
    const secrets = [Buffer.from(nodeSecret, 'base64')]
    expect(await verifyFile(join(at, 'kelisim.db'), { secrets })).toMatchObject({
      ...{ problems: [], secret: 'checked' },
    })
  }
})

describe('what cannot be brought is refused: nothing is stored, and the log says why', () => {
  interface Brought {
    readonly at?: string
    readonly backup?: Uint8Array
    readonly list?: Uint8Array
  }
  let sites: WorkerSites
  beforeAll(async () => {
    sites = await deploy()
  })
  afterAll(() => sites.stop())

  const text = (line: string) => Buffer.from(line)
  const changed = () => {
    const bytes = Buffer.from(made.backup)
    bytes[200] = (bytes[200] ?? 0) ^ 1
    return bytes
  }
  const owner = () => made.list.subarray(0, made.list.indexOf('\n') + 1)
  const OTHER_LIST = `2026-01-01T00:00:00.000Z list ${newId(0)}\n`
  const OTHER_SECRET = 'neither KELISIM_SECRET nor KELISIM_SECRET_PREVIOUS holds the secret'
  test.each<readonly [string, string, () => Brought]>([
    ['of another secret', OTHER_SECRET, () => ({ ...made, at: taraz.host })],
    ['of another host', OTHER_SECRET, () => ({ ...made, at: semey.host })],
    ['cut off', '10 bytes are missing', () => ({ ...made, backup: made.backup.subarray(0, -10) })],
    ['changed', 'chunk 1 of 1', () => ({ ...made, backup: changed() })],
    ['no backup', 'is no backup of Kelisim', () => ({ ...made, backup: text('planted') })],
    ['not portable', 'npm run backup -- --portable', () => ({ ...made, backup: made.plain })],
    ['of a newer version', 'made by a newer version', () => ({ ...made, backup: made.newer })],
    ['without a list', 'deletions.log is not in the archive', () => ({ backup: made.backup })],
    ['with an older list', 'is shorter than it was', () => ({ ...made, list: owner() })],
    ['with another list', 'another database', () => ({ ...made, list: text(OTHER_LIST) })],
    [
      'with a broken list',
      'a line that cannot be read',
      () => ({ ...made, list: Buffer.concat([made.list, text('planted\n')]) }),
    ],
    ['that is a list alone', 'There is no database, but there was', () => ({ list: made.list })],
  ])('one %s', async (_, reason, brought) => {
    const { at = host, backup, list } = brought()
    await sites.putObject(`${at}/restore.backup`, backup)
    await sites.putObject(`${at}/deletions.log`, list)
    // Which forgets that another was refused.
    await sites.evict(at)
    const before = await sites.readArchive()
    const from = sites.output().length
    for (const path of ['/v1/site', '/widget.js', '/health/ready'])
      expect((await sites.send(at, path)).status, path).toBe(503)
    const printed = () => sites.output().slice(from)
    await vi.waitFor(() => expect(printed()).toContain(reason))
    expect(printed()).not.toMatch(/planted|recovery_bookmark/)
    const tables = await sites.query(
      at,
      String.raw`select name from sqlite_schema where name not like '\_cf\_%' escape '\'`,
    )
    expect(tables).toEqual([])
    expect(await sites.readArchive()).toEqual(before)
    if (list) expect(await sites.readObject(`${at}/deletions.log`)).toEqual(Buffer.from(list))
    expect((await sites.send(served.host, '/v1/site')).status).toBe(200)
    for (const name of ['restore.backup', 'deletions.log']) await sites.putObject(`${at}/${name}`)
  })
})
