import type Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pruneConsents } from '../../../server/domain/ledger/prune.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { audit } from '../../../server/domain/registers/audit.ts'
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
/** Columns of the ledger's tables, and the condition on the rows to flip a byte in. */
const LEDGER_COLUMNS: readonly (readonly [table: string, column: string])[] = [
  ...[
    ...['id', 'secret_hash', 'language', 'policy_version', 'notice_sha256', 'actor', 'surface'],
    ...['gpc_at_choice', 'given_at_ms', 'valid_until_ms', 'subject_name', 'subject_salt'],
    'subject_commitment',
  ].map((column) => ['consent_records', column] as const),
  ...[
    ...['seq', 'id', 'consent_id', 'after_id', 'state', 'purposes', 'data_kinds', 'actor', 'at_ms'],
    'commitment',
  ].map((column) => ['consent_events', column] as const),
  ...['seq', 'id', 'register', 'thread', 'content', 'actor', 'at_ms', 'commitment'].map(
    (column) => ['register_entries', column] as const,
  ),
  ...[
    ...['number', 'event_leaves', 'entry_leaves', 'previous_hash', 'hash', 'last_event_seq'],
    ...['last_entry_seq', 'sealed_at_ms', 'signature'],
  ].map((column) => ['ledger_checkpoints', column] as const),
  ...['first_seq', 'last_seq', 'entry_id'].map((column) => ['pruned_events', column] as const),
  ...['sha256', 'content'].map((column) => ['notices', column] as const),
]

/** Flips one bit of a stored value, as it lies: of a text or bytes in the byte chosen, of a number in one of its low bits. */
function flip(value: unknown, random: number): unknown {
  if (typeof value === 'number') return value ^ (1 << (random % 4))
  const bytes = Buffer.from(value as string | Buffer)
  const at = random % bytes.length
  // Bit 0 keeps text valid UTF-8 where it is ASCII; the texts of the tables are.
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return typeof value === 'string' ? bytes.toString('latin1') : bytes
}

/** Flips a bit in one row, unless there is none or the database refuses it. Answers whether it did. */
function flipOne(
  database: Database.Database,
  { table, column }: { table: string; column: string },
  { row, random }: { row: number; random: number },
): boolean {
  const key = table === 'consent_records' ? 'id' : 'rowid'
  const condition =
    table === 'notices' ? 'sha256 in (select notice_sha256 from consent_records)' : '1'
  const rows = database
    .prepare(
      `select ${key} as place, ${column} as value from ${table} where ${column} is not null and ${condition}`,
    )
    .all() as { place: unknown; value: string | Buffer | number }[]
  const chosen = rows[row % rows.length]
  if (!chosen || (typeof chosen.value !== 'number' && chosen.value.length === 0)) return false
  try {
    const flipped = flip(chosen.value, random)
    database
      .prepare(`update ${table} set ${column} = ? where ${key} = ?`)
      .run(flipped, chosen.place)
    return true
  } catch (error) {
    // The number or id is another row's: such a flip the database itself refuses.
    expect((error as { code: string }).code).toMatch(/^SQLITE_CONSTRAINT/)
    return false
  }
}

describe('one flipped byte', () => {
  it('CR-03 anywhere in the ledger’s tables of a copy is found and named', async () => {
    const [first] = await fill()
    await seal()
    // One is pruned, so that the tables of prunings have rows as well.
    server.nowMs += 4 * 365 * DAY_MS
    await server.post('/v1/consents', consent())
    await seal()
    const beforeMs = server.nowMs - 3 * 365 * DAY_MS
    expect(await pruneConsents(server.deps, { beforeMs })).toEqual({ prunedConsents: 1 })
    expect(await server.deps.store.findConsent(first?.id ?? '')).toBeUndefined()
    await seal()
    expect((await verify()).problems).toEqual([])
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LEDGER_COLUMNS),
        fc.nat(1_000_000),
        fc.nat(1_000_000),
        async ([table, column], row, random) => {
          let isFlipped = false
          const copy = tamper(server.databaseFile, (database) => {
            isFlipped = flipOne(database, { table, column }, { row, random })
          })
          fc.pre(isFlipped)
          const { problems } = await verify(copy)
          expect(problems.length, `${table}.${column}`).toBeGreaterThan(0)
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)
})
