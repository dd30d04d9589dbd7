import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSign, generateSigningKey } from '../../../server/crypto/jws.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { bindLedger } from '../../../server/domain/ledger/take-over.ts'
import { audit } from '../../../server/domain/registers/audit.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { consent, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { rewriteChain } from '../../support/database/rewrite-chain.ts'
import { tamper } from '../../support/database/tamper.ts'
import { verifyFile } from '../../support/database/verify-file.ts'

// What somebody can change who has the database file and not the secret, and what notices it.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const seal = () => sealLedger(server.deps)
const give = async () => {
  const body = consent()
  expect((await server.post('/v1/consents', body)).status).toBe(201)
  return body
}
/** What verifying a copy with the secret finds, after somebody without it has changed it. */
async function problemsAfter(change: (database: Database.Database) => void) {
  const copy = tamper(server.databaseFile, change)
  const { cryptography } = server.deps
  return (await verifyFile(copy, { cryptography })).problems.map(
    ({ part, what }) => `${part}: ${what}`,
  )
}

/** Leaves out the triggers of a live file, as a tool for databases would. */
function change(sql: string) {
  const database = new Database(server.databaseFile)
  const triggers = database
    .prepare("select name from sqlite_master where type = 'trigger'")
    .pluck()
    .all()
  for (const name of triggers) database.exec(`drop trigger ${name}`)
  database.pragma('foreign_keys = OFF')
  database.exec(sql)
  database.close()
}

/** Puts an event behind the one before it. */
const putIn = (arrival: number) => `insert into consent_events
  select ${arrival}, 'x', consent_id, state, purposes, data_kinds, actor, at_ms, commitment, null, id
  from consent_events where arrival = ${arrival - 1}`

const ALTERED = 'head: what was written since the last checkpoint was altered or cut off'
const CUT = 'head: checkpoints were cut off, or written anew, without the secret'
const STRANGE = 'head: rows were written by somebody who does not have the secret'

describe('a chain written anew under a key that was put in', () => {
  async function rewrite() {
    const body = await give()
    const headers = { authorization: `Bearer ${body.secret}` }
    await server.post(`/v1/consents/${body.id}/withdrawal`, { id: newId() }, headers)
    await seal()
    const copy = tamper(server.databaseFile, (raw) =>
      raw.exec("delete from consent_events where state = 'ConsentWithdrawn'"),
    )
    const database = new Database(copy)
    const forged = await rewriteChain(database)
    database.close()
    return { copy, body, ...forged }
  }

  it('is told with the secret, and without it nothing is said to be proved', async () => {
    const { copy, kid } = await rewrite()
    const withSecret = await verifyFile(copy, { cryptography: server.deps.cryptography })
    expect(withSecret.problems).toContainEqual({
      part: 'key',
      id: kid,
      what: 'it was put in or altered by somebody who does not have the secret',
    })
    expect(withSecret.problems.map(({ part, what }) => `${part}: ${what}`)).toContain(CUT)
    const without = await verifyFile(copy)
    expect(without).toMatchObject({ secret: 'missing', publishedUpTo: 0, boundSince: null })
  })

  it('its key is not served, and what it has signed is not genuine', async () => {
    const { body } = await rewrite()
    const database = new Database(server.databaseFile)
    const columns = '(id, public_jwk, private_jwk, created_at_ms, retired_at_ms)'
    const { publicKey, privateJwk } = await generateSigningKey()
    database
      .prepare(`insert into signing_keys ${columns} values (?, ?, null, 1, 2)`)
      .run(publicKey.kid, JSON.stringify(publicKey))
    database.close()
    server.nowMs += 61_000
    const jwks = await (await server.get('/.well-known/jwks.json')).text()
    expect(jwks).not.toContain(publicKey.kid)
    const own = { authorization: `Bearer ${body.secret}` }
    const { receipt } = (await (
      await server.get(`/v1/consents/${body.id}/receipt`, own)
    ).json()) as {
      receipt: object
    }
    const sign = await createSign(publicKey.kid, privateJwk)
    const forged = await sign('receipt', JSON.stringify({ ...receipt, crossBorder: true }))
    const page = await server.app.request('/receipt?lang=en', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ receipt: forged }).toString(),
    })
    const text = await page.text()
    expect(text).toContain('another key')
    expect(text).not.toContain('genuine')
  })

  it('a key of the server’s own whose public half or times were changed is not trusted either', async () => {
    await give()
    await seal()
    const { publicKey } = await generateSigningKey()
    for (const sql of [
      `update signing_keys set public_jwk = '${JSON.stringify(publicKey)}'`,
      'update signing_keys set created_at_ms = created_at_ms + 1',
      'update signing_keys set retired_at_ms = 5',
      'delete from signing_key_bindings',
    ]) {
      const problems = await problemsAfter((database) => database.exec(sql))
      expect(problems, sql).toContainEqual(
        'key: it was put in or altered by somebody who does not have the secret',
      )
    }
  })
})

describe('the end of the ledger', () => {
  it('is as it was written where nobody has touched it', async () => {
    await give()
    await seal()
    await give()
    await audit(server.deps, { action: 'message.read', subject: 'K-1', actor: 'administrator' })
    expect(await problemsAfter(() => {})).toEqual([])
    await seal()
    await seal()
    expect(await problemsAfter(() => {})).toEqual([])
  })

  it.each([
    [
      'the newest checkpoint and its events are cut off',
      `delete from ledger_checkpoints where number = 2; delete from consent_events where seq >= 2;
       delete from consent_records where id not in (select consent_id from consent_events)`,
      CUT,
    ],
    [
      'what is not sealed yet is cut off',
      `delete from consent_events where arrival = 3;
       delete from consent_records where id not in (select consent_id from consent_events)`,
      ALTERED,
    ],
    [
      'an event that is not sealed yet gets another commitment',
      'update consent_events set commitment = zeroblob(32) where arrival = 3',
      ALTERED,
    ],
    ['an event is put in', putIn(4), STRANGE],
    [
      'the head is put back to what it was',
      'update ledger_heads set event_arrival = 2',
      'head_unbound',
    ],
    ['the head says that all is whole', 'update ledger_heads set since_ms = 7', 'head_unbound'],
    ['the head is taken away', 'delete from ledger_heads', 'missing'],
    ['a line of a register is cut off', 'delete from register_entries where arrival = 1', ALTERED],
  ])('%s: it is told', async (_, sql, told) => {
    await give()
    await seal()
    await give()
    await seal()
    await give()
    await audit(server.deps, { action: 'message.read', subject: 'K-1', actor: 'administrator' })
    const problems = await problemsAfter((database) => database.exec(sql))
    const words = { head_unbound: 'was altered', missing: 'is missing' }[told]
    const found = problems.filter((line) => line.startsWith('head:'))
    expect(found).toHaveLength(1)
    if (words) expect(found[0]).toContain(`binds the end of the ledger to the secret ${words}`)
    else expect(found).toEqual([told])
  })

  it.each([
    ['altered', 'update consent_events set commitment = zeroblob(32) where arrival = 2'],
    ['put in', putIn(3)],
    ['cut off', 'delete from consent_events where arrival = 2'],
    ['with another head', 'update ledger_heads set event_arrival = event_arrival + 1'],
  ])(
    'rows %s before they are sealed: the server says so in log and register, for good',
    async (_, sql) => {
      await give()
      await seal()
      await give()
      change(sql)
      await give()
      await seal()
      expect(server.logged.join()).toContain('ledger_break')
      const lines = await server.deps.store.readRegister('audit', 0, 10)
      expect(lines.map(({ content }) => JSON.parse(content).action)).toEqual(['ledger.break'])
      await give()
      await seal()
      expect(await server.deps.store.readRegister('audit', 0, 10)).toHaveLength(1)
      const result = await verifyFile(server.databaseFile, {
        cryptography: server.deps.cryptography,
      })
      expect(result.breaks).toHaveLength(1)
      expect(result.problems.filter(({ part }) => part === 'head')).toEqual([])
    },
  )

  it('a start that finds no head in a database that had one says so', async () => {
    await give()
    await seal()
    change('delete from ledger_heads')
    const other = await openSqlite(server.databaseFile)
    await bindLedger({ ...server.deps, store: other }, true)
    await other.close()
    expect(server.logged.join()).toContain('head_missing')
    expect(await server.deps.store.readRegister('audit', 0, 10)).toHaveLength(1)
  })
})
