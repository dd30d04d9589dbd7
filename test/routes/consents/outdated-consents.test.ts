import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { Deps } from '../../../server/deps.ts'
import { buildNotice } from '../../../server/domain/consents/notice.ts'
import type { PolicyLibrary } from '../../../server/domain/policy/policy.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import {
  consent,
  errorOf,
  openTestApp,
  type TestApp,
  USER_AGENT,
  visits,
} from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const VIDEO = {
  id: 'video',
  purpose: 'external',
  name: 'Video',
  provider: 'Video host',
  country: 'US',
  processor: PROCESSOR,
} as const
const LANGUAGE = 'kk'

/** The same server after a start with other configuration or policy: same database, its notices kept as at a real start. */
async function restart(changes: Partial<Pick<Deps, 'site' | 'policies'>>) {
  const deps = { ...server.deps, ...changes }
  const content = buildNotice(LANGUAGE, { title: 'x' }, deps)
  const digest = await deps.cryptography.sha256(content)
  const sha256 = Buffer.from(digest).toString('hex')
  await deps.store.addNotice({ sha256, language: LANGUAGE, content, firstShownAtMs: server.nowMs })
  const app = createApp({ ...deps, notices: { kk: sha256, ru: sha256, en: sha256 } })
  const post = (path: string, body: unknown) =>
    Promise.resolve(
      app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': USER_AGENT },
        body: JSON.stringify(body),
      }),
    )
  return { app, post, notice: sha256.slice(0, 16) }
}

const site = (changes: object) => ({ ...server.deps.site, ...changes })
const withVersion = (change: 'material' | 'editorial'): PolicyLibrary => {
  const current = { ...buildPolicyVersion('2026-03-02', '## 1. X\n'), change }
  return { current, versions: [current, ...server.deps.policies.versions] }
}

/** Gives a consent under the first start; answers what a visit under it gets after the second, and its rows. */
async function visitAfter(first: Awaited<ReturnType<typeof restart>>, second: typeof first) {
  const body = consent({ notice: first.notice })
  expect((await first.post('/v1/consents', body)).status).toBe(201)
  const answer = await second.post('/v1/visits', visits(body.id))
  return { answer, id: body.id }
}

test('CB-12: visits under a consent from before a material version are refused and not stored', async () => {
  const { answer, id } = await visitAfter(
    await restart({}),
    await restart({ policies: withVersion('material') }),
  )
  expect(answer.status).toBe(403)
  expect((await errorOf(answer)).code).toBe('consent_outdated')
  expect(JSON.stringify(await server.deps.store.findConsent(id))).toContain('2025-08-01')
  expect(await server.searchBytes('/demo/news.html')).toEqual([])
})

test('CB-12: PO-03: after an editorial version the consent keeps its version and its visits', async () => {
  const { answer, id } = await visitAfter(
    await restart({}),
    await restart({ policies: withVersion('editorial') }),
  )
  expect(answer.status).toBe(202)
  expect((await server.deps.store.findConsent(id))?.policyVersion).toBe('2025-08-01')
})

test('TP-03: a service that is enabled turns third parties and cross-border to yes and makes earlier consents outdated', async () => {
  const before = await restart({})
  const after = await restart({ site: site({ services: [VIDEO] }) })
  const told = async (app: typeof after.app) => (await app.request('/v1/site')).json()
  expect(await told(before.app)).toMatchObject({ thirdParties: false, crossBorder: false })
  expect(await told(after.app)).toMatchObject({ thirdParties: true, crossBorder: true })
  expect(after.notice).not.toBe(before.notice)
  const { answer } = await visitAfter(before, after)
  expect((await errorOf(answer)).code).toBe('consent_outdated')
  expect(await server.searchBytes('/demo/news.html')).toEqual([])
})

test('TP-03: a consent to the banner of before is not taken once a service was enabled', async () => {
  const { notice } = await restart({})
  const after = await restart({ site: site({ services: [VIDEO] }) })
  const answer = await after.post('/v1/consents', consent({ notice }))
  expect(answer.status).toBe(409)
  expect((await errorOf(answer)).code).toBe('policy_version_outdated')
})

test.each([
  ['a service that is taken away', { services: [VIDEO] }, {}, 202],
  [
    'a longer term of visits',
    {},
    { visits: { ipFullDays: 30, rawDays: 60, ownNetworks: [] } },
    403,
  ],
  [
    'a longer term of whole addresses',
    { visits: { ipFullDays: 10, rawDays: 30, ownNetworks: [] } },
    { visits: { ipFullDays: 11, rawDays: 30, ownNetworks: [] } },
    403,
  ],
  ['a longer term of the choice', { choiceDays: 180 }, { choiceDays: 181 }, 403],
  ['a shorter term of the choice', { choiceDays: 180 }, { choiceDays: 179 }, 202],
  [
    'a shorter term of visits',
    {},
    { visits: { ipFullDays: 0, rawDays: 10, ownNetworks: [] } },
    202,
  ],
  ['another country of storage', {}, { storageCountry: 'DE' }, 403],
  [
    'a service renamed in words alone',
    { services: [VIDEO] },
    { services: [{ ...VIDEO, name: 'Films' }] },
    202,
  ],
  [
    'another provider of a service',
    { services: [VIDEO] },
    { services: [{ ...VIDEO, provider: 'Other' }] },
    403,
  ],
])(
  'TP-03: %s: a visit under the consent from before gets what it must',
  async (_, then, now, status) => {
    const { answer } = await visitAfter(
      await restart({ site: site(then) }),
      await restart({ site: site(now) }),
    )
    expect(answer.status).toBe(status)
  },
)

test('TP-03: a consent whose notice is not in the database is outdated, since nothing shows what was agreed to', async () => {
  const lost = 'f'.repeat(64)
  const app = createApp({ ...server.deps, notices: { kk: lost, ru: lost, en: lost } })
  const body = consent({ notice: lost.slice(0, 16) })
  const given = await app.request('/v1/consents', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': USER_AGENT },
    body: JSON.stringify(body),
  })
  expect(given.status).toBe(201)
  const answer = await (await restart({})).post('/v1/visits', visits(body.id))
  expect((await errorOf(answer)).code).toBe('consent_outdated')
  expect(await server.searchBytes('/demo/news.html')).toEqual([])
})
