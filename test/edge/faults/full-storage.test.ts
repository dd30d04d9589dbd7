import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { deriveSiteSecret } from '../../../server/crypto/derive.ts'
import { message, newId } from '../../support/app/test-app.ts'
import { verifyFile } from '../../support/database/verify-file.ts'
import { startWorkerSites, type WorkerSites } from '../../support/worker/sites.ts'
import { bearer, openVisitor, readError, school, sitesOf } from '../../support/worker/visitor.ts'

// SQLite itself says that there is no more room: the platform's limit of a database is set to as many pages as it has.

const [almaty, taraz, semey] = [school('almaty'), school('taraz'), school('semey')]
const { host } = almaty

let sites: WorkerSites
beforeAll(async () => {
  sites = await startWorkerSites({
    sites: sitesOf(almaty, taraz, semey),
    bindings: { NODE_ENV: 'production' },
  })
})
afterAll(() => sites.stop())

/** Leaves a site's database so many pages of 4 kB, also where its object is opened anew; `null`: as many as it wants. */
const leaveRoom = (pages: number | null, of = host) => sites.call(of, 'limitPages', pages)

const tablesOf = async (of: string) => {
  const found = await sites.query<{ name: string }>(
    of,
    String.raw`select name from sqlite_schema where type = 'table' and name not like '\_cf\_%' escape '\'`,
  )
  return found.map(({ name }) => name)
}

/** How often each of the ids stands in the whole database. */
async function countIds(ids: readonly string[]) {
  const tables = await tablesOf(host)
  const rows = await Promise.all(tables.map((name) => sites.query(host, `select * from "${name}"`)))
  const text = JSON.stringify(rows)
  return ids.map((id) => text.split(id).length - 1)
}
const readMessages = async () => {
  const rows = await sites.query<{ id: string }>(host, 'select id from messages order by id')
  return rows.map(({ id }) => id)
}
const refused = { status: 503, code: 'store_unavailable', retryAfter: '5' }

test('storage that is full takes nothing in part, loses nothing, goes on answering, and takes the same when there is room', async () => {
  const visitor = openVisitor(sites, almaty)
  const person = await visitor.consent()
  const write = () =>
    message({ id: newId(Date.now()), name: 'Planted Person', message: 'planted '.repeat(400) })
  // As a program: a page would show the consent, and say so.
  const headers = { 'cf-connecting-ip': '203.0.113.77' }
  const send = (body: ReturnType<typeof write>) =>
    sites.send(host, '/v1/messages', { body, headers })
  const [taken, left]: ReturnType<typeof write>[][] = [[], []]
  const fill = async () => {
    const body = write()
    const answer = await send(body)
    if (answer.status === 201) return void taken?.push(body)
    const { requestId, message: said, ...error } = readError(answer)
    expect(error).toEqual(refused)
    expect(said).toContain('Send the same again later')
    expect(requestId).toMatch(/^[0-9a-f]{16}$/)
    left?.push(body)
  }
  const [takenIds, leftIds] = [() => taken?.map(({ id }) => id), () => left?.map(({ id }) => id)]

  await fill()
  await leaveRoom(3)
  while ((left?.length ?? 0) < 2) await fill()
  // Written at the same moment they would share a transaction: none of them is stored with half of the others.
  await Promise.all(Array.from({ length: 4 }, fill))

  const expectKept = async () => {
    expect(await readMessages()).toEqual(takenIds()?.toSorted())
    expect((await countIds(takenIds() ?? [])).every((count) => count > 0)).toBe(true)
    expect(await countIds(leftIds() ?? [])).toEqual(left?.map(() => 0))
    for (const path of ['/health/ready', '/v1/site', '/widget.js', '/policy'])
      expect((await visitor.get(path)).status, path).toBe(200)
    const own = await visitor.get('/v1/me', bearer(person.id, person.secret))
    expect(own.status).toBe(200)
  }
  await expectKept()
  await openVisitor(sites, taraz).consent()
  // The regular work finds no room either, and is tried again.
  await sites.call(host, 'runAlarms', 1).catch(() => {})
  await vi.waitFor(async () => {
    const inMs = Number(await sites.call(host, 'readAlarm')) - Date.now()
    expect(inMs).toBeGreaterThan(0)
    expect(inMs).toBeLessThanOrEqual(3_600_000)
  })
  await sites.evict(host)
  await expectKept()
  expect(sites.output()).toContain('"driverCode":"SQLITE_FULL"')
  expect(sites.output()).not.toContain('internal_error')
  expect(sites.output().toLowerCase()).not.toContain('planted')

  await leaveRoom(null)
  for (const body of [...(left ?? []), ...(taken ?? [])])
    expect((await send(body)).status).toBeLessThan(300)
  expect(await readMessages()).toEqual([...(takenIds() ?? []), ...(leftIds() ?? [])].toSorted())
  await sites.call(host, 'runAlarms', 1)
  const id = await sites.call<string>(host, 'nameId')
  const databaseFile = sites.listDatabases().find((path) => path.includes(id)) ?? ''
  const secrets = [deriveSiteSecret(Buffer.from(sites.secret, 'base64'), host)]
  expect(await verifyFile(databaseFile, { secrets })).toMatchObject({
    ...{ problems: [], secret: 'checked' },
  })
})

test('a first start without room stores nothing, says why, and is made when there is', async () => {
  const visitor = openVisitor(sites, semey)
  await leaveRoom(5, semey.host)
  for (const path of ['/health/ready', '/v1/site', '/widget.js'])
    expect(readError(await visitor.get(path)), path).toMatchObject(refused)
  const ofSite = (line: string) => line.includes(semey.host)
  const lines = () => sites.output().split('\n').filter(ofSite)
  await vi.waitFor(() => expect(lines().join('\n')).toContain('"reason":"SQLITE_FULL"'))
  expect(lines().join('\n')).not.toContain('first_start')
  expect(await tablesOf(semey.host)).toEqual([])
  expect((await sites.readArchive()).filter(ofSite)).toEqual([])

  await leaveRoom(null, semey.host)
  expect((await visitor.get('/health/ready')).status).toBe(200)
  const { id } = await visitor.consent()
  expect((await visitor.visit(id)).status).toBe(202)
  expect(lines().filter((line) => line.includes('first_start'))).toHaveLength(1)
})
