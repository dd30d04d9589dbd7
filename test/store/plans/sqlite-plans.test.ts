import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { prepareUnsealed } from '../../../server/store/sqlite/ledger/unsealed.ts'
import { prepareQueries } from '../../../server/store/sqlite/queries.ts'
import { consentEvents } from '../../../server/store/sqlite/schema/consents.ts'
import { registerEntries } from '../../../server/store/sqlite/schema/ledger.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-plans-'))
  path = join(folder, 'kelisim.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the plans of the queries', () => {
  it.each([
    ['findConsent', ['consent_records USING PRIMARY KEY', 'consent_events_by_consent']],
    ['findEventConsent', ['consent_events_by_id']],
    ['lengthenVisit', ['visits USING PRIMARY KEY (day=? AND id=? AND consent_id=?)']],
    ['findVisitDay', ['visits USING PRIMARY KEY (day>?)']],
    ['findWholeAddresses', ['visits USING PRIMARY KEY (day=?)']],
    ['shortenAddress', ['visits USING PRIMARY KEY (day=? AND id=? AND consent_id=?)']],
    ['findEnded', ['consent_records_by_end (valid_until_ms>? AND valid_until_ms<?)']],
    [
      'readCounts',
      ['daily_counts USING PRIMARY KEY ((day,measure,dimension,value)>(?,?,?,?) AND day<?)'],
    ],
  ] as const)('%s reads no table from end to end', async (name, wanted) => {
    await (await openSqlite(path)).close()
    const database = new Database(path)
    const queries = prepareQueries(drizzle(database, { casing: 'snake_case' }), (query) =>
      database.prepare(query.toSQL().sql),
    )
    const { sql, params } = queries[name].getQuery()
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params.map(() => 1)) as {
      detail: string
    }[]
    database.close()
    const details = plan.map(({ detail }) => detail).join('; ')
    for (const step of wanted) expect(details).toContain(step)
    expect(details).not.toContain('SCAN visits')
    expect(details).not.toContain('SCAN consent')
    expect(details).not.toContain('SCAN daily_counts')
    expect(details).not.toContain('TEMP B-TREE')
  })

  it.each([
    ['consent_events', consentEvents],
    ['register_entries', registerEntries],
  ] as const)('what is to be sealed of %s is found in an index, in order', async (name, table) => {
    await (await openSqlite(path)).close()
    const database = new Database(path)
    const { sql } = prepareUnsealed(drizzle(database, { casing: 'snake_case' }), table).getQuery()
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(0, 1) as { detail: string }[]
    database.close()
    expect(plan.map(({ detail }) => detail)).toEqual([
      `SEARCH ${name} USING INDEX ${name}_by_seq (seq=? AND rowid>?)`,
    ])
  })
})
