import SqliteDatabase from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'

/** A table begins, or one of its rows; values as SQLite takes them. */
export type LoadedLine =
  | { readonly table: string; readonly columns: readonly string[] }
  | readonly unknown[]

const MIGRATIONS = '__drizzle_migrations'

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Makes the tables as they were when the dump was made. @returns whether this version knows them. */
function makeTables(
  sqlite: SqliteDatabase.Database,
  migrationsFolder: string,
  lastMs: number,
): boolean {
  const migrations = readMigrationFiles({ migrationsFolder })
  if (lastMs > Math.max(...migrations.map(({ folderMillis }) => folderMillis))) return false
  for (const { sql, folderMillis } of migrations)
    if (folderMillis <= lastMs) for (const statement of sql) sqlite.exec(statement)
  return true
}

function insertAll(sqlite: SqliteDatabase.Database, lines: Iterable<LoadedLine>): void {
  let insert: SqliteDatabase.Statement | undefined
  for (const line of lines) {
    if (!('table' in line)) insert?.run(...line)
    else {
      const names = line.columns.map(quote).join()
      const marks = line.columns.map(() => '?').join()
      insert = sqlite.prepare(`insert into ${quote(line.table)} (${names}) values (${marks})`)
    }
  }
}

/**
 * Makes a database file of a dump's lines, with the tables of the version that the dump is of.
 *
 * @param path must not be there yet.
 * @param lines asked for twice: for the version, and for the rows.
 * @returns `newer` where the dump is of a newer version than this one; the file is of no use then.
 */
export function loadDump(
  path: string,
  lines: () => Iterable<LoadedLine>,
  migrationsFolder: string,
): 'loaded' | 'newer' {
  const sqlite = new SqliteDatabase(path)
  try {
    sqlite.pragma('foreign_keys = OFF')
    sqlite.exec(
      `create table ${MIGRATIONS} (id serial primary key, hash text not null, created_at numeric)`,
    )
    return sqlite.transaction(() => {
      if (!makeTables(sqlite, migrationsFolder, findLastMigration(lines()))) return 'newer' as const
      insertAll(sqlite, lines())
      return 'loaded' as const
    })()
  } finally {
    sqlite.close()
  }
}

/** When the newest migration was made that the dump's tables have, milliseconds since 1970 UTC. */
function findLastMigration(lines: Iterable<LoadedLine>): number {
  let at = -1
  let lastMs = Number.NEGATIVE_INFINITY
  for (const line of lines) {
    if ('table' in line) {
      if (at >= 0) break
      at = line.table === MIGRATIONS ? line.columns.indexOf('created_at') : -1
    } else if (at >= 0) lastMs = Math.max(lastMs, Number(line[at]))
  }
  return lastMs
}
