import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BackupError } from '../../../server/backup/backup-error.ts'
import { countRows, decodeDump, encodeDump, isDump } from '../../../server/backup/dump.ts'
import { openBackup, sealBackup } from '../../../server/backup/envelope.ts'
import { loadWhereDumped } from '../../../server/node/backup/load-backup.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { buildEvent, buildRecord } from '../../store/records.ts'

const MIGRATIONS = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'server',
  'store',
  'sqlite',
  'migrations',
)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-dump-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A database's dump, taken as the edge takes it. */
function dump(path: string, lastMigrationMs?: number): Buffer {
  const database = new Database(path)
  if (lastMigrationMs)
    database.exec(`update __drizzle_migrations set created_at = ${lastMigrationMs}`)
  const tables = database
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name",
    )
    .pluck()
    .all() as string[]
  const pieces = encodeDump({
    tables,
    rows(table) {
      const all = database.prepare(`select * from "${table}"`)
      return {
        columns: all.columns().map(({ name }) => name),
        values: all.raw().all() as unknown[][],
      }
    },
  })
  const bytes = Buffer.concat([...pieces])
  database.close()
  return bytes
}

const readAll = (path: string) => {
  const database = new Database(path, { readonly: true })
  const schema = database.prepare('select type, name, sql from sqlite_schema order by 1, 2').all()
  const rows = (schema as { type: string; name: string }[])
    .filter(({ type, name }) => type === 'table' && !name.startsWith('sqlite'))
    .map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()])
  database.close()
  // drizzle's own table is written with other white space.
  const own = (schema as { name: string }[]).filter(({ name }) => !name.startsWith('__'))
  return { schema: own, rows }
}

describe('DS-05 a database as text', () => {
  it('comes back as it was: every table, row, number and byte', async () => {
    const path = join(folder, 'a.db')
    const store = await openSqlite(path)
    for (let count = 0; count < 3; count++) {
      const record = buildRecord()
      await store.addConsent(record, buildEvent(record), [])
    }
    await store.close()
    const restored = join(folder, 'b.db')
    const bytes = dump(path)
    expect(isDump(bytes)).toBe(true)
    expect(countRows(decodeDump([bytes]))).toMatchObject({
      consent_records: 3,
      consent_events: 3,
      messages: 0,
    })
    writeFileSync(restored, bytes)
    await loadWhereDumped(restored, MIGRATIONS)
    expect(readAll(restored)).toEqual(readAll(path))
  })

  it('of a newer version is refused, and of a database file nothing is changed', async () => {
    const path = join(folder, 'a.db')
    await (await openSqlite(path)).close()
    const before = readAll(path)
    await loadWhereDumped(path, MIGRATIONS)
    expect(readAll(path)).toEqual(before)
    const newer = join(folder, 'newer.db')
    writeFileSync(newer, dump(path, 9_999_999_999_999))
    await expect(loadWhereDumped(newer, MIGRATIONS)).rejects.toThrow(BackupError)
  })

  it('is cut in blocks, none of which holds a part of a line', () => {
    const row = ['x'.repeat(300_000), 1.5, null, -7]
    const values = Array.from({ length: 9 }, () => row)
    const pieces = encodeDump({
      tables: ['t'],
      rows: () => ({ columns: ['a', 'b', 'c', 'd'], values }),
    })
    expect([...decodeDump(pieces)]).toEqual([
      { table: 't', columns: ['a', 'b', 'c', 'd'] },
      ...values,
    ])
  })
})

describe('an envelope in memory', () => {
  const secret = new Uint8Array(32).fill(7)
  const plain = Buffer.from('planted'.repeat(400_000))
  const pieces = [plain.subarray(0, 1_500_000), plain.subarray(1_500_000)]
  const sealed = sealBackup(pieces, { secret, generation: 1, createdAtMs: 1 })
  const other = new Uint8Array(32).fill(8)
  const open = (bytes: Buffer, ...secrets: readonly Uint8Array[]) =>
    Buffer.concat([...openBackup(bytes, secrets).pieces()])

  it('opens with its secret alone, among others, and shows nothing', () => {
    expect(open(sealed, secret).equals(plain)).toBe(true)
    expect(open(sealed, other, secret).equals(plain)).toBe(true)
    expect(sealed.includes('planted')).toBe(false)
    expect(() => open(sealed, other)).toThrow('neither KELISIM_SECRET nor')
  })

  it('bears no change, and says what is amiss', () => {
    for (const at of [20, 90, 1_048_700, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => open(changed, secret), String(at)).toThrow(BackupError)
    }
    expect(() => open(sealed.subarray(0, -10), secret)).toThrow('10 bytes are missing at its end')
    expect(() => open(Buffer.concat([sealed, plain.subarray(0, 3)]), secret)).toThrow('3 bytes too')
  })
})
