import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorkerSites } from '../support/worker/sites.ts'

const HOST = 'consent.school.kz'
const LIST = `${HOST}/deletions.log`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-first-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Asks a deployment for its site, and reads the list of deletions. */
async function readListOf(secret?: string, last?: string) {
  const bindings = secret === undefined ? {} : { KELISIM_SECRET: secret }
  const deployment = await startWorkerSites({ folder, sites: { [HOST]: {} }, bindings })
  try {
    const { status } = await deployment.send(HOST, '/v1/site')
    const list = (await deployment.readObject(LIST)).toString()
    const [known] = await deployment.query<{ database_id: string }>(
      HOST,
      'select database_id from deletion_list',
    )
    if (last) await deployment.query(HOST, last)
    return { status, list, known: known?.database_id, secret: deployment.secret }
  } finally {
    await deployment.stop()
  }
}

test('a first start that was cut off behind the list of deletions goes on with that list', async () => {
  // The tables were stored before the list was asked for; what the database knows of the list was not.
  const first = await readListOf(undefined, 'delete from deletion_list')
  expect(first).toMatchObject({ status: 200, list: expect.stringContaining(String(first.known)) })
  const second = await readListOf(first.secret)
  expect(second).toEqual(first)
})
