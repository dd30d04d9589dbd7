import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareRestrictions } from '../../../server/store/sqlite/consents/restrictions.ts'
import { prepareConsentErasure } from '../../../server/store/sqlite/erasure/erase-consent.ts'
import { prepareMessageErasure } from '../../../server/store/sqlite/erasure/erase-message.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { prepareReads } from '../../../server/store/sqlite/messages/messages.ts'
import { prepareQueries } from '../../../server/store/sqlite/queries.ts'
import { prepareAffected } from '../../../server/store/sqlite/registers/affected.ts'
import { prepareCodes } from '../../../server/store/sqlite/registers/codes.ts'
import { prepareRegisterReads } from '../../../server/store/sqlite/registers/registers.ts'
import { prepareRequests } from '../../../server/store/sqlite/registers/requests.ts'
import { prepareToday } from '../../../server/store/sqlite/registers/today.ts'
import { prepareUses } from '../../../server/store/sqlite/registers/uses.ts'
import { prepareReadVisits } from '../../../server/store/sqlite/visits/read-visits.ts'

let folder: string
let database: Database.Database
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-subject-plans-'))
  await (await openSqlite(join(folder, 'kelisim.db'))).close()
  database = new Database(join(folder, 'kelisim.db'))
})
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A query that is prepared, or one that is built for each call. */
type Planned =
  | { getQuery(): { sql: string; params: unknown[] } }
  | { toSQL(): { sql: string; params: unknown[] } }

function planOf(query: Planned): string {
  const { sql, params } = 'getQuery' in query ? query.getQuery() : query.toSQL()
  const values = params.map(() => 1)
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values) as { detail: string }[]
  return plan.map(({ detail }) => detail).join('; ')
}

function prepareAll() {
  const db = drizzle(database, { casing: 'snake_case' })
  const queries = prepareQueries(db, (query) => database.prepare(query.toSQL().sql))
  const index = Buffer.alloc(32)
  const [codes, messages] = [prepareCodes(db), prepareReads(db)]
  const [requests, restrictions] = [prepareRequests(db), prepareRestrictions(db)]
  const [erasure, registers] = [prepareConsentErasure(db), prepareRegisterReads(db)]
  const [reading, today] = [prepareReadVisits(db), prepareToday(db)]
  return {
    findConsent: queries.findConsent,
    findRestricted: queries.findRestricted,
    readEvents: queries.readEvents,
    findStretches: reading.stretches,
    findWindow: reading.windowEnd,
    readWindow: reading.ofWindow,
    findMessageByReference: messages.findByReference,
    findMessagesByEmail: messages.findByEmail([index]),
    readRestrictions: restrictions.read,
    liftRestriction: restrictions.lift,
    readLegalHolds: restrictions.readHolds,
    readRequestsOf: requests.readOf,
    findRequest: requests.find,
    readRequests: requests.read,
    findCodeSession: codes.findSession,
    countUses: prepareUses(db).countSince([index], 0),
    countOpenRequests: requests.countOpen,
    spendTry: codes.spend,
    readRegister: registers.page,
    readDisclosures: registers.disclosures,
    readThread: registers.thread,
    findVisitors: prepareAffected(db).visitors,
    findForErasure: prepareMessageErasure(db).find,
    findConsentForErasure: erasure.find,
    lastDay: erasure.lastDay,
    deleteVisit: erasure.deleteVisit,
    deleteStretchesOfDay: erasure.deleteStretchesOfDay,
    ...today,
  } satisfies Record<string, Planned>
}

describe('what /v1/me reads', () => {
  it.each([
    ['findConsent', 'consent_records USING PRIMARY KEY'],
    ['findRestricted', 'restrictions_by_ref (ref=?)'],
    ['readEvents', 'consent_events_by_consent (consent_id=?)'],
    ['findStretches', 'visit_stretches USING PRIMARY KEY (day=? AND consent_id=?'],
    ['findWindow', 'visits USING PRIMARY KEY (day=? AND id>? AND id<?)'],
    ['readWindow', 'visits USING PRIMARY KEY (day=? AND id>? AND id<?)'],
    ['findMessageByReference', 'messages_reference_unique (reference=?)'],
    ['findMessagesByEmail', 'messages_by_email (email_index=?)'],
    ['readRestrictions', 'restrictions_by_ref (ref=?)'],
    ['liftRestriction', 'restrictions_by_ref (ref=?)'],
    ['readLegalHolds', 'legal_holds_by_ref (ref=?)'],
    ['readRequestsOf', 'requests_by_subject (subject_ref=?)'],
    ['findRequest', 'requests_number_unique (number=?)'],
    ['readRequests', 'requests_by_due (state=?)'],
    ['findCodeSession', 'one_time_codes_by_token (token_hash=?)'],
    ['countUses', 'counted_uses_by_key (key_hash=? AND at_ms>? AND at_ms<?)'],
    ['countOpenRequests', 'requests_by_subject (subject_ref=?)'],
    ['spendTry', '(id=?)'],
    ['readRegister', 'register_entries_by_register (register=? AND rowid>?)'],
    ['readThread', 'register_entries_by_thread (register=? AND thread=?)'],
    ['findVisitors', 'visits USING PRIMARY KEY (day>? AND day<?)'],
    ['findForErasure', 'legal_holds_by_ref (ref=?)'],
    ['findConsentForErasure', 'legal_holds_by_ref (ref=?)'],
    ['deleteVisit', 'visits USING PRIMARY KEY (day=? AND id=? AND consent_id=?)'],
    ['deleteStretchesOfDay', 'visit_stretches USING PRIMARY KEY (day=? AND consent_id=?)'],
  ] as const)(
    'DS-01: %s looks into an index and reads no table from end to end',
    (name, wanted) => {
      const plan = planOf(prepareAll()[name])
      expect(plan).toContain(wanted)
      expect(plan).not.toContain('SCAN')
    },
  )

  it('DS-05: the newest day of any visit is read at the end of the tree', () => {
    // SQLite calls it a search: it reads one row from the end.
    expect(planOf(prepareAll().lastDay)).toBe('SEARCH visits USING PRIMARY KEY')
  })

  it('DI-05: the disclosures about a person are found by their names, and each checked for a correction by its thread', () => {
    const plan = planOf(prepareAll().readDisclosures)
    expect(plan).toContain('SEARCH register_entries USING INTEGER PRIMARY KEY (rowid=?)')
    expect(plan).toContain('SEARCH disclosed_subjects USING PRIMARY KEY (ref=? AND arrival>?)')
    expect(plan).toContain('register_entries_by_thread (register=? AND thread=? AND rowid>?)')
    // The names themselves, which the caller gives.
    expect(plan.replace('SCAN json_each', '')).not.toMatch(/SCAN|TEMP B-TREE/)
  })

  it.each([
    ['unanswered', 'messages USING INDEX messages_open (received_at_ms<?)'],
    ['holds', 'legal_holds_by_end (until_ms>?)'],
    ['notices', 'register_entries_by_notice (<expr>>?)'],
    ['pages', 'daily_counts USING PRIMARY KEY (day=? AND measure=? AND dimension=?'],
    ['choices', 'daily_counts USING PRIMARY KEY (day=? AND measure=? AND dimension=?'],
    ['lastConsent', 'consent_events USING INTEGER PRIMARY KEY (rowid>?)'],
  ] as const)(
    'DS-09: %s of today looks into an index and reads no table from end to end',
    (name, wanted) => {
      const plan = planOf(prepareAll()[name])
      expect(plan).toContain(wanted)
      expect(plan).not.toContain('SCAN')
    },
  )

  it('so that a scan is noticed', () => {
    const scan = { toSQL: () => ({ sql: 'select * from visits where browser = ?', params: [1] }) }
    expect(planOf(scan)).toContain('SCAN')
  })
})
