import Database from 'better-sqlite3'
import { makeOldDatabase } from './old-database.ts'

/** Migrations that gave sequence numbers when rows were written, and not when they were sealed. */
export const NUMBERED_WHEN_WRITTEN = 8

/** What columns were called then. */
const NAMES_THEN: Readonly<Record<string, string>> = {
  arrival: 'seq',
  event_arrival: 'event_seq',
  entry_arrival: 'entry_seq',
}

/**
 * Copies a database, with all its rows, into the tables of the version that gave sequence numbers when rows were written.
 *
 * @param to must not be there yet. @returns the same path.
 */
export function copyAsBefore(file: string, to: string): string {
  const { database } = makeOldDatabase(NUMBERED_WHEN_WRITTEN, to)
  database.pragma('foreign_keys = OFF')
  database.prepare('attach ? as present').run(file)
  const names = (schema: string, table: string) =>
    database
      .prepare(`select name from pragma_table_info(?, ?)`)
      .pluck()
      .all(table, schema) as string[]
  const tables = database
    .prepare(
      `select name from main.sqlite_schema where type = 'table' and name not like '\\_\\_%' escape '\\'`,
    )
    .pluck()
    .all() as string[]
  for (const table of tables) {
    const before = names('main', table)
    const isNumbered = names('present', table).includes('arrival')
    const pairs = names('present', table)
      .filter((name) => !(isNumbered && name === 'seq'))
      .map((name) => ({ name, old: NAMES_THEN[name] ?? name }))
      .filter(({ old }) => before.includes(old))
    database.exec(
      `insert into main.${table} (${pairs.map(({ old }) => old).join()}) select ${pairs.map(({ name }) => name).join()} from present.${table}`,
    )
  }
  database.exec('detach present')
  database.close()
  return to
}

/** Rows of a database file that a statement finds. */
export function readFrom<T>(file: string, statement: string): readonly T[] {
  const database = new Database(file, { readonly: true })
  try {
    return database.prepare(statement).all() as T[]
  } finally {
    database.close()
  }
}
