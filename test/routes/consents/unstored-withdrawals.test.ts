import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bearer, deleteMe, giveConsent, rowsOf } from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp, visits } from '../../support/app/test-app.ts'

// What a visitor has stopped and the disk did not take is stopped all the same, for as long as the process runs.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

/** The database refuses lines of one table, as a full disk would, and takes others. */
async function whileRefusing<T>(table: string, work: () => Promise<T>): Promise<T> {
  const database = new Database(server.databaseFile)
  database.exec(
    `create trigger planted before insert on ${table} begin select raise(abort, 'planted'); end`,
  )
  try {
    return await work()
  } finally {
    database.exec('drop trigger planted')
    database.close()
  }
}

const visit = async (id: string) => {
  const answer = await server.post('/v1/visits', visits(id, { id: newId(server.nowMs) }))
  return answer.status === 202 ? 'taken' : (await errorOf(answer)).code
}
type Person = Awaited<ReturnType<typeof giveConsent>>
const withdraw = ({ id, body }: Person, more: Readonly<Record<string, unknown>> = {}) =>
  server.post(`/v1/consents/${id}/withdrawal`, { id: newId(), ...more }, bearer(body.secret))

const ways: readonly [string, string, string, (person: Person) => Promise<Response>][] = [
  ['a withdrawal', 'consent_events', 'consent_withdrawn', (one) => withdraw(one)],
  [
    'a withdrawal of visits alone',
    'consent_events',
    'consent_refused',
    (one) => withdraw(one, { purposes: ['analytics'] }),
  ],
  [
    'a withdrawal of everything by its person',
    'consent_events',
    'consent_withdrawn',
    ({ who }) => server.post('/v1/me/withdrawal', { id: newId() }, who),
  ],
  [
    'a block',
    'restrictions',
    'consent_restricted',
    ({ who }) => server.post('/v1/me/restrictions', {}, who),
  ],
  [
    'a restriction',
    'restrictions',
    'consent_restricted',
    ({ who }) => server.post('/v1/me/restrictions', { purpose: 'analytics' }, who),
  ],
  [
    'a deletion',
    'consent_events',
    'consent_withdrawn',
    async ({ who }) => {
      const { confirm } = (await (await deleteMe(server, who)).json()) as { confirm: string }
      return deleteMe(server, who, confirm)
    },
  ],
]

test.each(ways)(
  'CB-09: %s that could not be stored stops the visits of its record, and of no other',
  async (_, table, code, stop) => {
    const [mine, other] = [await giveConsent(server, 1), await giveConsent(server, 1)]
    expect(await visit(mine.id)).toBe('taken')
    const kept = rowsOf(server, 'visits').length
    const refused = await whileRefusing(table, () => stop(mine))
    expect(refused.status).toBe(503)
    expect(await visit(mine.id)).toBe(code)
    expect(rowsOf(server, 'visits')).toHaveLength(kept)
    expect(await visit(other.id)).toBe('taken')
    // Sent again it is stored, and nothing comes back with that.
    expect((await stop(mine)).status).toBeLessThan(300)
    expect(['taken', 'consent_unknown']).not.toContain(await visit(mine.id))
  },
)

test('a wrong secret stops nothing, whatever the disk does', async () => {
  const mine = await giveConsent(server, 1)
  const wrong = bearer(mine.body.secret.split('').toReversed().join(''))
  const answer = await whileRefusing('consent_events', () =>
    server.post(`/v1/consents/${mine.id}/withdrawal`, { id: newId() }, wrong),
  )
  expect(answer.status).toBe(404)
  expect(await visit(mine.id)).toBe('taken')
})

test('an id that belongs to another event takes no earlier wish back', async () => {
  const mine = await giveConsent(server, 1)
  await withdraw(mine, { purposes: ['external'] })
  await whileRefusing('consent_events', () => withdraw(mine))
  const other = await giveConsent(server)
  const id = newId()
  await withdraw(other, { id })
  expect((await withdraw(mine, { id })).status).toBe(409)
  expect(await visit(mine.id)).toBe('consent_withdrawn')
})

test('DS-07: a restriction that could not be stored ends when its person lifts it', async () => {
  const mine = await giveConsent(server, 1)
  const purpose = 'analytics'
  await whileRefusing('restrictions', () =>
    server.post('/v1/me/restrictions', { purpose }, mine.who),
  )
  expect(await visit(mine.id)).toBe('consent_restricted')
  const reason = 'person_agrees'
  const lifted = await server.post('/v1/me/restrictions/lift', { purpose, reason }, mine.who)
  expect(lifted.status).toBe(200)
  expect(await visit(mine.id)).toBe('taken')
})
