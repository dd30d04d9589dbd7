import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'

/** Folder of the project's migrations. */
export const migrations = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'server',
  'store',
  'sqlite',
  'migrations',
)

/** Creates a database with the first `count` migrations, and leaves it open. */
export function makeOldDatabase(count: number, path: string): { database: Database.Database } {
  const old = mkdtempSync(join(tmpdir(), 'kelisim-migrations-'))
  cpSync(migrations, old, { recursive: true })
  const journal = JSON.parse(readFileSync(join(old, 'meta', '_journal.json'), 'utf8'))
  const entries = journal.entries.slice(0, count)
  writeFileSync(join(old, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }))
  const database = new Database(path)
  migrate(drizzle(database), { migrationsFolder: old })
  rmSync(old, { recursive: true })
  return { database }
}
