import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readMigrations } from '../../../setup/worker/bundle.ts'
import { makeOldDatabase } from '../../support/database/old-database.ts'
import { startWorkerSites, type WorkerSites } from '../../support/worker/sites.ts'
import { openVisitor, school, sitesOf } from '../../support/worker/visitor.ts'

// A version is deployed whose tables are newer than those of the database, and many ask for the site at the same moment.

const almaty = school('almaty')
const { host } = almaty
const KELISIM_SECRET = Buffer.alloc(32, 4).toString('base64')
const count = readMigrations().length
/** Before the people whom disclosures name were listed. */
const BEFORE = 9

let folder: string
let sites: WorkerSites
const deploy = () =>
  startWorkerSites({
    folder,
    sites: sitesOf(almaty),
    bindings: { NODE_ENV: 'production', KELISIM_SECRET },
  })

/** The site's database as an earlier version has left it, with something in it. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-deployed-'))
  const first = await deploy()
  expect((await first.send(host, '/health/ready')).status).toBe(200)
  await first.stop()
  const [file = ''] = first.listDatabases()
  for (const path of globSync(`${file}*`)) rmSync(path)
  rmSync(join(folder, 'archive'), { recursive: true })
  const { database } = makeOldDatabase(BEFORE, file)
  database.exec("insert into daily_counts values ('2026-01-01', 'visits', 'path', '/kept', 7)")
  database.exec(
    `insert into register_entries (id, register, thread, content, actor, at_ms, commitment)
      values ('told', 'disclosures', 'told', '{"subjects":["K-22222222"]}', 'administrator', 1, zeroblob(32))`,
  )
  database.close()
  sites = await deploy()
})
afterEach(async () => {
  await sites.stop()
  rmSync(folder, { recursive: true, force: true })
})

const readCounts = () => sites.query(host, "select count from daily_counts where value = '/kept'")

test('brings the tables up to date once, and loses nothing', async () => {
  const paths = ['/health/ready', '/v1/site', '/widget.js', '/policy']
  const answers = await Promise.all([...paths, ...paths].map((path) => sites.send(host, path)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const [ran] = await sites.query(
    host,
    'select count(*) as rows, count(distinct created_at) as migrations from __drizzle_migrations',
  )
  expect(ran).toEqual({ rows: count, migrations: count })
  expect(await readCounts()).toEqual([{ count: 7 }])
  expect(
    await sites.query(
      host,
      'select ref, id from disclosed_subjects join register_entries using (arrival)',
    ),
  ).toEqual([{ ref: 'K-22222222', id: 'told' }])
  expect(sites.output().match(/"recovery_bookmark\w*","job":"migration"/g)).toHaveLength(1)
  const visitor = openVisitor(sites, almaty)
  expect((await visitor.visit((await visitor.consent()).id)).status).toBe(202)
})

test('changes nothing of them where there is no room, and does when there is', async () => {
  await sites.call(host, 'limitPages', 0)
  for (const path of ['/health/ready', '/v1/site', '/widget.js'])
    expect((await sites.send(host, path)).status, path).toBe(503)
  await vi.waitFor(() => expect(sites.output()).toContain('"reason":"SQLITE_FULL"'))
  const readRan = () => sites.query(host, 'select count(*) as ran from __drizzle_migrations')
  expect(await readRan()).toEqual([{ ran: BEFORE }])
  expect(await readCounts()).toEqual([{ count: 7 }])
  await sites.call(host, 'limitPages', null)
  expect((await sites.send(host, '/health/ready')).status).toBe(200)
  expect(await readRan()).toEqual([{ ran: count }])
  expect(await readCounts()).toEqual([{ count: 7 }])
})
