import { afterAll, beforeAll, expect, test } from 'vitest'
import { runEvictions } from '../long/evictions.ts'
import { HEAD } from '../support/staff/first-administrator.ts'
import { startWorkerSites, type WorkerSites } from '../support/worker/sites.ts'
import {
  openVisitor,
  PASSWORD,
  readJson,
  readSetupToken,
  school,
  setUp,
  sitesOf,
} from '../support/worker/visitor.ts'

const almaty = school('almaty')
const { host } = almaty

let sites: WorkerSites
beforeAll(async () => {
  sites = await startWorkerSites({
    sites: sitesOf(almaty),
    bindings: { NODE_ENV: 'production' },
  })
})
afterAll(() => sites.stop())

test('an object that is evicted between two requests keeps set-up token, password, session, consents and messages', async () => {
  const visitor = openVisitor(sites, almaty)
  const { id, secret } = await visitor.consent()
  const { reference, code } = await visitor.write()
  await sites.evict(host)
  readJson(await sites.send(host, '/health/ready'), 200)
  // Printed at each start, and the same each time.
  const token = readSetupToken(sites, host)
  await sites.evict(host)
  const { answer, cookie } = await setUp(sites, host, token)
  expect(answer.status).toBe(200)
  await sites.evict(host)
  const session = await sites.send(host, '/v1/admin/session', { headers: { cookie } })
  expect(readJson(session, 200)).toMatchObject({ isSetUp: true, step: 'ready' })
  const again = await setUp(sites, host, token)
  expect(again.answer.status).toBe(403)
  const own = { authorization: `Bearer ${secret}` }
  expect((await visitor.get(`/v1/consents/${id}`, own)).status).toBe(200)
  const shown = { authorization: `Bearer ${reference}.${code}` }
  expect((await visitor.get('/v1/me', shown)).status).toBe(200)
  expect((await visitor.visit(id)).status).toBe(202)
  const signIn = {
    headers: { origin: `https://${host}` },
    body: { email: HEAD.email, password: PASSWORD },
  }
  expect((await sites.send(host, '/v1/admin/session', signIn)).status).toBe(200)
  await sites.evict(host)
  const printed = sites.output().length
  readJson(await sites.send(host, '/health/ready'), 200)
  expect(sites.output().slice(printed)).not.toContain('setup=')
})

// `npm run test:long` does the same 200 times.
test('what was acknowledged under 10 evictions is there exactly once, and the ledger verifies', async () => {
  const { violations, figures } = await runEvictions({ evictions: 10, kills: 0, requests: 0 })
  expect(violations).toEqual([])
  expect(figures).toMatchObject({ evictions: 10 })
})
