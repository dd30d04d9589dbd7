import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildStatement } from '../../../server/domain/ledger/checkpoint.ts'
import { pruneConsents } from '../../../server/domain/ledger/prune.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { bindLedger } from '../../../server/domain/ledger/take-over.ts'
import { audit } from '../../../server/domain/registers/audit.ts'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { consent, message, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { tamper } from '../../support/database/tamper.ts'
import { verifyFile } from '../../support/database/verify-file.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const DAY_MS = 86_400_000
const seal = () => sealLedger(server.deps)

/** Three consents, of which one was withdrawn, and a message. */
async function fill() {
  const bodies = [consent(), consent(), consent()]
  for (const body of bodies) await server.post('/v1/consents', body)
  const [first] = bodies
  const headers = { authorization: `Bearer ${first?.secret}` }
  await server.post(`/v1/consents/${first?.id}/withdrawal`, { id: newId() }, headers)
  await server.post('/v1/messages', message())
  await audit(server.deps, { action: 'message.read', subject: 'K-1', actor: 'administrator' })
  return bodies
}

const verify = (path = server.databaseFile) =>
  verifyFile(path, { cryptography: server.deps.cryptography })
const problemsOf = async (change: (database: Database.Database) => void) =>
  (await verify(tamper(server.databaseFile, change))).problems.map(
    ({ part, number, what }) => `${part} ${number}: ${what}`,
  )

describe('the sealer', () => {
  it('CR-03 seals what was written, once, and verifying finds all as it was', async () => {
    await fill()
    expect(await seal()).toBe(1)
    expect(await seal()).toBe(0)
    const result = await verify()
    expect(result.problems).toEqual([])
    expect(result.events).toEqual({ rows: 5, unsealed: 0 })
    expect(result.checkpoints).toBe(1)
    await server.post('/v1/consents', consent())
    expect((await verify()).events).toEqual({ rows: 6, unsealed: 1 })
    expect(await seal()).toBe(1)
    expect((await verify()).problemCount).toBe(0)
  })

  it('CR-03 two processes that seal at the same time make one chain without gap or fork', async () => {
    const other = await openSqlite(server.databaseFile)
    const otherDeps = { ...server.deps, store: other }
    await bindLedger(otherDeps, true)
    for (let round = 0; round < 8; round += 1) {
      await server.post('/v1/consents', consent())
      await Promise.all([seal(), sealLedger(otherDeps), seal(), sealLedger(otherDeps)])
    }
    expect(await server.deps.store.readRegister('audit', 0, 10)).toEqual([])
    const numbers = (await other.readCheckpoints(0, 100)).map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect((await verify()).problems).toEqual([])
    await other.close()
  })

  it('a clock that was set back does not make the chain run backwards', async () => {
    await server.post('/v1/consents', consent())
    await seal()
    server.nowMs -= 30 * DAY_MS
    await server.post('/v1/consents', consent())
    await seal()
    const [first, second] = await server.deps.store.readCheckpoints(0, 10)
    expect(second?.sealedAtMs).toBe(first?.sealedAtMs)
    expect((await verify()).problems).toEqual([])
  })
})

describe('tampering', () => {
  it('CR-03 names the first bad event, whatever of it was altered', async () => {
    await fill()
    await seal()
    expect(
      await problemsOf((database) =>
        database.exec(
          `update consent_events set purposes = '{"analytics":false,"external":true}' where seq = 2`,
        ),
      ),
    ).toEqual(['event 2: it, or its consent record, was altered'])
    expect(
      await problemsOf((database) => database.exec('delete from consent_events where seq = 3')),
    ).toContain('event 3: it is missing, and no register says that it was deleted')
    expect(
      await problemsOf((database) =>
        database.exec("update register_entries set actor = 'system' where seq = 1"),
      ),
    ).toEqual(['entry 1: it was altered'])
  })

  it('CR-03 finds a consent that was put in afterwards, with commitment and all', async () => {
    await fill()
    await seal()
    await server.post('/v1/consents', consent())
    await server.post('/v1/consents', consent())
    await seal()
    const problems = await problemsOf((database) => {
      // The last event takes the number of one that is deleted: as if it had always stood there.
      database.exec('delete from consent_events where seq = 6')
      database.exec('update consent_events set seq = 6 where seq = 7')
    })
    expect(problems[0]).toBe('event 6: it was altered after it was sealed')
    expect(problems).toContain('event 7: it is missing, and no register says that it was deleted')
  })

  it('CR-03 a chain cut at its end is found by a checkpoint that was published', async () => {
    await fill()
    await seal()
    await server.post('/v1/consents', consent())
    await seal()
    const published = (await server.deps.store.readCheckpoints(0, 10)).map(buildStatement)
    const cut = tamper(server.databaseFile, (database) => {
      database.exec('delete from ledger_checkpoints where number = 2')
      database.exec('delete from consent_events where seq = 6')
      database.exec(
        'delete from consent_records where id not in (select consent_id from consent_events)',
      )
    })
    expect((await verifyFile(cut)).problems).toEqual([])
    expect((await verifyFile(cut, { published })).problems).toEqual([
      { part: 'checkpoint', number: 2, what: 'it was published and is missing now' },
    ])
  })

  it('CR-03 a checkpoint signed with a key of somebody else is found', async () => {
    await fill()
    await seal()
    const problems = await problemsOf((database) => {
      const { signature } = database.prepare('select signature from ledger_checkpoints').get() as {
        signature: string
      }
      const parts = signature.split('.')
      parts[2] = Buffer.alloc(64, 9).toString('base64url')
      database.prepare('update ledger_checkpoints set signature = ?').run(parts.join('.'))
    })
    expect(problems).toEqual(['checkpoint 1: its signature is not right'])
  })
})

describe('erasing and pruning', () => {
  it('CR-12 a person who was erased and events that were pruned leave the chain valid, and nothing of the person', async () => {
    await fill()
    const sent = message({ name: 'Planted Name' })
    const { reference } = (await (await server.post('/v1/messages', sent)).json()) as {
      reference: string
    }
    await seal()
    const stored = await server.deps.store.findMessage({ reference })
    expect(stored).toBeDefined()
    const entry = await buildRegisterEntry(
      { register: 'destructions', content: { class: 'messages', count: 1 }, actor: 'subject' },
      server.deps,
    )
    expect(await server.deps.store.eraseMessage(stored?.id ?? '', entry)).toBe('erased')
    expect(await server.deps.store.eraseMessage(stored?.id ?? '', entry)).toBe('absent')
    const proof = await server.deps.store.findConsent(stored?.consentId ?? '')
    expect(proof).toMatchObject({ subjectName: null, subjectSalt: null, secretHash: null })
    expect(proof?.subjectCommitment).toHaveLength(32)
    await seal()
    expect((await verify()).problems).toEqual([])
    expect(await server.searchBytes(Buffer.from(stored?.name ?? []))).toEqual([])
    expect(await server.searchBytes(reference)).toEqual([])
  })

  it('CR-12 pruning leaves what has not ended, what is not sealed, the last event, and what is held', async () => {
    const [first, second] = await fill()
    const held = second?.id ?? ''
    const headers = { authorization: `Bearer ${second?.secret}` }
    await server.post(`/v1/consents/${held}/withdrawal`, { id: newId() }, headers)
    await server.post('/v1/consents', consent())
    await seal()
    const raw = new Database(server.databaseFile)
    raw
      .prepare("insert into legal_holds values ('h', 'consent', ?, 'court', 0, ?)")
      .run(held, Number.MAX_SAFE_INTEGER)
    raw.close()
    const before = await verify()
    expect(await pruneConsents(server.deps, { beforeMs: server.nowMs })).toEqual({
      prunedConsents: 0,
    })
    expect(await pruneConsents(server.deps, { beforeMs: server.nowMs + 1 })).toEqual({
      prunedConsents: 1,
    })
    expect(await server.deps.store.findConsent(first?.id ?? '')).toBeUndefined()
    expect((await server.deps.store.findConsent(held))?.latest.state).toBe('ConsentWithdrawn')
    const after = await verify()
    expect(after.problems).toEqual([])
    expect(after.events.rows).toBe(before.events.rows - 2)
    expect(await pruneConsents(server.deps, { beforeMs: server.nowMs + 1 })).toEqual({
      prunedConsents: 0,
    })
  })
})

describe('the database itself', () => {
  const refuses = (sql: string) => {
    const database = new Database(server.databaseFile)
    try {
      return () => database.prepare(sql).run()
    } finally {
      process.nextTick(() => database.close())
    }
  }

  it('CR-02 refuses to change or delete an event, a register line, a checkpoint, a notice', async () => {
    await fill()
    await seal()
    for (const sql of [
      "update consent_events set state = 'ConsentGiven'",
      'delete from consent_events',
      "update register_entries set content = '{}'",
      'delete from register_entries',
      'update ledger_checkpoints set sealed_at_ms = 0',
      'delete from ledger_checkpoints',
      "update notices set content = ''",
    ]) {
      expect(refuses(sql), sql).toThrow(/append-only/)
    }
    expect((await verify()).problems).toEqual([])
  })

  it('CR-12 lets a record be emptied of what leads to the person, and be changed in nothing else', async () => {
    await fill()
    for (const change of [
      "language = 'en'",
      'valid_until_ms = valid_until_ms + 1',
      'secret_hash = zeroblob(32)',
      'subject_salt = zeroblob(16)',
      'subject_commitment = zeroblob(32)',
      "policy_version = '2026-01-01'",
      'gpc_at_choice = 1 - gpc_at_choice',
    ]) {
      expect(refuses(`update consent_records set ${change}`), change).toThrow(/never changed/)
    }
    expect(refuses('delete from consent_records')).toThrow(/kept while it has events/)
    expect(
      refuses(
        'update consent_records set secret_hash = null, subject_salt = null, subject_name = null',
      ),
    ).not.toThrow()
    expect((await verify()).problems).toEqual([])
  })
})
