import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { valuesOf } from '../../../server/store/sqlite/queries.ts'
import { bytes } from '../../../server/store/sqlite/schema/columns.ts'
import { prepareInsert } from '../../../server/store/sqlite/schema/insert-by-name.ts'

const sqlite = new Database(':memory:')
// As where a migration has added a column in another place than the schema has it.
sqlite.exec('create table things (note text, id text primary key, hash blob, made text)')
const things = sqliteTable('things', {
  id: text().primaryKey(),
  hash: bytes(),
  note: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
  made: text(),
})
const db = drizzle(sqlite)
const prepare = (query: { toSQL(): { sql: string } }) => sqlite.prepare(query.toSQL().sql)

test('an insertion finds each value by the name of its column, in whatever order either has them', () => {
  const insert = prepareInsert(prepare, db.insert(things).values(valuesOf(things)))
  const hash = new Uint8Array([1, 2])
  expect(insert({ made: 'then', note: ['a'], id: '1', hash }).changes).toBe(1)
  insert({ id: '2', hash: null, note: [], made: null })
  expect(sqlite.prepare('select * from things order by id').all()).toEqual([
    { note: '["a"]', id: '1', hash: Buffer.from(hash), made: 'then' },
    { note: '[]', id: '2', hash: null, made: null },
  ])
  const check = () => {
    // @ts-expect-error a column is missing
    insert({ id: '3', hash: null, note: [] })
    // @ts-expect-error there is no such column
    insert({ id: '3', hash: null, note: [], made: null, maker: 'x' })
    // @ts-expect-error another type
    insert({ id: 3, hash: null, note: [], made: null })
  }
  expect(check).toBeTypeOf('function')
})

test('an insertion of a value that has no name is refused when it is prepared', () => {
  const query = db.insert(things).values({ ...valuesOf(things), id: 'fixed' })
  expect(() => prepareInsert(prepare, query)).toThrow('placeholders of columns')
})

test('no insertion of the store is run with its values by their order', () => {
  const root = join(import.meta.dirname, '..', '..', '..')
  const files = globSync('server/store/sqlite/**/*.ts', { cwd: root })
  expect(files.length).toBeGreaterThan(50)
  const isDirect = (text: string) => /prepare(Driver)?\(\s*db\s*\.insert\(/.test(text)
  expect(isDirect('prepareDriver(\n  db\n    .insert(visits)')).toBe(true)
  const found = files.filter((file) => isDirect(readFileSync(join(root, file), 'utf8')))
  expect(found).toEqual([])
})
