import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PolicyDraftResult } from '../../server/contract/index.ts'
import { newId } from '../support/app/test-app.ts'
import { startWorkerSites, type WorkerSites } from '../support/worker/sites.ts'
import { openVisitor, readSetupToken, school, setUp, sitesOf } from '../support/worker/visitor.ts'

const almaty = school('almaty')
const { host } = almaty
const DAY_MS = 86_400_000
const summary = { kk: 'Жаңа тармақ.', ru: 'Новый пункт.', en: 'A new clause.' }
let sites: WorkerSites
beforeAll(async () => {
  sites = await startWorkerSites({ sites: sitesOf(almaty), bindings: { NODE_ENV: 'production' } })
})
afterAll(() => sites.stop())

test('PO-03 at the edge an approved version is published after midnight and not before, on the pages that the Worker sends by itself too', async () => {
  const visitor = openVisitor(sites, almaty)
  const shows = async (path: string) => (await visitor.get(path)).text
  await shows('/policy')
  const { cookie } = await setUp(sites, host, readSetupToken(sites, host))
  const ask = async (path: string, body?: unknown) => {
    const headers = { origin: `https://${host}`, cookie }
    const given = { headers, ...(body !== undefined && { body }) }
    const { text } = await sites.send(host, `/v1/admin/policy${path}`, given)
    return JSON.parse(text) as PolicyDraftResult
  }
  const { id, texts } = await ask('/draft', { id: newId(Date.now()) })
  const clause = '\n11.2. X.\n'
  const written = { kk: texts.kk + clause, ru: texts.ru + clause, en: texts.en + clause }
  const day = new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10)
  const body = { id, revision: 1, texts: written, change: 'material', summary, effectiveOn: day }
  expect((await ask('/draft/save', body)).problems).toEqual([])
  expect((await ask('/draft/approve', { id, revision: 2, version: day })).approval).not.toBeNull()
  await sites.call(host, 'shiftClock', 60_000)
  expect(await shows('/policy/versions')).not.toContain(day)
  expect(await shows('/v1/policy')).not.toContain(day)

  await sites.call(host, 'shiftClock', 2 * DAY_MS)
  // The object has taken the clock at its start.
  await sites.call(host, 'evict').catch(() => undefined)
  await sites.call(host, 'runAlarms', 1)
  expect(await shows('/v1/policy')).toContain(`"version":"${day}"`)
  expect(await shows('/policy/versions')).toContain(day)
  expect(await shows('/policy.txt?lang=kk')).toBe(written.kk)
  expect(
    await sites.query(host, 'select version, count(*) as n from policy_versions group by 1'),
  ).toEqual([{ version: day, n: 1 }])
  expect((await visitor.get('/widget.js')).status).toBe(200)
})
