import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readMigrations } from '../../../setup/worker/bundle.ts'
import { COMPATIBILITY } from '../../../setup/worker/compatibility.ts'
import { newId } from '../../support/app/test-app.ts'
import { NUMBERED_WHEN_WRITTEN } from '../../support/database/copy-as-before.ts'
import { buildWorkerScript } from '../../support/worker/build-script.ts'
import { startWorkerSites, type WorkerSites } from '../../support/worker/sites.ts'
import { bearer, openVisitor, readJson, school, sitesOf } from '../../support/worker/visitor.ts'

const almaty = school('almaty')
const { host } = almaty

describe('before regular work destroys something, the log names a moment to go back to', () => {
  let sites: WorkerSites
  beforeAll(async () => {
    sites = await startWorkerSites({ sites: sitesOf(almaty), bindings: { NODE_ENV: 'production' } })
    await openVisitor(sites, almaty).consent()
  })
  afterAll(() => sites.stop())

  const plant = () =>
    sites.query(
      host,
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 700)
       insert into visits (day, id, consent_id) select '2025-06-01', printf('%036d', i), 'planted' from n`,
    )
  /** Lets all regular work run now. @returns what it has written of bookmarks. */
  const run = async () => {
    const from = sites.output().length
    await sites.query(host, 'delete from jobs')
    await sites.call(host, 'runAlarms', 1)
    // Lines come one after the other: with this one, all before it are there.
    const end = `end of run ${newId(Date.now())}`
    await sites.call(host, 'log', end)
    await vi.waitFor(() => expect(sites.output()).toContain(end))
    const lines = sites.output().slice(from).split('\n')
    return lines.filter((line) => line.includes('recovery_bookmark'))
  }
  const countPlanted = async () => {
    const text = "select count(*) as n from visits where consent_id = 'planted'"
    return (await sites.query<{ n: number }>(host, text))[0]?.n
  }

  test('not where nothing is destroyed; once where something is', async () => {
    expect(await run()).toEqual([])
    await plant()
    expect(await run()).toEqual([
      expect.stringMatching(
        /"host":"consent\.almaty\.kz","msg":"recovery_bookmark","job":"retention","bookmark":"[0-9a-f-]+"}$/,
      ),
    ])
    expect(await countPlanted()).toBe(0)
    expect(await run()).toEqual([])
  })

  test('where there is none the log says so, and the work is done all the same', async () => {
    await plant()
    await sites.call(host, 'loseBookmarks')
    const lines = await run()
    expect(lines).toEqual([
      expect.stringMatching(
        /"level":"warn".*"msg":"recovery_bookmark_missing","job":"retention"}$/,
      ),
    ])
    expect(await countPlanted()).toBe(0)
    expect(sites.output()).not.toMatch(/job_failed|planted/)
  })
})

describe('before the tables of a database are changed', () => {
  let worker: Miniflare
  beforeAll(async () => {
    const contents = await buildWorkerScript(resolve(import.meta.dirname, 'migrating-object.ts'))
    worker = new Miniflare({
      ...{ host: '127.0.0.1', port: 0, cf: false },
      modules: [{ type: 'ESModule', path: 'worker.js', contents }],
      compatibilityDate: COMPATIBILITY.date,
      compatibilityFlags: COMPATIBILITY.flags,
      durableObjects: { MIGRATING: { className: 'MigratingObject', useSQLite: true } },
    } as ConstructorParameters<typeof Miniflare>[0])
    await worker.ready
  })
  afterAll(() => worker.dispose())

  interface Opened {
    getByName(name: string): {
      open(lacking: number): Promise<readonly unknown[]>
      openBroken(): Promise<string>
      query(...statements: readonly string[]): Promise<readonly Record<string, unknown>[]>
    }
  }
  async function find(name: string) {
    // The platform's own types are not installed.
    const namespace: unknown = await worker.getDurableObjectNamespace('MIGRATING')
    return (namespace as Opened).getByName(name)
  }
  test('it is told once: not of a new database, nor of one that is up to date', async () => {
    const object = await find('one')
    const before = readMigrations().length - 1
    expect(await object.open(1)).toEqual([])
    expect(await object.open(1)).toEqual([])
    expect(await object.open(0)).toEqual([before])
    expect(await object.open(0)).toEqual([])
  })

  const COLUMNS =
    "select sql from sqlite_schema where name in ('consent_events', 'register_entries', 'ledger_heads')"
  const EVENT = (id: string, after: string) => `insert into consent_events
    select ${after}, '${id}', 'c', 'ConsentGiven', '{}', '{}', 'subject', 1, x'00'`

  test('CR-03 what is sealed keeps its place, and what is not has none', async () => {
    const object = await find('two')
    await object.open(readMigrations().length - NUMBERED_WHEN_WRITTEN)
    await object.query(
      "insert into consent_records values ('c', null, 'kk', '', '', '', '', 0, 1, 2, null, null, x'00')",
      ...[EVENT('c', '1'), EVENT('e', '2'), EVENT('f', '3')],
      "insert into ledger_checkpoints values (1, x'', x'', x'', x'', 2, 0, 1, '')",
    )
    const before = await object.query(COLUMNS)
    expect(await object.openBroken()).toContain('SQLITE_CONSTRAINT')
    expect(await object.query(COLUMNS)).toEqual(before)
    await object.open(0)
    expect(
      await object.query('select arrival, seq, after_id from consent_events order by arrival'),
    ).toEqual([
      { arrival: 1, seq: 1, after_id: '' },
      { arrival: 2, seq: 2, after_id: 'c' },
      { arrival: 3, seq: null, after_id: 'e' },
    ])
  })
})

test('DS-05 RT-07: who was deleted since is erased again by the first start of a database that was put back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-put-back-'))
  const secret = Buffer.alloc(32, 8).toString('base64')
  const serve = async <T>(use: (sites: WorkerSites) => Promise<T>): Promise<T> => {
    const bindings = { NODE_ENV: 'production', KELISIM_SECRET: secret }
    const sites = await startWorkerSites({ sites: sitesOf(almaty), folder, bindings })
    try {
      return await use(sites)
    } finally {
      await sites.stop()
    }
  }
  const see = (sites: WorkerSites, { id, secret: own }: { id: string; secret: string }) =>
    openVisitor(sites, almaty).get('/v1/me', bearer(id, own))
  try {
    const { kept, gone } = await serve(async (sites) => {
      const visitor = openVisitor(sites, almaty)
      return { kept: await visitor.consent(), gone: await visitor.consent() }
    })
    cpSync(join(folder, 'objects'), join(folder, 'before'), { recursive: true })
    await serve(async (sites) => {
      const headers = { ...bearer(gone.id, gone.secret), origin: almaty.page }
      const remove = async (path: string) =>
        readJson<{ confirm: string }>(
          await sites.send(host, path, { method: 'DELETE', headers }),
          200,
        )
      const { confirm } = await remove('/v1/me')
      await remove(`/v1/me?confirm=${confirm}`)
      expect((await see(sites, gone)).status).toBe(404)
    })
    rmSync(join(folder, 'objects'), { recursive: true })
    cpSync(join(folder, 'before'), join(folder, 'objects'), { recursive: true })
    await serve(async (sites) => {
      expect((await see(sites, gone)).status).toBe(404)
      expect((await see(sites, kept)).status).toBe(200)
      expect((await openVisitor(sites, almaty).visit(gone.id)).status).not.toBe(202)
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
