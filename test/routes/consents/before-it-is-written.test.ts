import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { Store } from '../../../server/store/store.ts'
import { bearer, giveConsent, rowsOf } from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp, visits } from '../../support/app/test-app.ts'

// What takes a visitor's consent away is in force from before it is written: no visit slips in while the disk is waited for.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

type Method = 'addConsentEvent' | 'addRestriction'

/** The same server, whose store holds one method's calls back until they are let go. */
function openHeldBack(method: Method) {
  let reach = () => {}
  let release = () => {}
  const isReached = new Promise<void>((resolve) => {
    reach = resolve
  })
  const isReleased = new Promise<void>((resolve) => {
    release = resolve
  })
  const real = server.deps.store
  const write = real[method] as (...given: unknown[]) => Promise<unknown>
  const held = async (...given: unknown[]) => {
    reach()
    await isReleased
    return write.apply(real, given)
  }
  const store: Store = { ...real, [method]: held }
  const app = createApp({ ...server.deps, store })
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return { post, isReached, release: () => release() }
}

type Person = Awaited<ReturnType<typeof giveConsent>>
const ways: readonly [string, Method, string, (person: Person) => [string, object]][] = [
  [
    'CB-09: a withdrawal',
    'addConsentEvent',
    'consent_withdrawn',
    ({ id }) => [`/v1/consents/${id}/withdrawal`, { id: newId() }],
  ],
  [
    'CB-09: a withdrawal by its person',
    'addConsentEvent',
    'consent_withdrawn',
    () => ['/v1/me/withdrawal', { id: newId() }],
  ],
  ['DS-04: a block', 'addRestriction', 'consent_restricted', () => ['/v1/me/restrictions', {}]],
  [
    'DS-07: a restriction',
    'addRestriction',
    'consent_restricted',
    () => ['/v1/me/restrictions', { purpose: 'analytics' }],
  ],
]

test.each(ways)(
  '%s refuses visits while it is being written, and keeps nothing of them',
  async (_, method, code, stop) => {
    const mine = await giveConsent(server)
    const other = await giveConsent(server)
    const { post, isReached, release } = openHeldBack(method)
    // Both records are remembered: what follows is answered without a look at the disk.
    for (const { id } of [mine, other])
      expect((await post('/v1/visits', visits(id, { id: newId(server.nowMs) }))).status).toBe(202)
    const kept = rowsOf(server, 'visits').length
    const [path, body] = stop(mine)
    const who = path.startsWith('/v1/me') ? mine.who : bearer(mine.body.secret)
    const stopping = post(path, body, who)
    await isReached
    const late = await post('/v1/visits', visits(mine.id, { id: newId(server.nowMs) }))
    expect((await errorOf(late)).code).toBe(code)
    expect(rowsOf(server, 'visits')).toHaveLength(kept)
    const others = await post('/v1/visits', visits(other.id, { id: newId(server.nowMs) }))
    expect(others.status).toBe(202)
    release()
    expect((await stopping).status).toBeLessThan(300)
    const after = await post('/v1/visits', visits(mine.id, { id: newId(server.nowMs) }))
    expect((await errorOf(after)).code).toBe(code)
  },
)
