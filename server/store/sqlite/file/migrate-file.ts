import type SqliteDatabase from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { NewerDatabaseError } from '../newer-database-error.ts'

const MIGRATIONS = '__drizzle_migrations'

/** Returns when the newest migration of the tables was made, milliseconds since 1970 UTC. */
function readLastMs(sqlite: SqliteDatabase.Database): number {
  const hasTable = sqlite.prepare('select 1 from sqlite_schema where name = ?').get(MIGRATIONS)
  const last = hasTable && sqlite.prepare(`select max(created_at) from ${MIGRATIONS}`).pluck().get()
  return Number(last ?? Number.NEGATIVE_INFINITY)
}

/**
 * Migrates the tables of a file in one transaction: a process that is killed meanwhile leaves them unchanged.
 *
 * @throws {NewerDatabaseError} where a newer version has written them; nothing is changed.
 */
export function migrateFile(sqlite: SqliteDatabase.Database, migrationsFolder: string): void {
  const knownMs = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis)
  if (readLastMs(sqlite) > Math.max(...knownMs))
    throw new NewerDatabaseError('it was written by a newer version of Kelisim')
  migrate(drizzle(sqlite), { migrationsFolder })
}
