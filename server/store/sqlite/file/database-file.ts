import { existsSync, statSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import {
  type ErasedIds,
  eraseListed,
  erasePassing,
  type Statements,
} from '../erasure/erase-again.ts'
import { isOfSite, TABLE_NAMES } from '../tables.ts'
import { migrateFile } from './migrate-file.ts'

export type { ErasedIds }

/** Result of inspecting a database file. */
export interface DatabaseReport {
  /** Problems, in sentences without values; empty where there are none. */
  readonly problems: readonly string[]
  /** Rows of each table. */
  readonly rowCounts: Readonly<Record<string, number>>
  /** The newest key generation; 0 where there is none. */
  readonly generation: number
}

/** Opens a database file that exists, and closes it after use. */
export function withDatabase<T>(
  path: string,
  options: { readonly readonly: boolean },
  use: (sqlite: SqliteDatabase.Database) => T,
): T {
  const sqlite = new SqliteDatabase(path, { ...options, fileMustExist: true, timeout: 5000 })
  try {
    return use(sqlite)
  } finally {
    sqlite.close()
  }
}

/**
 * Copies a database as of one moment, while others write to it. The copy contains no deleted data, not even in free space.
 *
 * @param to must not exist yet.
 */
export function copyDatabase(from: string, to: string): void {
  withDatabase(from, { readonly: true }, (sqlite) => void sqlite.prepare('VACUUM INTO ?').run(to))
}

const countRows = (sqlite: SqliteDatabase.Database): Record<string, number> => {
  const names = sqlite.prepare<[], string>(TABLE_NAMES).pluck().all().filter(isOfSite)
  const count = (name: string) =>
    Number(sqlite.prepare(`select count(*) from "${name}"`).pluck().get())
  return Object.fromEntries(names.map((name) => [name, count(name)]))
}

function inspect(sqlite: SqliteDatabase.Database): DatabaseReport {
  const integrity = String(sqlite.pragma('integrity_check(1)', { simple: true }))
  const orphans = sqlite.pragma('foreign_key_check') as readonly { table: string }[]
  const rowCounts = countRows(sqlite)
  const missing = ['consent_records', 'consent_events', 'messages', 'key_generations'].filter(
    (name) => rowCounts[name] === undefined,
  )
  const problems = [
    ...(integrity === 'ok' ? [] : ['SQLite finds the file damaged.']),
    ...[...new Set(orphans.map(({ table }) => table))].map(
      (table) => `Rows of ${table} point to rows that are not there.`,
    ),
    ...missing.map((name) => `The table ${name} is missing.`),
  ]
  const newest = rowCounts.key_generations
    ? Number(sqlite.prepare('select max(id) from key_generations').pluck().get())
    : 0
  return { problems, rowCounts, generation: newest }
}

/** Checks a database file that nobody writes to, and counts its rows. */
export function inspectDatabase(path: string): DatabaseReport {
  try {
    return withDatabase(path, { readonly: true }, inspect)
  } catch (error) {
    // The driver's message may contain a value; its code does not.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { problems: [`SQLite cannot read the file (${code}).`], rowCounts: {}, generation: 0 }
  }
}

/**
 * Returns whether a database with tables exists, even if they are in its log only. A file that is missing, empty, or without
 * a table, as an interrupted first start leaves it, does not count. A file that cannot be inspected counts as existing: it
 * must not be created again.
 */
export function isDatabaseThere(path: string): boolean {
  const anyTable = 'select exists (select 1 from sqlite_schema)'
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found || (found.isFile() && found.size === 0)) return false
    // Longer than SQLite's largest page: more than the header, which is written before any table.
    if (found.size > 65_536) return true
    return withDatabase(path, { readonly: true }, (db) => db.prepare(anyTable).pluck().get() === 1)
  } catch {
    return true
  }
}

/** Returns whether another process has a database open, even if idle. */
export function isDatabaseInUse(path: string): boolean {
  if (!existsSync(path)) return false
  const sqlite = new SqliteDatabase(path, { fileMustExist: true, timeout: 0 })
  try {
    // Leaving WAL mode requires exclusive access, which even an idle connection prevents.
    sqlite.pragma('journal_mode = DELETE')
    return false
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
  } finally {
    sqlite.close()
  }
}

function erase(sqlite: SqliteDatabase.Database, ids: ErasedIds, nowMs: number): number {
  const statements: Statements = {
    exec: (statement) => void sqlite.exec(statement),
    run: (statement, ...values) => sqlite.prepare(statement).run(...values).changes,
  }
  const count = eraseListed(statements, ids, nowMs)
  erasePassing(statements)
  return count
}

/**
 * Erases again, in a database that was reset to an earlier day, what has been erased since (RT-07), and short-lived data:
 * one-time codes, queued mails, sessions. All of it or nothing. Tables of an older version are migrated first: what is
 * erased is named by today's columns.
 *
 * @param given.nowMs milliseconds since 1970 UTC: things under a hold then are kept. Default: now.
 * @returns the number of rows changed by the list.
 * @throws {NewerDatabaseError} where a newer version has written the tables.
 */
export const eraseAgain = (
  path: string,
  ids: ErasedIds,
  given: { readonly migrationsFolder: string; readonly nowMs?: number },
): number =>
  withDatabase(path, { readonly: false }, (sqlite) => {
    // No journal on disk, which would keep the erased data.
    sqlite.pragma('journal_mode = MEMORY')
    sqlite.pragma('temp_store = MEMORY')
    sqlite.pragma('secure_delete = ON')
    sqlite.pragma('foreign_keys = ON')
    migrateFile(sqlite, given.migrationsFolder)
    return sqlite.transaction(() => erase(sqlite, ids, given.nowMs ?? Date.now()))()
  })

/** What a database knows of its list of deletions, and the list's place. */
export interface ListRecord {
  readonly databaseId: string
  readonly lineCount: number
  readonly byteCount: number
  readonly chain: string
  /** Absolute; `null` where no list was started yet. */
  readonly place: string | null
  /** The database's path at that time, absolute. */
  readonly databaseFile: string | null
}

/** @returns `undefined` where the database is from before it knew its list, or cannot be read. */
export function readListRecord(path: string): ListRecord | undefined {
  if (!isDatabaseThere(path)) return undefined
  try {
    return withDatabase(path, { readonly: true }, (sqlite) =>
      sqlite
        .prepare<[], ListRecord>(
          `select database_id as databaseId, line_count as lineCount, byte_count as byteCount, chain, place,
            database_file as databaseFile from deletion_list`,
        )
        .get(),
    )
  } catch {
    return undefined
  }
}

/** Returns ids in the register of destructions of a database: they must be in its list of deletions. */
export const readDestroyedIds = (path: string): readonly string[] =>
  withDatabase(path, { readonly: true }, (sqlite) =>
    sqlite
      .prepare<[], string>(
        `select value from register_entries, json_each(content, '$.refs') where register = 'destructions'`,
      )
      .pluck()
      .all(),
  )

/** Stores what a restored database knows of its list. */
export const writeListRecord = (path: string, record: ListRecord): void =>
  withDatabase(path, { readonly: false }, (sqlite) =>
    sqlite.transaction(() => {
      sqlite.prepare('delete from deletion_list').run()
      sqlite
        .prepare(
          `insert into deletion_list (database_id, line_count, byte_count, chain, place, database_file)
            values (@databaseId, @lineCount, @byteCount, @chain, @place, @databaseFile)`,
        )
        .run(record)
    })(),
  )

/**
 * Notes in a database that a job has run, without opening it as a server does: it may be of another version, and in use.
 *
 * @returns whether it was noted; `false` where there is no such database, or it takes no writes.
 */
export function noteRun(path: string, job: string, atMs: number): boolean {
  if (!isDatabaseThere(path)) return false
  try {
    return withDatabase(path, { readonly: false }, (sqlite) => {
      const note = sqlite.prepare(
        `insert into jobs (name, held_until_ms, last_run_at_ms) values (?, 0, ?)
          on conflict (name) do update set last_run_at_ms = excluded.last_run_at_ms`,
      )
      return note.run(job, atMs).changes === 1
    })
  } catch {
    return false
  }
}
