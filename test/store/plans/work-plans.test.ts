import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { buildMessageList } from '../../../server/store/sqlite/messages/message-list.ts'
import { buildRequestList } from '../../../server/store/sqlite/registers/request-list.ts'
import type { MessageQuery, RequestQuery, Store } from '../../../server/store/store.ts'
import { NOW_MS, uuidV7 } from '../records.ts'

/** As many as a school has after years. */
const STORED = 20_000
const MINUTE_MS = 60_000

let folder: string
let database: Database.Database
let store: Store
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-work-plans-'))
  store = await openSqlite(join(folder, 'kelisim.db'))
  database = new Database(join(folder, 'kelisim.db'))
  fill(database)
})
afterAll(async () => {
  database.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Messages of years with a request about each: the newest are open, two requests are of one person. */
function fill(db: Database.Database): void {
  const consent = db.prepare(
    "insert into consent_records (id, language, policy_version, notice_sha256, actor, surface, gpc_at_choice, given_at_ms, valid_until_ms, subject_commitment) values (?, 'kk', '2025-08-01', 'a', 'subject', 'contact_form', 0, ?, ?, x'01')",
  )
  const message = db.prepare(
    "insert into messages (id, reference, consent_id, name, message, secret_hash, language, received_at_ms, closed_at_ms) values (?, ?, ?, x'01', zeroblob(400), x'01', 'kk', ?, ?)",
  )
  const request = db.prepare(
    "insert into requests (id, number, kind, scope, subject_kind, subject_ref, text, language, received_at_ms, due_on, state, thread) values (?, ?, 'deletion', 'site', 'message', ?, zeroblob(400), 'kk', ?, ?, ?, ?)",
  )
  const add = db.transaction(() => {
    for (let index = 0; index < STORED; index += 1) {
      const atMs = NOW_MS - index * MINUTE_MS
      const id = uuidV7(atMs)
      const isOpen = index < 100
      consent.run(`c-${index}`, atMs, atMs + STORED * MINUTE_MS * 2)
      message.run(id, `K-${index}`, `c-${index}`, atMs, isOpen ? null : atMs)
      const day = new Date(atMs).toISOString().slice(0, 10)
      const state = isOpen ? 'open' : 'answered'
      request.run(`r-${id}`, `R-${index}`, id, atMs, day, state, `R-${index - (index % 2)}`)
    }
  })
  add()
}

const planOf = (query: { toSQL(): { sql: string; params: unknown[] } }): string => {
  const { sql, params } = query.toSQL()
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params) as { detail: string }[]
  return plan.map(({ detail }) => detail).join('; ')
}
const connect = () => drizzle(database, { casing: 'snake_case' })

/** The third of five times, in milliseconds: one collection of garbage says nothing. */
async function time(run: () => Promise<unknown>): Promise<number> {
  await run()
  const times: number[] = []
  for (let count = 0; count < 5; count += 1) {
    const begin = performance.now()
    await run()
    times.push(performance.now() - begin)
  }
  return times.sort((a, b) => a - b)[2] ?? Number.POSITIVE_INFINITY
}

const NEWEST = { isDescending: true, limit: 51, nowMs: NOW_MS }
const place = { sort: NOW_MS - 15_000 * MINUTE_MS, id: uuidV7() }
const SOONEST = { isDescending: false, limit: 51, orderBy: 'due' } as const

describe('lists of staff, with twenty thousand stored', () => {
  it.each<readonly [string, Partial<MessageQuery>, string]>([
    ['the newest messages', {}, 'INDEX messages_by_receipt'],
    ['open messages', { isOpen: true }, 'INDEX messages_open'],
    [
      'messages from a place on',
      { after: place },
      'messages_by_receipt ((received_at_ms,id)<(?,?)',
    ],
    [
      'messages of a period',
      { fromMs: 1, beforeMs: 2 },
      'messages_by_receipt (received_at_ms>? AND',
    ],
    ['messages that somebody has', { assignee: 'one' }, 'messages_by_assignee (assignee=?)'],
  ])('%s come from an index in their order, in less than 50 ms', async (_, change, wanted) => {
    const query = { ...NEWEST, ...change }
    const { rows, hidden } = buildMessageList(connect(), query)
    expect(planOf(rows)).toContain(wanted)
    expect(planOf(rows)).not.toContain('TEMP B-TREE')
    // What is hidden is found from what hides it: no consent is read that has not ended.
    expect(planOf(hidden)).toContain('consent_records_by_end (valid_until_ms<?)')
    expect(planOf(hidden)).not.toMatch(/SCAN (messages|consent)/)
    expect(await time(() => store.listMessages(query))).toBeLessThan(50)
  })

  it.each<readonly [string, Partial<RequestQuery>, string]>([
    ['every request', {}, 'INDEX requests_all_by_due'],
    ['open requests', { states: ['open'] }, 'INDEX requests_by_due (state=?)'],
    ['the newest requests', { orderBy: 'received', isDescending: true }, 'requests_by_receipt'],
    [
      'requests from a place on',
      { states: ['answered'], after: { sort: '2026-11-12', id: 'r' } },
      'requests_by_due (state=? AND (due_on,id)>(?,?))',
    ],
  ])('%s come from an index in their order, in less than 50 ms', async (_, change, wanted) => {
    const query = { ...SOONEST, ...change }
    const { rows } = buildRequestList(connect(), query)
    expect(planOf(rows)).toContain(wanted)
    expect(planOf(rows)).toMatch(/SEARCH earlier USING (COVERING )?INDEX requests_by_thread/)
    expect(planOf(rows)).not.toContain('TEMP B-TREE')
    expect(await time(() => store.listRequests(query))).toBeLessThan(50)
  })

  it('requests do not stop at two hundred, and two of one person are one', async () => {
    const seen = new Set<string>()
    let after: { sort: string; id: string } | undefined
    for (;;) {
      const { rows, total } = await store.listRequests({ ...SOONEST, limit: 1000, after })
      expect(total).toBe(STORED / 2)
      const last = rows.at(-1)
      if (!last) break
      for (const { number, inThread } of rows) {
        expect(seen.has(number)).toBe(false)
        expect(inThread).toBe(2)
        seen.add(number)
      }
      after = { sort: last.dueOn, id: last.id }
    }
    expect(seen.size).toBe(STORED / 2)
  })
})
