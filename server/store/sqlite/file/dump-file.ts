import SqliteDatabase from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { type LoadedLine, loadDump } from '../durable/load-dump.ts'
import { TABLE_NAMES, type TableSource } from '../tables.ts'

/** Passes the tables of a database file as of one moment. */
export function withTables<T>(path: string, use: (source: TableSource) => T): T {
  const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  try {
    const tables = sqlite.prepare<[], string>(TABLE_NAMES).pluck().all()
    const rows: TableSource['rows'] = (table) => {
      const all = sqlite.prepare(`select * from "${table}"`)
      const columns = all.columns().map(({ name }) => name)
      return { columns, values: all.raw().iterate() as Iterable<readonly unknown[]> }
    }
    return sqlite.transaction(() => use({ tables, rows }))()
  } finally {
    sqlite.close()
  }
}

/**
 * Builds a database file from a dump's lines.
 *
 * @param path must not exist yet.
 * @param lines called twice.
 * @returns as {@link loadDump}; if it is `newer`, the file must be discarded.
 */
export function loadDumpFile(
  path: string,
  lines: () => Iterable<LoadedLine>,
  migrationsFolder: string,
): ReturnType<typeof loadDump> {
  const sqlite = new SqliteDatabase(path)
  const migrations = readMigrationFiles({ migrationsFolder }).map(({ sql, folderMillis }) => ({
    ...{ when: folderMillis, statements: sql },
  }))
  const target = {
    exec: (statement: string) => sqlite.exec(statement),
    prepare(statement: string) {
      const prepared = sqlite.prepare(statement)
      return (values: readonly unknown[]) => prepared.run(...values)
    },
  }
  try {
    sqlite.pragma('foreign_keys = OFF')
    return sqlite.transaction(() => loadDump(target, lines, migrations))()
  } finally {
    sqlite.close()
  }
}
