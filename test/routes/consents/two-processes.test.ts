import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { buildCount } from '../../store/records.ts'
import { bearer, giveConsent, rowsOf } from '../../support/app/my-data.ts'
import {
  errorOf,
  newId,
  openTestApp,
  type TestApp,
  USER_AGENT,
  visits,
} from '../../support/app/test-app.ts'

// Two servers on one database file: during a restart that overlaps, or by mistake.

let server: TestApp
let other: Store
beforeEach(async () => {
  server = await openTestApp()
  other = await openSqlite(server.databaseFile)
})
afterEach(async () => {
  await other.close()
  await server.close()
})

/** Sends as `server.post` does, to another app. */
const postTo =
  (app: ReturnType<typeof createApp>) =>
  (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'x', ...headers },
      body: JSON.stringify(body),
    })

test('CB-09 TR-06 a withdrawal through one server ends what the other remembers of the consent', async () => {
  const { id, body } = await giveConsent(server)
  expect((await server.post('/v1/visits', visits(id))).status).toBe(202)
  const second = postTo(createApp({ ...server.deps, store: other }))
  const path = `/v1/consents/${id}/withdrawal`
  expect((await second(path, { id: newId() }, bearer(body.secret))).status).toBe(201)
  const before = await server.deps.store.readCounts('0000-01-01', '9999-12-31')
  const answer = await server.post('/v1/visits', visits(id))
  expect(answer.status).toBe(403)
  expect(await errorOf(answer)).toMatchObject({ code: 'consent_withdrawn' })
  expect(await server.deps.store.readCounts('0000-01-01', '9999-12-31')).toEqual(before)
})

type Wish = readonly [path: string, body: object]

test.each<[name: string, code: string, ask: (id: string) => Wish]>([
  [
    'CB-09 TR-06 a withdrawal',
    'consent_withdrawn',
    (id) => [`/v1/consents/${id}/withdrawal`, { id: newId() }],
  ],
  ['DS-04 a block', 'consent_restricted', () => ['/v1/me/restrictions', {}]],
  [
    'DS-07 a restriction',
    'consent_restricted',
    () => ['/v1/me/restrictions', { purpose: 'analytics' }],
  ],
])(
  '%s by another process between a visit’s check and its write: the visit is not stored',
  async (_name, code, ask) => {
    const { id, body, who } = await giveConsent(server)
    const { store } = server.deps
    const { addVisits } = store
    const second = postTo(createApp({ ...server.deps, store: other }))
    const [path, wish] = ask(id)
    let looks = 0
    Object.assign(store, {
      addVisits: async (...given: Parameters<typeof addVisits>) => {
        looks += 1
        const auth = path.endsWith('withdrawal') ? bearer(body.secret) : who
        expect((await second(path, wish, auth)).status).toBe(201)
        return addVisits(...given)
      },
    })
    const before = await store.readCounts('0000-01-01', '9999-12-31')
    const answer = await server.post('/v1/visits', visits(id))
    expect(await errorOf(answer)).toMatchObject({ code })
    expect(looks).toBe(1)
    expect(rowsOf(server, 'visits')).toEqual([])
    const after = await store.readCounts('0000-01-01', '9999-12-31')
    expect(after.filter(({ measure }) => measure === 'visit')).toEqual(
      before.filter(({ measure }) => measure === 'visit'),
    )
  },
)

test('a restriction of another purpose, or one that is lifted, keeps no visit out', async () => {
  const { id, who } = await giveConsent(server)
  const { store } = server.deps
  const { addVisits } = store
  const second = postTo(createApp({ ...server.deps, store: other }))
  const wish = { purpose: 'external' }
  expect((await second('/v1/me/restrictions', wish, who)).status).toBe(201)
  Object.assign(store, {
    addVisits: async (...given: Parameters<typeof addVisits>) => {
      const lift = { ...wish, reason: 'person_agrees' }
      expect((await second('/v1/me/restrictions/lift', lift, who)).status).toBe(200)
      Object.assign(store, { addVisits })
      return addVisits(...given)
    },
  })
  expect((await server.post('/v1/visits', visits(id))).status).toBe(202)
  expect(rowsOf(server, 'visits')).toHaveLength(1)
  const again = await second('/v1/me/restrictions', wish, who)
  expect(again.status).toBe(201)
  expect((await server.post('/v1/visits', visits(id))).status).toBe(202)
  expect(rowsOf(server, 'visits')).toHaveLength(2)
})

test('a consent that changes with every look at it is given up, and nothing is stored', async () => {
  const { id } = await giveConsent(server)
  let looks = 0
  Object.assign(server.deps.store, {
    addVisits: async () => {
      looks += 1
      return 'overtaken'
    },
  })
  const answer = await server.post('/v1/visits', visits(id))
  expect(answer.status).toBe(503)
  expect(await errorOf(answer)).toMatchObject({ code: 'store_unavailable' })
  expect(looks).toBe(5)
})

/** The store, and how often it was asked for a consent. */
function watch(store: Store) {
  const watched = {
    reads: 0,
    findConsent(id: string) {
      watched.reads++
      return store.findConsent(id)
    },
  }
  return watched
}

test('a consent is read once, whoever writes, until a write on the strength of it is refused', async () => {
  const { id, body } = await giveConsent(server)
  const watched = watch(server.deps.store)
  const cache = createConsentCache(watched)
  const app = postTo(createApp({ ...server.deps, consents: cache }))
  const visit = () => app('/v1/visits', visits(id), { 'user-agent': USER_AGENT })
  expect((await visit()).status).toBe(202)
  await server.deps.store.addCounts([buildCount()])
  await other.addCounts([buildCount()])
  expect((await visit()).status).toBe(202)
  expect(watched.reads).toBe(1)
  const second = postTo(createApp({ ...server.deps, store: other }))
  const path = `/v1/consents/${id}/withdrawal`
  expect((await second(path, { id: newId() }, bearer(body.secret))).status).toBe(201)
  for (const _ of [1, 2]) expect((await visit()).status).toBe(403)
  expect(watched.reads).toBe(2)
})

test('DS-07 a restriction that another process lifts holds nobody back', async () => {
  const { id, who } = await giveConsent(server)
  const second = postTo(createApp({ ...server.deps, store: other }))
  const wish = { purpose: 'analytics' }
  expect((await second('/v1/me/restrictions', wish, who)).status).toBe(201)
  const answer = await server.post('/v1/visits', visits(id))
  expect(await errorOf(answer)).toMatchObject({ code: 'consent_restricted' })
  const lift = { ...wish, reason: 'person_agrees' }
  expect((await second('/v1/me/restrictions/lift', lift, who)).status).toBe(200)
  expect((await server.post('/v1/visits', visits(id))).status).toBe(202)
  expect(rowsOf(server, 'visits')).toHaveLength(1)
})

test('CB-09 a change that is still being written is not forgotten when another process writes', async () => {
  const { id } = await giveConsent(server)
  const cache = createConsentCache(server.deps.store)
  const stored = await cache.find(id)
  if (!stored) throw new Error('not stored')
  cache.replace({ ...stored, restricted: [''] })
  await other.addCounts([buildCount()])
  expect((await cache.find(id))?.restricted).toEqual([''])
  cache.forget(id)
  expect((await cache.find(id))?.restricted).toEqual([])
})

test('while another process holds the write lock everybody reads; what cannot be stored is refused, with the time to try again', async () => {
  const { body } = await giveConsent(server)
  const lock = new Database(server.databaseFile)
  lock.exec('BEGIN IMMEDIATE')
  const refused = server.post('/v1/visits', visits(body.id))
  expect((await server.app.request('/health/ready')).status).toBe(200)
  const answer = await refused
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(await errorOf(answer)).toMatchObject({ code: 'store_unavailable' })
  lock.exec('COMMIT')
  lock.close()
  expect((await server.post('/v1/visits', visits(body.id))).status).toBe(202)
})
