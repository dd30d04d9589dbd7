import { afterEach, beforeEach, expect, test } from 'vitest'
import { expireConsents } from '../../../server/domain/consents/consent-expiry.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import type { StoredConsent } from '../../../server/store/store.ts'
import { bearer, deleteMe, giveConsent, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp, visits } from '../../support/app/test-app.ts'

// Requests about one record that arrive in the same moment: none gives back what another has taken.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

type Who = Record<string, string>
interface Asked {
  readonly id: string
  readonly who: Who
  /** The record's secret, as its own address asks for it. */
  readonly own: Who
}
async function give(visitCount = 0): Promise<Asked> {
  const { id, who, body } = await giveConsent(server, visitCount)
  return { id, who, own: bearer(body.secret) }
}

const onRecord = ({ id, own }: Asked, purposes?: string[]) =>
  server.post(`/v1/consents/${id}/withdrawal`, { id: newId(), ...(purposes && { purposes }) }, own)
const onMe = ({ who }: Asked, purposes?: string[]) =>
  server.post('/v1/me/withdrawal', { id: newId(), ...(purposes && { purposes }) }, who)
/** Deletes what is held, as confirmed beforehand. */
async function planDeletion({ who }: Pick<Asked, 'who'>) {
  const { confirm } = (await (await deleteMe(server, who)).json()) as { confirm: string }
  return () => deleteMe(server, who, confirm)
}
const latestOf = async (id: string) => (await server.deps.store.findConsent(id))?.latest
const visitStatus = async (id: string) => (await server.post('/v1/visits', visits(id))).status

test.each([
  [
    'everything and a part, on the record',
    (asked: Asked) => [onRecord(asked), onRecord(asked, ['external'])],
  ],
  [
    'a part and everything, on the record',
    (asked: Asked) => [onRecord(asked, ['external']), onRecord(asked)],
  ],
  [
    'one part and another',
    (asked: Asked) => [onRecord(asked, ['analytics']), onRecord(asked, ['external'])],
  ],
  [
    'one part and another, as the person',
    (asked: Asked) => [onMe(asked, ['analytics']), onMe(asked, ['external'])],
  ],
  [
    'everything as the person and a part on the record',
    (asked: Asked) => [onMe(asked), onRecord(asked, ['external'])],
  ],
])('CB-09 DS-06 %s: all of it is withdrawn, and no visit is taken after it', async (_, ask) => {
  for (let round = 0; round < 5; round++) {
    const asked = await give()
    const answers = await Promise.all(ask(asked))
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(await latestOf(asked.id)).toMatchObject({
      state: 'ConsentWithdrawn',
      purposes: { analytics: false, external: false },
    })
    expect(await visitStatus(asked.id)).toBe(403)
  }
  expect(rowsOf(server, 'visits')).toEqual([])
})

test('DS-05 a deletion and a withdrawal of a part: the record stays withdrawn and erased', async () => {
  for (let round = 0; round < 5; round++) {
    const asked = await give(1)
    const remove = await planDeletion(asked)
    await Promise.all([remove(), onRecord(asked, ['external']), onMe(asked, ['analytics'])])
    expect(await latestOf(asked.id)).toMatchObject({ state: 'ConsentWithdrawn' })
    expect((await server.deps.store.findConsent(asked.id))?.secretHash).toBeNull()
    expect(await visitStatus(asked.id)).toBe(403)
  }
  expect(rowsOf(server, 'visits')).toEqual([])
})

test('CR-02 what is withdrawn already, or was never on offer, is no further event and no further count', async () => {
  const asked = await give()
  await onRecord(asked, ['functional'])
  await onRecord(asked)
  for (let again = 0; again < 3; again++) expect((await onRecord(asked)).status).toBe(201)
  expect(rowsOf(server, 'consent_events')).toHaveLength(2)
  expect(rowsOf(server, 'daily_counts')).toContainEqual(
    expect.objectContaining({ measure: 'withdrawal', count: 1 }),
  )
})

test.each([
  ['of an earlier withdrawal of less', (_: string, earlier: string) => earlier],
  ['of the record itself', (record: string) => record],
])('CB-09 an id %s withdraws nothing, and the answer says so', async (_, choose) => {
  const { id, own: who } = await give()
  const path = `/v1/consents/${id}/withdrawal`
  const first = { id: newId(), purposes: ['external'] }
  await server.post(path, first, who)
  const answer = await server.post(path, { id: choose(id, first.id) }, who)
  expect(answer.status).toBe(409)
  expect((await errorOf(answer)).code).toBe('id_reused')
  // The key to the record is not taken away where the record still stands.
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(await latestOf(id)).toMatchObject({ purposes: { analytics: true, external: false } })
  expect((await server.post(path, { id: newId() }, who)).status).toBe(201)
  expect(await visitStatus(id)).toBe(403)
})

test('CR-08 the end of a term that a withdrawal of a part has overtaken is written after it, and once', async () => {
  const asked = await give()
  server.nowMs += 181 * 86_400_000
  const { store } = server.deps
  const found = await store.findEndedConsents({ afterMs: 0, nowMs: server.nowMs }, 10)
  expect(found).toHaveLength(1)
  const other = await give()
  // Withdrawn between the job's look and its writing: what it found holds no more.
  const part = { id: newId(), consentId: asked.id, purposes: { analytics: false, external: true } }
  await store.addConsentEvent({ ...(found[0] as StoredConsent).latest, ...part }, [], asked.id)
  const deps = { ...server.deps, store: { ...store, findEndedConsents: async () => found } }
  await runJob(server.deps, { name: 'expiry', holder: 'one' }, (run) => expireConsents(deps, run))
  const states = (await store.readConsentEvents(asked.id)).map(({ state }) => state)
  expect(states).toEqual(['ConsentGiven', 'ConsentGiven', 'ConsentExpired'])
  expect(await latestOf(other.id)).toMatchObject({ state: 'ConsentGiven' })
})

test('DS-05 a request sent while its person is deleted leaves no word of it', async () => {
  for (let round = 0; round < 10; round++) {
    const { who } = await writeMessage(server)
    const remove = await planDeletion({ who })
    const text = 'planted words of a request'
    const send = () =>
      server.post('/v1/me/requests', { id: newId(), kind: 'information', scope: 'site', text }, who)
    const [deleted, ...sent] = await Promise.all([remove(), send(), send()])
    expect(deleted?.status).toBe(200)
    for (const { status } of sent) expect([201, 404]).toContain(status)
  }
  expect(
    rowsOf(server, 'requests')
      .map(({ text }) => text)
      .filter((text) => text !== null),
  ).toEqual([])
})
