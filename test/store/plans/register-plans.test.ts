import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { prepareRegisterLists } from '../../../server/store/sqlite/registers/list-lines.ts'
import type { RegisterRange, Store, StoredEntry } from '../../../server/store/store.ts'

const LINES = 50_000
const PAGE_MS = 50

let folder: string
let path: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-register-plans-'))
  path = join(folder, 'kelisim.db')
  await (await openSqlite(path)).close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const BY_TIME = 'register_entries_by_time (register=? AND at_ms'

describe('the plan of a list of a register', () => {
  const planOf = (kind: 'all' | 'found', name: 'newest' | 'oldest' | 'count') => {
    const database = new Database(path, { readonly: true })
    const lists = prepareRegisterLists(drizzle(database, { casing: 'snake_case' }))
    const { sql, params } = lists[kind][name].getQuery()
    const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params.map(() => 1))
    database.close()
    return (rows as { detail: string }[]).map(({ detail }) => detail).join('; ')
  }

  test.each(['newest', 'oldest', 'count'] as const)(
    'DI-07 %s: goes along the index of its register by time, and sorts nothing',
    (name) => {
      expect(planOf('all', name)).toContain(BY_TIME)
      expect(planOf('all', name)).not.toMatch(/SCAN register_entries|TEMP B-TREE/)
    },
  )

  test.each(['newest', 'oldest', 'count'] as const)(
    'DI-07 %s: a search reads the lines that it finds, and no others',
    (name) => {
      const plan = planOf('found', name)
      expect(plan).toContain('SEARCH register_entries USING INTEGER PRIMARY KEY (rowid=?)')
      expect(plan).toContain('register_keys USING PRIMARY KEY (register=? AND key=?)')
      expect(plan).toContain('disclosed_subjects USING PRIMARY KEY (ref=?)')
      expect(plan).not.toContain(BY_TIME)
      expect(plan).not.toMatch(/SCAN (?:register_entries|register_keys|disclosed_subjects)/)
    },
  )
})

describe('a register of 50,000 lines', () => {
  let store: Store
  beforeAll(async () => {
    const database = new Database(path)
    database.exec(`
      with recursive line (value) as (select 1 union all select value + 1 from line limit ${LINES})
      insert into register_entries (id, register, thread, content, actor, at_ms, commitment)
      select 'line ' || value, 'audit', 'thing ' || (value % 100), '{"action":"message.read"}', 'administrator', value * 1000, zeroblob(32)
      from line`)
    database.close()
    store = await openSqlite(path)
  })
  afterAll(() => store.close())

  const timed = async <T>(read: () => Promise<T>): Promise<readonly [T, number]> => {
    await read()
    const startMs = performance.now()
    const result = await read()
    return [result, performance.now() - startMs]
  }
  const list = (range: Partial<RegisterRange>) => () =>
    store.listRegister({ register: 'audit', order: 'newest', ...range }, 51)

  test.each([
    ['the newest page', {}, `line ${LINES}`],
    ['the oldest page', { order: 'oldest' }, 'line 1'],
    [
      'a page in the middle',
      { after: { atMs: 25_000_000, arrival: 25_000 } as StoredEntry },
      'line 24999',
    ],
    ['the oldest, from the newest on', { after: { atMs: 52_000, arrival: 52 } }, 'line 51'],
    ['a page of a period', { fromMs: 20_000_000, beforeMs: 30_000_000 }, 'line 29999'],
    ['a search', { search: 'thing 7' }, 'line 49907'],
  ] as const)('DI-07 %s is read in under 50 ms', async (_, range, first) => {
    const [lines, tookMs] = await timed(list(range))
    expect(lines[0]?.id).toBe(first)
    expect(lines).toHaveLength(51)
    expect(tookMs).toBeLessThan(PAGE_MS)
  })

  test('DI-07 the lines are counted in under 50 ms, and those of a day at once', async () => {
    const [all, tookMs] = await timed(() => store.countRegister({ register: 'audit' }, 100_001))
    expect(all).toBe(LINES)
    expect(tookMs).toBeLessThan(PAGE_MS)
    const day = { register: 'audit', fromMs: 1_000_000, beforeMs: 87_400_000 } as const
    expect(await store.countRegister(day, 100_001)).toBe(49_001)
  })

  test('DI-07 reading on in the order of writing sorts nothing either', async () => {
    const [lines, tookMs] = await timed(() => store.readRegister('audit', 40_000, 500))
    expect(lines[0]?.id).toBe('line 40001')
    expect(tookMs).toBeLessThan(PAGE_MS)
  })
})
