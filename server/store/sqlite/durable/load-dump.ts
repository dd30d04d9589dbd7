import type { Migration } from './durable-storage.ts'

/** The start of a table, or one of its rows, with values for SQLite. */
export type LoadedLine =
  | { readonly table: string; readonly columns: readonly string[] }
  | readonly unknown[]

/** An empty database, inside a transaction. */
export interface LoadTarget {
  exec(statement: string): unknown
  /** @returns a function that runs the statement with these values. */
  prepare(statement: string): (values: readonly unknown[]) => unknown
}

const MIGRATIONS = '__drizzle_migrations'

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

function insertAll({ prepare }: LoadTarget, lines: Iterable<LoadedLine>): void {
  let insert: ReturnType<LoadTarget['prepare']> | undefined
  for (const line of lines) {
    if (!('table' in line)) insert?.(line)
    else {
      const names = line.columns.map(quote).join()
      const marks = line.columns.map(() => '?').join()
      insert = prepare(`insert into ${quote(line.table)} (${names}) values (${marks})`)
    }
  }
}

/** Returns when the newest migration of the dump's tables was made, milliseconds since 1970 UTC. */
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

/**
 * Builds a database from a dump's lines, with the tables of the dump's version.
 *
 * @param lines called twice: for the version, and for the rows.
 * @param migrations of this version, in order.
 * @returns `newer` where the dump is of a newer version than this one; then nothing was done.
 */
export function loadDump(
  target: LoadTarget,
  lines: () => Iterable<LoadedLine>,
  migrations: readonly Pick<Migration, 'when' | 'statements'>[],
): 'loaded' | 'newer' {
  const lastMs = findLastMigration(lines())
  if (lastMs > Math.max(...migrations.map(({ when }) => when))) return 'newer'
  target.exec(
    `create table ${MIGRATIONS} (id serial primary key, hash text not null, created_at numeric)`,
  )
  for (const { when, statements } of migrations)
    if (when <= lastMs) for (const statement of statements) target.exec(statement)
  insertAll(target, lines())
  return 'loaded'
}
